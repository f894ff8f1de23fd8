#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Checks (or with --fix mends) the formatting of all C++ files that git knows or could add.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=(--dry-run -Werror)
if [ "${1:-}" = --fix ]; then
  mode=(-i)
fi

cpp_files() {
  if git rev-parse --git-dir >/dev/null 2>&1; then
    git ls-files -z --cached --others --exclude-standard -- '*.cpp' '*.h'
  else
    find app models widgets tests \( -name '*.cpp' -o -name '*.h' \) -print0
  fi
}

files=()
while IFS= read -r -d '' file; do
  [ -f "$file" ] && files+=("$file") # a deleted file stays in the index until it is committed
done < <(cpp_files)
if [ ${#files[@]} -eq 0 ]; then
  echo "format: no C++ file found; is this the project's folder?" >&2
  exit 1
fi
clang-format "${mode[@]}" "${files[@]}"
echo "format: ${#files[@]} files are fine"
