// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_hash.h"

#include <chrono>

namespace sendwright {

namespace {

/// Neither the clock nor the place a program was loaded to is a secret to everybody, but both are to a log's author.
std::uint64_t makeSeed()
{
    static const char here = 0;
    const auto now = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
    const auto place = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&here));
    return (now * 0x9E37'79B9'7F4A'7C15ull) ^ (place << 16) ^ (place >> 16);
}

} // namespace

const std::uint64_t kHashSeed = makeSeed();

} // namespace sendwright
