// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ascii.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

/// What the recognisers of secrets share: classes of bytes, and runs of them.
namespace sendwright::shape {

inline bool isLetter(char c)
{
    return isAsciiLetter(c) || static_cast<unsigned char>(c) >= 0x80;
}
inline bool isHostByte(char c)
{
    return isLetter(c) || isDigit(c) || c == '-' || c == '_';
}

/// Longest value that is looked at: no address, name or path is longer, and hostile text must not cost more.
inline constexpr std::size_t kLongest = 1024;
/// Paths, account names and subjects have a beginning of their own, so that a long one costs nothing twice.
inline constexpr std::size_t kLongestPath = 32768;

/// Number of bytes from `at` on that pass the test, at most `most`.
template <typename Test>
std::size_t runOf(std::string_view text, std::size_t at, Test test, std::size_t most = kLongest)
{
    const std::size_t limit = std::min(text.size(), at + most);
    std::size_t end = at;
    while (end < limit && test(text[end]))
        ++end;
    return end > at ? end - at : 0;
}

} // namespace sendwright::shape
