# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tests of the zip, the installer and the MSI; read by test.sh.
: "${work:?}" "${out:?}" "${version:?}" "${WINEPREFIX:?}"

uninstall_key='Software\Microsoft\Windows\CurrentVersion\Uninstall\Sendwright'
settings_key='HKCU\Software\sendwright'

# The value of a registry entry, empty when there is none: reg_value KEY NAME.
reg_value() {
  wine reg query "$1" /v "$2" 2>/dev/null | tr -d '\r' | sed -n "s/^ *$2 *REG_[A-Z]* *//p"
}

has_key() {
  wine reg query "$1" >/dev/null 2>&1
}

has_no_key() {
  ! has_key "$1"
}

# installed FOLDER: every file of the stage lies there with the same bytes.
installed() {
  diff -r --exclude=uninstall.exe "$out/stage/Sendwright" "$1" && [ -s "$1/uninstall.exe" ]
}

is_gone() {
  [ ! -e "$1" ]
}

# An uninstaller goes on in a copy of itself: waits until its last act is done.
wait_gone() {
  local i
  for i in $(seq 100); do
    is_gone "$1" && return
    sleep 0.2
  done
  echo "still there after $((i / 5)) s: $1"
  return 1
}

# Opens the window once and closes it, so that settings are written.
open_once() {
  wine "$1" --quit-once-painted >"$work/open.txt" 2>&1
}

test_portable() {
  local folder=$work/portable/Sendwright
  echo "== portable zip"
  rm -rf "$work/portable"
  check "checksums" bash -c "cd '$out' && sha256sum --check --quiet SHA256SUMS"
  check "unpacking" unzip -q -d "$work/portable" "$out/sendwright-$version-windows-x64-portable.zip"
  check "portable.ini is there" [ -e "$folder/portable.ini" ]
  check "the window opens" open_once "$folder/sendwright.exe"
  check "settings lie beside the program" grep -q '^\[window\]' "$folder/portable.ini"
  check "settings are not in the registry" has_no_key "$settings_key"
}

# The parts of an installation for one person, at its default place.
check_installed() {
  local folder=$1 root_key=$2 menu=$3
  check "files" installed "$folder"
  check "uninstall entry" [ "$(reg_value "$root_key\\$uninstall_key" DisplayVersion)" = "$version" ]
  check "Start menu" [ -s "$menu/Sendwright.lnk" ]
}

check_uninstalled() {
  local folder=$1 root_key=$2 menu=$3
  check "uninstall entry is gone" has_no_key "$root_key\\$uninstall_key"
  check "path entry is gone" \
    has_no_key "$root_key\\Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\sendwright.exe"
  check "file type is gone" has_no_key "$root_key\\Software\\Classes\\Sendwright.case"
  check "extension is gone" has_no_key "$root_key\\Software\\Classes\\.swcase"
  check "menu of folders is gone" has_no_key "$root_key\\Software\\Classes\\Directory\\shell\\Sendwright"
  check "Start menu entry is gone" is_gone "$menu/Sendwright.lnk"
}

test_for_one() {
  local setup=$1 folder menu
  folder=$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local/Programs/Sendwright
  menu="$WINEPREFIX/drive_c/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
  check "silent installation" wine "$setup" /S
  check_installed "$folder" HKCU "$menu"
  check "no file type unless asked for" has_no_key 'HKCU\Software\Classes\.swcase'
  check "the installed program opens" open_once "$folder/sendwright.exe"
  check "settings are in the registry" has_key "$settings_key"

  # An older version had another file, and someone keeps a case in the program's folder.
  echo "older" >"$folder/README.md"
  echo "case" >"$folder/mine.swcase"
  check "upgrade, with file types" wine "$setup" /S /ASSOC
  rm "$folder/mine.swcase"
  check_installed "$folder" HKCU "$menu"
  check "file type" has_key 'HKCU\Software\Classes\Sendwright.case\shell\open\command'
  check "extension" has_key 'HKCU\Software\Classes\.swcase\OpenWithProgids'
  check "menu of folders" has_key 'HKCU\Software\Classes\Directory\shell\Sendwright\command'
  check "settings outlive the upgrade" has_key "$settings_key"
  check "upgrade keeps the file types" wine "$setup" /S
  check "file type is kept" has_key 'HKCU\Software\Classes\Sendwright.case'

  echo "case" >"$folder/mine.swcase"
  check "silent removal" wine "$folder/uninstall.exe" /S
  check "program is gone" wait_gone "$folder/uninstall.exe"
  check "cases stay" [ "$(ls "$folder")" = mine.swcase ]
  rm -r "$folder"
  check_uninstalled "$folder" HKCU "$menu"
  check "settings are gone" has_no_key "$settings_key"
}

test_for_all() {
  local setup=$1 folder="$WINEPREFIX/drive_c/Program Files/Sendwright" menu
  menu="$WINEPREFIX/drive_c/ProgramData/Microsoft/Windows/Start Menu/Programs"
  check "silent installation for all" wine "$setup" /S /ALLUSERS
  check_installed "$folder" HKLM "$menu"
  check "nothing of it for one person" has_no_key "HKCU\\$uninstall_key"
  check "silent removal for all" wine "$folder/uninstall.exe" /S /ALLUSERS
  check "program's folder is gone" wait_gone "$folder"
  check_uninstalled "$folder" HKLM "$menu"
}

test_elsewhere() {
  local setup=$1 folder=$WINEPREFIX/drive_c/other/place
  check "into another folder" wine "$setup" /S /NOMENU '/D=C:\other\place'
  check "files" installed "$folder"
  check "no Start menu entry" \
    is_gone "$WINEPREFIX/drive_c/users/$(id -un)/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Sendwright.lnk"
  check "upgrade finds it there" wine "$setup" /S
  check "no second copy" is_gone "$WINEPREFIX/drive_c/users/$(id -un)/AppData/Local/Programs/Sendwright"
  check "removal" wine "$folder/uninstall.exe" /S
  check "program's folder is gone" wait_gone "$folder"
}

# An open program is not replaced; the installer says so by its exit code.
test_while_running() {
  local setup=$1 folder="$WINEPREFIX/drive_c/held" code=0 holder
  wine "$setup" /S '/D=C:\held' || fail "installation to be held"
  wine "$folder/sendwright.exe" >"$work/held.txt" 2>&1 &
  holder=$!
  sleep 8
  wine "$setup" /S '/D=C:\held' || code=$?
  check "exit code 2 while the program runs (it was $code)" [ "$code" -eq 2 ]
  wine taskkill /im sendwright.exe /f >/dev/null 2>&1
  wait $holder
  check "removal" wine "$folder/uninstall.exe" /S
  check "program's folder is gone" wait_gone "$folder"
}

test_installer() {
  local setup=$out/sendwright-$version-windows-x64-setup.exe
  echo "== installer"
  test_for_one "$setup"
  test_for_all "$setup"
  test_elsewhere "$setup"
  test_while_running "$setup"
}

# As a fleet's management would: silent, for all, then a newer version over it, then away.
test_msi() {
  local folder="$WINEPREFIX/drive_c/Program Files/Sendwright" menus newer=$out/sendwright-newer.msi
  local classes='HKLM\Software\Classes'
  echo "== MSI"
  menus="$WINEPREFIX/drive_c" # Wine puts a menu entry for all into the menu of the person, Windows into that of all
  check "silent installation" wine msiexec /i "Z:$out/sendwright-$version-windows-x64.msi" /qn
  check "files" diff -r "$out/stage/Sendwright" "$folder"
  check "Start menu" [ "$(find "$menus" -name Sendwright.lnk | wc -l)" -eq 1 ]
  check "no file type unless asked for" has_no_key "$classes\\.swcase"
  (cd "$out" && "$here/msi.py" stage/Sendwright 99.0.0 sendwright.ico >newer.wxs && wixl -a x64 -o "$newer" newer.wxs)
  check "upgrade, with file types" wine msiexec /i "Z:$newer" /qn ADDLOCAL=ALL
  check "files" diff -r "$out/stage/Sendwright" "$folder"
  check "file type" has_key "$classes\\Sendwright.case\\shell\\open\\command"
  check "menu of folders" has_key "$classes\\Directory\\shell\\Sendwright\\command"
  echo "case" >"$folder/mine.swcase"
  check "silent removal" wine msiexec /x "Z:$newer" /qn
  check "cases stay" [ "$(ls "$folder")" = mine.swcase ]
  check "file type is gone" has_no_key "$classes\\Sendwright.case"
  check "extension is gone" has_no_key "$classes\\.swcase"
  check "Start menu entry is gone" [ -z "$(find "$menus" -name Sendwright.lnk)" ]
  rm -rf "$newer" "$out/newer.wxs" "$folder"
}
