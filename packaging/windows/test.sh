#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests the Windows artefacts under Wine: the command line against the Linux build byte for byte, the Qt tests of the
# rooms, the window, the installer. Builds what is missing. The last line counts: `N passed, N failed`.
#   packaging/windows/test.sh [PART...]     PART: cli, rooms, window, portable, installer, msi (none: all)
# SENDWRIGHT_WIN_TESTS: which tests of the rooms, as for build.sh.
# SENDWRIGHT_LINUX_BUILD: a build folder with app/sendwright-cli (default build/release, built when it is not there).
# Pictures and logs lie in build/windows-test afterwards.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$root/build/windows
out=$root/build/windows-artefacts
work=$root/build/windows-test
linux=${SENDWRIGHT_LINUX_BUILD:-$root/build/release}
version=$(sed -n 's/^project(sendwright VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
passed=0
failed=0

export WINEPREFIX=$work/wine WINEDEBUG=-all TZ=UTC
# No questions about Mono and Gecko, no entries in the menus of this machine.
export WINEDLLOVERRIDES="mscoree,mshtml,winemenubuilder.exe="

pass() {
  passed=$((passed + 1))
}

fail() {
  failed=$((failed + 1))
  echo "FAILED: $*"
}

# check NAME COMMAND...: one test.
check() {
  local name=$1
  shift
  if "$@"; then pass; else fail "$name"; fi
}

finish() {
  [ -d "$WINEPREFIX" ] && "$wineserver" -k 2>/dev/null
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && exit 0
  exit 1
}

wine64=/usr/lib/wine/wine64
wineserver=/usr/lib/wine/wineserver64

# A program that hangs is a failure.
wine() {
  timeout "${SENDWRIGHT_WINE_TIMEOUT:-300}" "$wine64" "$@" </dev/null
}

# shellcheck source=packaging/windows/installer_tests.sh
. "$here/installer_tests.sh"

# same NAME ARGUMENTS...: both programs print the same and leave the same exit code, run in resources/.
same() {
  local name=$1 linux_code=0 windows_code=0
  shift
  cd "$root/resources" || return
  "$linux/app/sendwright-cli" "$@" >"$work/$name.linux" 2>"$work/$name.linux.err" || linux_code=$?
  wine "$build/app/sendwright-cli.exe" "$@" >"$work/$name.windows" 2>"$work/$name.windows.err" || windows_code=$?
  cd "$root" || return
  check "$name: exit code $windows_code, on Linux $linux_code" [ "$windows_code" -eq "$linux_code" ]
  check "$name: same bytes" cmp "$work/$name.linux" "$work/$name.windows"
}

test_cli() {
  echo "== command line"
  same version --version
  same json analyse --json - sample-case
  same summary analyse sample-case
  same redacted analyse --redact --json - sample-case
  same zone analyse --json - --event-zone Europe/Berlin sample-case
  same sessions sessions --format csv sample-case
  same table sessions sample-case
  same entries entries --format ndjson sample-case
  same samples analyse --json - knowledge/samples
  same missing analyse no-such-file
  same_report redacted
  same_report plain --no-redact
}

same_report() {
  local name=$1
  shift
  rm -f "$work/$name".*.html
  (cd "$root/resources" && "$linux/app/sendwright-cli" analyse --html "$work/$name.linux.html" "$@" sample-case)
  (cd "$root/resources" &&
    wine "$build/app/sendwright-cli.exe" analyse --html "Z:$work/$name.windows.html" "$@" sample-case)
  check "HTML ($name): same bytes" cmp "$work/$name.linux.html" "$work/$name.windows.html"
}

# Counts the functions of one test program by what it says at its end.
room_test() {
  local name=$1 log=$work/$1.txt totals good bad
  rm -f "$log"
  find "$build/tests" -name "$name.exe" | grep -q . || { fail "$name is not built"; return; }
  SENDWRIGHT_SAMPLE_CASE=$root/resources/sample-case wine "$build/tests/$name.exe" -o "Z:$log,txt" >"$log.err" 2>&1
  # Qt Test says what it finds in the file; it finds no console to say it to.
  totals=$(tr -d '\r' <"$log" 2>/dev/null | sed -n 's/^Totals: //p')
  good=$(sed -n 's/^\([0-9]*\) passed.*/\1/p' <<<"$totals")
  bad=$(sed -n 's/.* \([0-9]*\) failed.*/\1/p' <<<"$totals")
  passed=$((passed + ${good:-0}))
  failed=$((failed + ${bad:-1}))
  if [ "${bad:-1}" -ne 0 ]; then
    echo "FAILED: $name (${totals:-it ended without a count}); $log"
    grep -s -A 4 '^FAIL' "$log"
  fi
}

test_rooms() {
  local name
  echo "== tests of the rooms"
  for name in $("$here/build.sh" --list-tests); do
    room_test "$name"
  done
}

# A picture with so many colours is one of the window, not an empty one. (Called by name through check.)
# shellcheck disable=SC2317
is_picture() {
  local colours
  colours=$(identify -format '%k' "$1" 2>/dev/null) && [ "$colours" -gt 500 ]
}

test_window() {
  local theme
  echo "== window"
  for theme in light dark; do
    rm -f "$work/window-$theme.png" "$work/window-$theme.html"
    wine "$out/stage/Sendwright/sendwright.exe" --sample --theme "$theme" --size 1440x900 \
      --screenshot "Z:$work/window-$theme.png" --report "Z:$work/window-$theme.html" || true
    check "window ($theme)" is_picture "$work/window-$theme.png"
    check "report of the window ($theme)" grep -q "NETWORK SERVICE cannot read.*</html>" \
      <(tr '\n' ' ' <"$work/window-$theme.html")
  done
}

build_all() {
  "$here/build.sh" --tests || return
  "$here/build.sh" || return
  [ -x "$linux/app/sendwright-cli" ] && return
  "$root/packaging/setup.sh" build || return
  cmake -S "$root" -B "$linux" -G Ninja -Wno-dev -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >/dev/null || return
  cmake --build "$linux" --target sendwright-cli
}

main() {
  local part parts=("$@")
  [ $# -gt 0 ] || parts=(cli rooms window portable installer msi)
  if [ -z "${SENDWRIGHT_IN_XVFB:-}" ]; then # everything in a display of its own
    "$root/packaging/setup.sh" wine || { fail "setup"; finish; }
    SENDWRIGHT_IN_XVFB=yes exec xvfb-run -a -s "-screen 0 1600x1000x24" "$0" "$@"
  fi
  mkdir -p "$work"
  build_all || { fail "build"; finish; }
  rm -rf "$WINEPREFIX"
  wine wineboot --init >"$work/wineboot.txt" 2>&1
  for part in "${parts[@]}"; do
    case $part in
      cli) test_cli ;;
      rooms) test_rooms ;;
      window) test_window ;;
      portable) test_portable ;;
      installer) test_installer ;;
      msi) test_msi ;;
      *) fail "$part is no part" ;;
    esac
  done
  finish
}

main "$@"
