// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Classes of bytes, without the locale that <cctype> asks, and defined for every char.
namespace sendwright {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
/// A to Z and a to z; no byte of another letter's UTF-8.
constexpr bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace sendwright
