# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Checks of a package that is not installed. Read by packaging/linux/test.sh, which counts them.
# The functions are called by name through check:
# shellcheck disable=SC2317

doc=usr/share/doc/sendwright

wanted_files() {
  local size
  printf '%s\n' usr/bin/sendwright usr/bin/sendwright-cli usr/share/applications/sendwright.desktop \
    usr/share/metainfo/org.sendwright.sendwright.metainfo.xml usr/share/mime/packages/sendwright-mime.xml \
    usr/share/icons/hicolor/scalable/apps/sendwright.svg usr/share/man/man1/sendwright.1.gz \
    usr/share/man/man1/sendwright-cli.1.gz usr/share/bash-completion/completions/sendwright \
    usr/share/bash-completion/completions/sendwright-cli usr/share/zsh/vendor-completions/_sendwright \
    "$doc/copyright" "$doc/changelog.gz" "$doc/third-party.md" "$doc/README.md" \
    usr/share/sendwright/sample-case/SEND20261109-1.LOG
  for size in 16 24 32 48 64 128 256; do
    echo "usr/share/icons/hicolor/${size}x$size/apps/sendwright.png"
  done
}

# Every wanted file is in the tree $1 and is not empty.
has_files() {
  local file missing=0
  while IFS= read -r file; do
    [ -s "$1/$file" ] || { echo "missing or empty: $file"; missing=1; }
  done < <(wanted_files)
  return "$missing"
}

# A PNG says its width and height in bytes 16 to 23.
icons_have_their_size() {
  local picture size width height bad=0
  for picture in "$1"/usr/share/icons/hicolor/*x*/apps/sendwright.png; do
    size=$(basename "$(dirname "$(dirname "$picture")")")
    read -r width height < <(od -An -j16 -N8 -tu1 "$picture" | awk '{ print $3 * 256 + $4, $7 * 256 + $8 }')
    [ "${width}x$height" = "$size" ] || { echo "$picture is ${width}x$height"; bad=1; }
  done
  return "$bad"
}

# Stripped, position independent, relocations read-only and bound at the start, guarded stack, checked copies.
is_hardened() {
  local program=$1 header dynamic symbols
  header=$(readelf -hlW "$program") || return 1
  dynamic=$(readelf -dW "$program") || return 1
  symbols=$(readelf --dyn-syms -W "$program") || return 1
  grep -q 'Type: *DYN' <<<"$header" || { echo "not position independent"; return 1; }
  grep -q GNU_RELRO <<<"$header" || { echo "no RELRO"; return 1; }
  grep -q 'BIND_NOW\|Flags:.*NOW' <<<"$dynamic" || { echo "not bound at the start"; return 1; }
  grep -q __stack_chk_fail <<<"$symbols" || { echo "no stack protector"; return 1; }
  ! grep -Eq ' (v?(f|s|sn)?printf|strn?c(py|at))@' <<<"$symbols" || { echo "a call that could be checked is not"; return 1; }
  readelf -SW "$program" | grep -q '\.symtab' && { echo "not stripped"; return 1; }
  grep -Eq 'R(UN)?PATH' <<<"$dynamic" && { echo "has a run path"; return 1; }
  return 0
}

# A program may have nothing to check, as the window has; that the option was on is seen by one that has.
has_checked_calls() {
  local symbols
  symbols=$(readelf --dyn-syms -W "$1") || return 1
  grep -q '_chk@' <<<"$symbols" || { echo "no call is checked at run time"; return 1; }
}

# The builder's folders are nobody's business and would make each build differ.
names_no_build_folder() {
  ! grep -rlF -- "$PWD" "$1/usr"
}

control_is_complete() {
  local deb=$1 depends field
  for field in Package Version Architecture Maintainer Section Description; do
    [ -n "$(dpkg-deb -f "$deb" "$field")" ] || { echo "no $field"; return 1; }
  done
  depends=$(dpkg-deb -f "$deb" Depends)
  # Icons are drawn by a plugin of libqt6svg6, so the package must ask for it whether or not a program links it.
  for field in libqt6core6 libqt6widgets6 libqt6svg6 libqcustomplot2.1-qt6 libarchive13 libpcre2-8-0 zlib1g tzdata; do
    grep -qw -- "$field" <<<"$depends" || { echo "does not depend on $field: $depends"; return 1; }
  done
}

manual_is_clean() {
  local said
  said=$(MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$1" 2>&1 >/dev/null) || { echo "$said"; return 1; }
  [ -z "$said" ] || { echo "$said"; return 1; }
}

check_package() {
  local deb=$1 tree=$2 page
  check "lintian" lintian --allow-root --tag-display-limit 0 --fail-on error,warning "$deb"
  check "control fields" control_is_complete "$deb"
  check "unpacking" dpkg-deb -x "$deb" "$tree" || return
  check "files" has_files "$tree"
  check "sizes of icons" icons_have_their_size "$tree"
  check "hardening of sendwright" is_hardened "$tree/usr/bin/sendwright"
  check "hardening of sendwright-cli" is_hardened "$tree/usr/bin/sendwright-cli"
  check "checked calls" has_checked_calls "$tree/usr/bin/sendwright-cli"
  check "no path of the builder" names_no_build_folder "$tree"
  check "appstreamcli" appstreamcli validate-tree --pedantic --strict --no-net "$tree"
  check "desktop-file-validate" desktop-file-validate "$tree/usr/share/applications/sendwright.desktop"
  for page in "$tree"/usr/share/man/man1/*.gz; do
    check "man $(basename "$page" .gz)" manual_is_clean "$page"
  done
}
