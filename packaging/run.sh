#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds Sendwright and opens it.
#   packaging/run.sh            on the sample case
#   packaging/run.sh PATH...    on these files and folders
# Without a display it writes a picture of the window and an HTML report instead.
set -euo pipefail

# Paths are the caller's: make them absolute before going to the project's folder.
paths=()
for path in "$@"; do
  paths+=("$(realpath -- "$path")")
done
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packaging/setup.sh build
echo "run: building"
cmake --preset release -Wno-dev >/dev/null
cmake --build --preset release

workbench=build/release/app/sendwright
cli=build/release/app/sendwright-cli
if [ ${#paths[@]} -eq 0 ]; then
  opened=(--sample)
  analysed=(resources/sample-case)
else
  opened=("${paths[@]}")
  analysed=("${paths[@]}")
fi

if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
  exec "$workbench" "${opened[@]}"
fi

picture=build/sendwright.png
report=build/sendwright-report.html
rm -f "$picture" "$report"
QT_QPA_PLATFORM=offscreen "$workbench" "${opened[@]}" --screenshot "$picture"
# Exit 1 means that there are findings, which is what one looks for.
status=0
"$cli" analyse --html "$report" "${analysed[@]}" || status=$?
if [ "$status" -gt 1 ]; then
  exit "$status"
fi
echo "No display here. Written instead:"
for file in "$picture" "$report"; do
  [ -s "$file" ] || { echo "run: $file was not written." >&2; exit 1; }
  echo "  $PWD/$file"
done
