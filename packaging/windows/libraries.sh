# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How each library is fetched and built; read by build.sh. A function build_NAME builds the source package NAME (with _
# for -) from the folder $1 in the folder $2 and installs it into $target. Libraries are static: a program is one file.
: "${here:?}" "${prefix:?}" "${target:?}" "${jobs:?}" "${qt_host[@]:?}"

# Debian's source index, apart from the machine's own, so that its settings stay as they are and no root is needed.
apt_sources() {
  local tool=$1
  shift
  "$tool" -o Dir::Etc::sourcelist="$prefix/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$prefix/apt/lists" -o Dir::Cache="$prefix/apt/cache" -o APT::Sandbox::User="$(id -un)" "$@"
}

update_index() {
  local mirror=${SENDWRIGHT_DEBIAN_MIRROR:-http://deb.debian.org} key=/usr/share/keyrings/debian-archive-keyring.gpg
  mkdir -p "$prefix/apt/lists/partial" "$prefix/apt/cache/archives/partial"
  {
    echo "deb-src [signed-by=$key] $mirror/debian bookworm main"
    echo "deb-src [signed-by=$key] $mirror/debian bookworm-updates main"
    echo "deb-src [signed-by=$key] $mirror/debian-security bookworm-security main"
  } >"$prefix/apt/sources.list"
  apt_sources apt-get -qq update
}

# The SHA-256 that Debian's signed index gives for a file of a source package.
indexed_sum() {
  apt_sources apt-cache showsrc --only-source "$1" |
    awk -v file="$2" '/^Checksums-Sha256:/ { on = 1; next } /^[^ ]/ { on = 0 } on && $3 == file { print $1; exit }'
}

# fetch NAME VERSION FALLBACK FOLDER: the unpacked source, with Debian's patches where they can be had.
fetch() {
  local name=$1 version=$2 fallback=$3 folder=$4 archive sum
  rm -rf "$folder" "$folder.download"
  mkdir -p "$folder.download"
  cd "$folder.download" || return
  # apt checks every file against the index, and the index against the archive's signature.
  if apt_sources apt-get -qq source --download-only --only-source "$name=$version"; then
    dpkg-source --no-copy --no-check -x ./*.dsc "$folder" # the signature of the uploader is not what we rely on
  elif [ -n "$fallback" ]; then
    archive=${fallback##*/}
    sum=$(indexed_sum "$name" "$archive")
    curl -sSfL -o "$archive" "$fallback"
    echo "$sum  $archive" | sha256sum --check --quiet
    mkdir "$folder"
    tar -xf "$archive" -C "$folder" --strip-components=1
    echo "fetch: $name comes from $fallback, without Debian's patches"
  else
    return 1
  fi
  rm -rf "$folder.download"
}

cmake_configure() {
  local source=$1 build=$2
  shift 2
  cmake -S "$source" -B "$build" -G Ninja -Wno-dev -DCMAKE_TOOLCHAIN_FILE="$here/mingw.cmake" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX="$target" -DBUILD_SHARED_LIBS=OFF \
    -DCMAKE_C_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_COMPILER_LAUNCHER=ccache "$@"
}

# cmake_build SOURCE BUILD [OPTION...]: configures, builds and installs a project that uses CMake.
cmake_build() {
  cmake_configure "$@"
  ninja -C "$2" -j "$jobs"
  ninja -C "$2" install
}

# static_library NAME BUILD FILE...: of plain C, for those whose own build cannot do it.
static_library() {
  local name=$1 file
  mkdir -p "$2" "$target/include" "$target/lib"
  cd "$2" || return
  shift 2
  for file in "$@"; do
    ccache x86_64-w64-mingw32-gcc-posix -O2 -Wa,-muse-unaligned-vector-move -c "$file"
  done
  rm -f "$target/lib/$name"
  x86_64-w64-mingw32-ar rcs "$target/lib/$name" ./*.o
}

# Debian's zlib lacks the folder its Windows build wants; it is fifteen files.
build_zlib() {
  static_library libz.a "$2" "$1"/*.c
  cp "$1/zlib.h" "$1/zconf.h" "$target/include/"
}

build_bzip2() {
  static_library libbz2.a "$2" "$1"/{blocksort,huffman,crctable,randtable,compress,decompress,bzlib}.c
  cp "$1/bzlib.h" "$target/include/"
}

build_libzstd() {
  cmake_build "$1/build/cmake" "$2" -DZSTD_BUILD_PROGRAMS=OFF -DZSTD_BUILD_SHARED=OFF -DZSTD_BUILD_TESTS=OFF
}

build_xz_utils() {
  cmake_configure "$1" "$2"
  ninja -C "$2" -j "$jobs" liblzma
  cmake --install "$2" --component liblzma_Development # the programs of the package are not wanted
}

build_libarchive() {
  local off=() option
  for option in MBEDTLS NETTLE OPENSSL LIBB2 LZ4 LZO LIBXML2 EXPAT PCREPOSIX LIBGCC TAR CPIO CAT XATTR ACL \
    ICONV TEST WERROR; do
    off+=("-DENABLE_$option=OFF")
  done
  # It would run a program to see whether zlib was built for WINAPI calls. It was not; the answer is given, since CMake
  # 3.25 crashes when it writes down the question.
  cmake_configure "$1" "$2" "${off[@]}" -DCMAKE_C_FLAGS="-DLZMA_API_STATIC -Wa,-muse-unaligned-vector-move" \
    -DPOSIX_REGEX_LIB=NONE -DZLIB_WINAPI_EXITCODE=1 -DZLIB_WINAPI_EXITCODE__TRYRUN_OUTPUT=
  # Its installation brings a DLL as well, and calls the static library by another name.
  ninja -C "$2" -j "$jobs" archive_static
  mkdir -p "$target/include" "$target/lib"
  cp "$2/libarchive/libarchive_static.a" "$target/lib/libarchive.a"
  cp "$1/libarchive/archive.h" "$1/libarchive/archive_entry.h" "$target/include/"
}

build_pcre2() {
  cmake_build "$1" "$2" -DPCRE2_SUPPORT_JIT=ON -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF
}

# Off is what Sendwright does not use. Certificates are read with what Windows brings (schannel), not with OpenSSL.
# Debian's source lacks wintab.h, hence no tablets; INPUT_opengl, because FEATURE_opengl=OFF leaves half of it on; the
# libzstd that lies in the prefix is libarchive's.
build_qt6_base() {
  local off=() feature
  for feature in sql dbus icu vulkan pkg_config system_zlib system_pcre2 tabletevent openssl; do
    off+=("-DFEATURE_$feature=OFF")
  done
  cmake_build "$1" "$2" "${qt_host[@]}" "${off[@]}" -DINPUT_opengl=no -DFEATURE_schannel=ON \
    -DCMAKE_DISABLE_FIND_PACKAGE_WrapZSTD=ON \
    -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF
}

build_qt6_svg() {
  cmake_build "$1" "$2" "${qt_host[@]}" -DQT_BUILD_EXAMPLES=OFF -DQT_BUILD_TESTS=OFF
}

build_qcustomplot() {
  cmake_build "$here/qcustomplot" "$2" "${qt_host[@]}" -DQCUSTOMPLOT_SOURCE="$1"
}
