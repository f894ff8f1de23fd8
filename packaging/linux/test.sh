#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the Debian package and tests it: what it holds, what the checkers of Debian and freedesktop.org say, and that it
# installs, runs and goes again without a trace in a clean Debian 12.
#   packaging/linux/test.sh [--deb FILE | --preset check]     --deb: this package, nothing is built
# SENDWRIGHT_DEB_ROOT    where the clean Debian is kept between runs (~/.cache/sendwright/debian-12)
# SENDWRIGHT_DEB_MIRROR  where it is fetched from (http://deb.debian.org/debian)
# The last line counts: `N passed, N failed`. The exit code is 0 only when nothing failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

passed=0
failed=0
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && exit 0
  exit 1
}

# One check that counts as one test; what it prints is shown when it fails.
check() {
  local name=$1 said status=0
  shift
  said=$("$@" 2>&1) || status=$?
  if [ "$status" -eq 0 ]; then
    echo "ok      $name"
    passed=$((passed + 1))
  else
    echo "FAILED  $name"
    printf '%s\n' "$said" | tail -n 40 | sed 's/^/        /'
    failed=$((failed + 1))
  fi
  return "$status"
}

# shellcheck source=packaging/linux/package_checks.sh
. packaging/linux/package_checks.sh
# shellcheck source=packaging/linux/clean_root.sh
. packaging/linux/clean_root.sh

deb=""
if [ "${1:-}" = --deb ] && [ -f "${2:-}" ]; then
  deb=$(realpath -- "$2")
elif [ $# -gt 0 ] && [ "$*" != "--preset check" ]; then
  sed -n '5,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
else
  packaging/setup.sh test package || { failed=1; finish; }
  packaging/linux/build.sh "$@" || { echo "FAILED  build"; failed=1; finish; }
  passed=$((passed + 1))
  deb=$(realpath -- build/artefacts/sendwright_*.deb)
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf --one-file-system "$work"' EXIT

check_package "$deb" "$work/tree"
if [ "$(id -u)" -ne 0 ]; then
  echo "not tested: installing, running and removing in a clean Debian, which needs root"
elif ! command -v debootstrap >/dev/null; then
  echo "not tested: installing, running and removing in a clean Debian, which needs debootstrap"
elif ! may_have_roots "$work/probe"; then
  echo "not tested: installing, running and removing in a clean Debian, which needs the right to mount and to make devices"
elif ! said=$(make_base 2>&1); then
  echo "not tested: installing, running and removing in a clean Debian, which cannot be had: $(tail -n 1 <<<"$said")"
else
  check_in_clean_root "$deb" "$work/root"
fi
finish
