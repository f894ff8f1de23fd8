#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs what is missing on Debian 12, and nothing else. Safe to run again.
#   packaging/setup.sh [build] [test] [package] [screen] [fuzz] [windows] [wine]    (none: build and test)
#     build   compiler, Qt 6, QCustomPlot: all that building and running needs
#     test    formatter, ctags, the JSON validator, clang's sanitizers: what packaging/test.sh needs beside
#     package what packaging/linux needs beside: icons in sizes, the checker of packages, a clean Debian to install in
#     fuzz    clang with libFuzzer, for the preset `fuzz`
#     screen  a virtual display and its tools, for driving the window and taking pictures of it
#     windows the compiler for Windows, and what its libraries and the installers are made with
#     wine    Wine and a virtual display, for packaging/windows/test.sh
set -euo pipefail

build=(cmake ninja-build g++ ccache qt6-base-dev qt6-base-dev-tools qt6-svg-dev libqcustomplot-dev
  zlib1g-dev libarchive-dev libpcre2-dev tzdata
  fonts-inter fonts-dejavu-core)
test=(git clang libclang-rt-14-dev lld clang-format clang-tidy universal-ctags python3-jsonschema libevtx-utils
  appstream desktop-file-utils shared-mime-info man-db binutils zsh)
package=(librsvg2-bin dpkg-dev lintian debootstrap)
fuzz=(clang libclang-rt-14-dev)
screen=(xvfb xdotool imagemagick openbox x11-utils)
windows=(cmake ninja-build ccache g++ g++-mingw-w64-x86-64-posix dpkg-dev curl ca-certificates qt6-base-dev
  qt6-base-dev-tools nsis wixl python3 librsvg2-bin imagemagick zip)
wine=(wine64 xvfb xauth imagemagick unzip)

# Without an X server beside it, Wayland needs a plugin that qt6-base does not bring.
if [ -n "${WAYLAND_DISPLAY:-}" ] && [ -z "${DISPLAY:-}" ]; then
  build+=(qt6-wayland)
fi

usage() {
  sed -n '5,13s/^# \{0,1\}//p' "$0"
}

installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "setup: $* needs root rights; run packaging/setup.sh as root or install sudo." >&2
    exit 1
  fi
}

quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    echo "setup: $* failed; the lines above say why." >&2
    exit 1
  fi
  rm -f "$log"
}

wanted=()
for group in "${@:-build test}"; do
  for name in $group; do
    case $name in
      build) wanted+=("${build[@]}") ;;
      test) wanted+=("${test[@]}") ;;
      package) wanted+=("${package[@]}") ;;
      fuzz) wanted+=("${fuzz[@]}") ;;
      screen) wanted+=("${screen[@]}") ;;
      windows) wanted+=("${windows[@]}") ;;
      wine) wanted+=("${wine[@]}") ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 2 ;;
    esac
  done
done

if ! command -v apt-get >/dev/null; then
  echo "setup: no apt-get here, nothing installed. Needed, by their Debian names: ${wanted[*]}"
  exit 0
fi

missing=()
for package in "${wanted[@]}"; do
  installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
  echo "setup: all ${#wanted[@]} packages are here."
  exit 0
fi

echo "setup: reading the package lists"
quietly as_root apt-get -qq update
echo "setup: installing ${missing[*]}"
quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}"
