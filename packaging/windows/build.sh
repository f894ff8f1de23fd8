#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a bare Debian 12 to the Windows artefacts: portable zip, installer, MSI and their SHA-256 sums.
#   packaging/windows/build.sh                all of it
#   packaging/windows/build.sh --programs     only the programs, no artefacts
#   packaging/windows/build.sh --tests        the programs and the test programs that test.sh runs
# Libraries are built once and kept in SENDWRIGHT_WIN_PREFIX (default ~/.cache/sendwright-windows); when a run is broken
# off, the next one goes on at the same stage. The programs are built in build/windows.
# SENDWRIGHT_WIN_TESTS: which tests, as rooms or as room/name (default: those of all rooms below the window).
# SENDWRIGHT_WIN_JOBS: compilers at a time (default: one a core). SENDWRIGHT_SIGN: a command that signs the file that is
# added to it, off by default (docs/windows.md).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
prefix=${SENDWRIGHT_WIN_PREFIX:-$HOME/.cache/sendwright-windows}
target=$prefix/target
jobs=${SENDWRIGHT_WIN_JOBS:-$(nproc)}
build=$root/build/windows
out=$root/build/windows-artefacts
qt_host=(-DQT_HOST_PATH=/usr -DQT_HOST_PATH_CMAKE_DIR=/usr/lib/x86_64-linux-gnu/cmake)
export SENDWRIGHT_WIN_TARGET=$target

# shellcheck source=packaging/windows/libraries.sh
. "$here/libraries.sh"
# shellcheck source=packaging/windows/artefacts.sh
. "$here/artefacts.sh"

say() {
  echo "windows: $*"
}

die() {
  echo "windows: $*" >&2
  exit 1
}

# Runs a function in a subshell with its output in a log, so that its cd and its failure stay there.
logged() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  (set -e; "$@") >"$log" 2>&1 </dev/null &
  wait $! || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 30 "$log" >&2
    die "$1 ${2:-} failed; all it said is in $log"
  fi
}

# What a library's build depends on: its pin, its recipe and the toolchain. Another value builds it anew.
recipe_sum() {
  {
    echo "$1"
    declare -f "build_${2//-/_}"
    cat "$here/mingw.cmake" "$here/qcustomplot/CMakeLists.txt"
  } | sha256sum | cut -c 1-16
}

index_is_read=
build_library() {
  local name=$1 version=$2 fallback=$3 stamp source since=$SECONDS
  stamp=$prefix/stamps/$name-$(recipe_sum "$*" "$name")
  source=$prefix/sources/$name-${version#*:}
  [ -e "$stamp" ] && return
  if [ ! -e "$source.stamp" ]; then
    if [ -z "$index_is_read" ]; then
      logged "$prefix/logs/index.log" update_index
      index_is_read=yes
    fi
    say "fetching $name $version"
    logged "$prefix/logs/$name.fetch.log" fetch "$name" "$version" "$fallback" "$source"
    touch "$source.stamp"
  fi
  say "building $name $version"
  logged "$prefix/logs/$name.build.log" "build_${name//-/_}" "$source" "$prefix/build/$name-${stamp##*-}"
  rm -f "$prefix/stamps/$name"-????????????????
  touch "$stamp"
  say "$name took $((SECONDS - since)) s"
}

build_libraries() {
  local name version fallback
  mkdir -p "$prefix/stamps" "$prefix/sources" "$target"
  while read -r name version fallback; do
    case $name in '' | \#*) continue ;; esac
    build_library "$name" "$version" "$fallback"
  done <"$here/sources.txt"
}

# moc, rcc and uic of this machine must be those of the Qt that is built.
check_host_tools() {
  local wanted
  wanted=$(awk '$1 == "qt6-base" { sub(/[+-].*/, "", $2); print $2 }' "$here/sources.txt")
  case $(dpkg-query -W -f='${Version}' qt6-base-dev) in
    "$wanted"*) ;;
    *) die "qt6-base-dev is not of Qt $wanted; the pins in sources.txt have to follow it" ;;
  esac
}

configure_programs() {
  cmake -S "$root" -B "$build" -G Ninja -Wno-dev -DCMAKE_TOOLCHAIN_FILE="$here/mingw.cmake" "${qt_host[@]}" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_EXE_LINKER_FLAGS=-static -DSENDWRIGHT_WERROR=ON -DSENDWRIGHT_PRECOMPILE=ON \
    -DSENDWRIGHT_UNITE=ON -DSENDWRIGHT_TEST_FLAGS=-O0
}

# The tests that run as Windows programs; test.sh asks for them with --list-tests.
test_programs() {
  local part file
  for part in ${SENDWRIGHT_WIN_TESTS:-core ingest index analysis report tables}; do
    case $part in
      */*) basename "$part" ;;
      *) for file in "$root/tests/$part"/tst_*.cpp; do basename "$file" .cpp; done ;;
    esac
  done
}

build_programs() {
  local since=$SECONDS
  configure_programs
  # shellcheck disable=SC2046 # names of targets
  ninja -C "$build" -j "$jobs" sendwright sendwright-cli $([ "$1" = tests ] && test_programs)
  echo "programs took $((SECONDS - since)) s"
}

main() {
  case ${1:-} in
    '' | --programs | --tests) ;;
    --list-tests) test_programs; return ;;
    *) sed -n '5,14s/^# \{0,1\}//p' "$0"; [ "$1" = --help ]; return ;;
  esac
  "$root/packaging/setup.sh" windows
  check_host_tools
  build_libraries
  say "building the programs"
  case ${1:-} in
    --tests) logged "$prefix/logs/programs.log" build_programs tests ;;
    *) logged "$prefix/logs/programs.log" build_programs only ;;
  esac
  [ -n "${1:-}" ] || make_artefacts
}

main "$@"
