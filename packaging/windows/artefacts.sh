# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Portable zip, installers and checksums from the built programs; read by build.sh.
: "${here:?}" "${root:?}" "${prefix:?}" "${build:?}" "${out:?}"

# What the programs contain of others: name, version, where the source is, and the licence texts.
stage_licences() {
  local folder=$1 name version source
  mkdir -p "$folder"
  {
    echo "Sendwright is free software under GPL-3.0-or-later; see LICENSE. Its programs contain the libraries below,"
    echo "built from Debian's source packages of these versions (https://sources.debian.org), beside the runtime"
    echo "libraries of GCC and MinGW-w64. The scripts that build everything lie in packaging/windows of the source."
    echo
  } >"$folder/README.txt"
  while read -r name version _; do
    case $name in '' | \#*) continue ;; esac
    echo "$name $version" >>"$folder/README.txt"
    source=$prefix/sources/$name-${version#*:}
    if [ -e "$source/debian/copyright" ]; then
      cp "$source/debian/copyright" "$folder/$name.txt"
    else
      cat "$source"/LICENSES/*.txt >"$folder/$name.txt"
    fi
  done <"$here/sources.txt"
  cp /usr/share/doc/gcc-mingw-w64-base/copyright "$folder/gcc-runtime.txt"
  cp /usr/share/doc/mingw-w64-common/copyright "$folder/mingw-w64.txt"
}

# Everything that lies in the program's folder, as a user gets it.
stage() {
  local folder=$1 program
  rm -rf "$folder"
  mkdir -p "$folder"
  for program in sendwright sendwright-cli; do
    x86_64-w64-mingw32-strip -o "$folder/$program.exe" "$build/app/$program.exe"
    # Without quotes: a command with its arguments.
    [ -z "${SENDWRIGHT_SIGN:-}" ] || $SENDWRIGHT_SIGN "$folder/$program.exe"
  done
  cp -r "$root/resources/sample-case" "$folder/"
  cp "$root/LICENSE" "$folder/LICENSE.txt"
  cp "$root/README.md" "$root/docs/third-party.md" "$folder/"
  stage_licences "$folder/licences"
}

# The installer's list of files, for putting them there and for taking away these and no others.
installer_lists() {
  local folder=$1 into=$2 directory file path
  : >"$into/install.nsh"
  : >"$into/uninstall.nsh"
  (cd "$folder" && find . -type d -printf '%P\n' | LC_ALL=C sort) | while read -r directory; do
    path=${directory//\//\\}
    echo "SetOutPath \"\$INSTDIR${path:+\\$path}\"" >>"$into/install.nsh"
    for file in "$folder/$directory"/*; do
      [ -f "$file" ] || continue
      echo "File \"$file\"" >>"$into/install.nsh"
      echo "Delete \"\$INSTDIR${path:+\\$path}\\$(basename "$file")\"" >>"$into/uninstall.nsh"
    done
  done
  (cd "$folder" && find . -mindepth 1 -type d -printf '%P\n' | LC_ALL=C sort -r) | while read -r directory; do
    echo "RMDir \"\$INSTDIR\\${directory//\//\\}\"" >>"$into/uninstall.nsh"
  done
}

make_zip() {
  local folder=$1 zip=$2
  # An empty portable.ini: its presence keeps settings beside the program (docs/windows.md).
  : >"$folder/portable.ini"
  find "$folder" -exec touch -d "@$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 1767225600)" {} +
  rm -f "$zip"
  (cd "$(dirname "$folder")" && find "$(basename "$folder")" -type f | LC_ALL=C sort | TZ=UTC zip -q -9 -X -@ "$zip")
  rm "$folder/portable.ini"
}

make_installer() {
  local folder=$1 version=$2 setup=$3
  installer_lists "$folder" "$out"
  makensis -V2 -NOCD -INPUTCHARSET UTF8 -DVERSION="$version" -DLISTS="$out" -DOUTPUT="$setup" \
    -DICON="$build/sendwright.ico" -DSIZE_KB="$(du -sk "$folder" | cut -f 1)" -DLICENCE="$root/LICENSE" \
    "$here/installer.nsi"
  [ -z "${SENDWRIGHT_SIGN:-}" ] || $SENDWRIGHT_SIGN "$setup"
}

# For managed fleets. wixl takes no absolute paths.
make_msi() {
  local version=$1 msi=$2
  cp "$build/sendwright.ico" "$out/sendwright.ico"
  (cd "$out" && "$here/msi.py" stage/Sendwright "$version" sendwright.ico >sendwright.wxs &&
    wixl -a x64 -o "$msi" sendwright.wxs)
  [ -z "${SENDWRIGHT_SIGN:-}" ] || $SENDWRIGHT_SIGN "$msi"
}

# What the artefacts are made from; as long as it stays, they stay.
artefact_sum() {
  {
    sha256sum "$build/app/sendwright.exe" "$build/app/sendwright-cli.exe" "$here"/* "$root/README.md" \
      "$root/docs/third-party.md" "$root/LICENSE" "$root"/resources/sample-case/* 2>/dev/null || true
    echo "${SENDWRIGHT_SIGN:-}"
  } | sha256sum
}

build_artefacts() {
  local version=$1 name=sendwright-$1-windows-x64
  rm -f "$out"/sendwright-*.zip "$out"/sendwright-*.exe "$out"/sendwright-*.msi "$out/SHA256SUMS"
  stage "$out/stage/Sendwright"
  make_zip "$out/stage/Sendwright" "$out/$name-portable.zip"
  make_installer "$out/stage/Sendwright" "$version" "$out/$name-setup.exe"
  make_msi "$version" "$out/$name.msi"
  (cd "$out" && sha256sum "$name-portable.zip" "$name-setup.exe" "$name.msi" >SHA256SUMS)
}

make_artefacts() {
  local version sum
  version=$(sed -n 's/^project(sendwright VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
  mkdir -p "$out"
  sum=$(artefact_sum)
  if [ "$(cat "$out/made-from" 2>/dev/null)" != "$sum" ] || ! (cd "$out" && sha256sum --check --quiet SHA256SUMS); then
    say "making the artefacts"
    logged "$prefix/logs/artefacts.log" build_artefacts "$version"
    echo "$sum" >"$out/made-from"
  fi
  say "in $out:"
  (cd "$out" && stat -c '  %s bytes  %n' sendwright-*.zip sendwright-*.exe sendwright-*.msi SHA256SUMS)
}
