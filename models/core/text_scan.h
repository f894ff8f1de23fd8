// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

// Byte-wise helpers. Case means ASCII case; other bytes compare as they are.

bool equalsNoCase(std::string_view a, std::string_view b);
bool startsWithNoCase(std::string_view text, std::string_view prefix);
bool containsNoCase(std::string_view text, std::string_view part);
std::string toLower(std::string_view text);

/// Without blanks, tabs and line ends at both ends.
inline std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// All of `text` as a decimal number; nothing on any other byte or overflow.
std::optional<std::uint64_t> parseNumber(std::string_view text);

/// Cut to at most `limit` bytes, never inside a UTF-8 sequence.
std::string_view bounded(std::string_view text, std::size_t limit);

/// True when `text` is valid UTF-8 (no surrogates, no overlong forms). A sequence cut at the very end is accepted when
/// `cutAllowed`.
bool isUtf8(std::string_view text, bool cutAllowed = false);

/// The part of `text` after the first `mark`; empty when it does not occur.
std::string_view after(std::string_view text, std::string_view mark);

/// The part before the first `mark`; all of `text` when it does not occur.
std::string_view before(std::string_view text, std::string_view mark);

/// `203.0.113.7` of `203.0.113.7:25`, `2001:db8::1` of `[2001:db8::1]:25`; an address without a port stays whole.
std::string_view hostOfEndpoint(std::string_view endpoint);

} // namespace sendwright
