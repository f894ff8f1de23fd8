#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the Debian package from this tree and writes it with its list of checksums to build/artefacts.
#   packaging/linux/build.sh [--preset check] [--out FOLDER]     --preset check: from the programs that are tested
# SENDWRIGHT_JOBS: how many compilers run at a time; without it Ninja decides.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

out=$PWD/build/artefacts
preset=package
while [ $# -gt 0 ]; do
  case $1:${2:-} in
    --out:?*) out=$(realpath -m -- "$2") ;;
    --preset:package | --preset:check) preset=$2 ;;
    *) sed -n '5,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done

packaging/setup.sh build package
# The same tree gives the same package: its times are those of the last change, not of this run.
if SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null); then
  export SOURCE_DATE_EPOCH
  [ -z "$(git status --porcelain)" ] || echo "build: this tree has changes that are not committed; they go in"
else
  unset SOURCE_DATE_EPOCH
fi

echo "build: compiling"
cmake --preset "$preset" -Wno-dev >/dev/null
cmake --build --preset "$preset" ${SENDWRIGHT_JOBS:+--parallel "$SENDWRIGHT_JOBS"}

echo "build: packing"
made=$PWD/build/$preset/packages
rm -rf "$made"
umask 022 # permissions inside the package are not the builder's taste
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! cpack --config "build/$preset/CPackConfig.cmake" -B "$made" >"$log" 2>&1; then
  cat "$log" >&2
  exit 1
fi
debs=("$made"/sendwright_*.deb)
if [ ${#debs[@]} -ne 1 ] || [ ! -f "${debs[0]}" ]; then
  echo "build: there should be one package in $made" >&2
  exit 1
fi

mkdir -p "$out"
rm -f "$out"/sendwright_*.deb
cp "${debs[0]}" "$out"
name=$(basename "${debs[0]}")
(cd "$out" && sha256sum "$name" >SHA256SUMS.linux)
rm -rf "$made"
echo "build: $out/$name, $(stat -c %s "$out/$name") bytes"
cat "$out/SHA256SUMS.linux"
