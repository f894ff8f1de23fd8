# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs a package in a Debian that has nothing else, runs the programs as an ordinary user, and removes it again. Read
# by packaging/linux/test.sh, which counts the checks. The functions are called by name through check, and what stands in
# single quotes is for the shell in there:
# shellcheck disable=SC2016,SC2317

clean_base=${SENDWRIGHT_DEB_ROOT:-${XDG_CACHE_HOME:-$HOME/.cache}/sendwright/debian-12}
clean_mirror=${SENDWRIGHT_DEB_MIRROR:-http://deb.debian.org/debian}

# Root in a container often may not; $1 is a device to try with.
may_have_roots() {
  unshare --mount --pid --fork true 2>/dev/null && mknod "$1" c 1 3 2>/dev/null && : 2>/dev/null >"$1"
}

# The clean Debian, made once. It becomes the base only when it is whole.
make_base() {
  [ -e "$clean_base/etc/debian_version" ] && return
  local made=$clean_base.making
  rm -rf --one-file-system "$made"
  mkdir -p "$(dirname "$clean_base")"
  debootstrap --variant=minbase bookworm "$made" "$clean_mirror" || return
  cat >"$made/etc/apt/sources.list" <<LIST
deb $clean_mirror bookworm main
deb $clean_mirror bookworm-updates main
deb ${clean_mirror%/debian}/debian-security bookworm-security main
LIST
  printf '#!/bin/sh\nexit 101\n' >"$made/usr/sbin/policy-rc.d"
  chmod 755 "$made/usr/sbin/policy-rc.d"
  mv "$made" "$clean_base"
}

# The system's trust and proxies are those of this computer, and packages fetched once are kept beside the base.
make_root() {
  cp -a "$clean_base" "$1" || return
  rm -f "$1/etc/resolv.conf"
  cp -L /etc/resolv.conf "$1/etc/resolv.conf"
  mkdir -p "$clean_base.archives"
  cp -a "$clean_base.archives/." "$1/var/cache/apt/archives/"
  printf 'APT::Install-Recommends "false";\nAPT::Keep-Downloaded-Packages "true";\n' >"$1/etc/apt/apt.conf.d/90test"
}

# Runs a command as root in the clean Debian $1. Its /proc goes with the command, whatever becomes of this script.
# The programs find themselves and their sample case through /proc.
in_root() {
  local root=$1
  shift
  unshare --mount --pid --fork --kill-child sh -c \
    'mount -t proc proc "$1/proc" || exit; root=$1; shift; exec chroot "$root" env -i "$@"' in_root "$root" \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@"
}

as_user() {
  local root=$1
  shift
  in_root "$root" setpriv --reuid=1000 --regid=1000 --clear-groups env HOME=/tmp/home QT_QPA_PLATFORM=offscreen "$@"
}

# shared-mime-info and desktop-file-utils are on every desktop; they show that types and menus are registered.
installs() {
  in_root "$1" apt-get -qq update || return
  in_root "$1" apt-get -y install /tmp/sendwright.deb shared-mime-info desktop-file-utils || return
  cp -an "$1"/var/cache/apt/archives/*.deb "$clean_base.archives/" || return
  [ "$(in_root "$1" dpkg-query -W -f '${db:Status-Abbrev}' sendwright)" = "ii " ]
}

tells_version() {
  local said
  said=$(as_user "$1" "$2" --version) || return
  echo "$said"
  grep -qF -- "$(dpkg-deb -f "$1/tmp/sendwright.deb" Version)" <<<"$said"
}

# The sample case has findings: exit code 1, and JSON that names the installed files.
analyses_sample() {
  local status=0
  as_user "$1" sendwright-cli analyse --json /tmp/home/findings.json --html /tmp/home/report.html \
    /usr/share/sendwright/sample-case || status=$?
  [ "$status" -eq 1 ] || { echo "exit code $status, not 1"; return 1; }
  grep -q '"findings"' "$1/tmp/home/findings.json" || return
  grep -qi '</html>' "$1/tmp/home/report.html"
}

lists_sessions() {
  local rows
  rows=$(as_user "$1" sendwright-cli sessions --format csv --event-zone Europe/Berlin /usr/share/sendwright/sample-case |
    wc -l)
  [ "$rows" -gt 1 ] || { echo "$rows lines"; return 1; }
}

opens_window() {
  as_user "$1" sendwright --sample --size 1440x900 --screenshot /tmp/home/window.png || return
  local picture=$1/tmp/home/window.png
  [ "$(od -An -N4 -tx1 "$picture")" = " 89 50 4e 47" ] || { echo "not a PNG"; return 1; }
  mkdir -p build/artefacts
  cp "$picture" build/artefacts/window-installed.png
  # An empty window would be a tenth of this.
  [ "$(stat -c %s "$picture")" -gt 50000 ] || { echo "$(stat -c %s "$picture") bytes"; return 1; }
}

registers_type() {
  grep -q ':application/x-sendwright-case:\*\.swcase$' "$1/usr/share/mime/globs2" &&
    grep -q '^application/x-sendwright-case=sendwright.desktop;' "$1/usr/share/applications/mimeinfo.cache"
}

completes_commands() {
  local said
  said=$(in_root "$1" bash -c '. /usr/share/bash-completion/completions/sendwright-cli
    COMP_WORDS=(sendwright-cli an) COMP_CWORD=1; _sendwright_cli; echo "${COMPREPLY[*]}"') || return
  [ "$said" = analyse ] || { echo "$said"; return 1; }
}

purges() {
  in_root "$1" apt-get -y purge sendwright
}

# Neither a file of the package's list nor any file of its name; what the checks wrote lies in /tmp.
leaves_nothing() {
  local root=$1 left file
  left=$(find "$root" -xdev -path "$root/tmp" -prune -o -path "$root/var/log" -prune -o \
    -path "$root/var/cache/apt" -prune -o -iname '*sendwright*' -print)
  while IFS= read -r file; do
    [ -e "$root/$file" ] && left+=$'\n'$file
  done < <(wanted_files)
  registers_type "$root" && left+=$'\nthe file type'
  in_root "$root" dpkg-query -W sendwright >/dev/null 2>&1 && left+=$'\nthe entry in the list of packages'
  [ -z "$left" ] || { echo "left: $left"; return 1; }
}

check_in_clean_root() {
  local deb=$1 root=$2
  check "copy of it" make_root "$root" || return
  install -d -m 755 -o 1000 -g 1000 "$root/tmp/home"
  cp "$deb" "$root/tmp/sendwright.deb"
  check "install" installs "$root" || return
  check "installed files" has_files "$root"
  check "sendwright-cli --version" tells_version "$root" sendwright-cli
  check "sendwright --version" tells_version "$root" sendwright
  check "analyse the sample case" analyses_sample "$root"
  check "sessions of the sample case" lists_sessions "$root"
  check "window on the sample case" opens_window "$root"
  check "file type and menu entry" registers_type "$root"
  check "completion" completes_commands "$root"
  check "install again over it" in_root "$root" apt-get -y install --reinstall /tmp/sendwright.deb
  check "purge" purges "$root"
  check "nothing is left" leaves_nothing "$root"
}
