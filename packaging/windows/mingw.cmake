# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# CMake toolchain: 64-bit Windows with Debian's MinGW. SENDWRIGHT_WIN_TARGET (environment) names the folder that
# packaging/windows/build.sh installs the libraries into.

set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_VERSION 10.0)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

# The variant with POSIX threads: std::thread and std::mutex are missing from the other one.
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_AR x86_64-w64-mingw32-gcc-ar-posix)
set(CMAKE_RANLIB x86_64-w64-mingw32-gcc-ranlib-posix)

# Programs run here, libraries run there: nothing of this machine may be linked.
set(CMAKE_FIND_ROOT_PATH $ENV{SENDWRIGHT_WIN_TARGET} /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# GCC bug 54412: on Windows the stack is aligned to 16 bytes, and GCC moves 32-byte vectors to it as if it were to 32.
# The assembler turns such moves into ones that take any address; on an aligned one they cost nothing more.
set(CMAKE_C_FLAGS_INIT -Wa,-muse-unaligned-vector-move)
set(CMAKE_CXX_FLAGS_INIT -Wa,-muse-unaligned-vector-move)
