// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ascii.h"
#include "core/entry_batch.h"
#include "core/simd.h"
#include "core/text_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>

namespace sendwright {

/// Places of the nine columns in a row. The order of the enum is the one Exchange has used since 2007.
enum class Column : std::uint8_t { Time, Connector, Session, Sequence, Local, Remote, Event, Data, Context, Count };
inline constexpr std::size_t kColumns = static_cast<std::size_t>(Column::Count);

/// The fields of a row as views into the line; quoted fields still with their quotes. `count` may exceed kColumns: then
/// the last field starts at the ninth and runs to the end of the line.
struct Fields
{
    std::array<std::string_view, kColumns> field;
    std::size_t count = 0;
    bool inOrder = false; ///< they follow one another in one line, so that neighbours can be looked at as one text
    std::string_view operator[](Column column) const { return field[static_cast<std::size_t>(column)]; }
    /// All from the begin of one column to the end of a later one; only when in order.
    std::string_view span(Column first, Column last) const
    {
        const std::string_view end = (*this)[last];
        return {(*this)[first].data(), end.data() + end.size()};
    }
};

/// The first comma at or behind `at`; `end` when there is none.
SENDWRIGHT_INLINE const char* commaFrom(const char* at, const char* end)
{
#ifdef SENDWRIGHT_SSE2
    const __m128i comma = _mm_set1_epi8(',');
    for (; end - at >= 16; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        if (const int found = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, comma)); found != 0)
            return at + std::countr_zero(static_cast<unsigned>(found));
    }
#endif
    return std::find(at, end, ',');
}

/// Splits at commas outside quotes. Quotes count only at the start of a field, as Exchange writes them.
Fields splitFields(std::string_view line);

/// Bytes of the field that `rest` of a line begins with, quotes included.
std::size_t fieldSize(std::string_view rest);

/// Field without its quotes; doubled quotes become one. Uses `buffer` only when something has to be rewritten.
std::string_view unquoted(std::string_view field, std::string& buffer);

/// The event column: one of `+ - < > *`, or nothing where a paste lost it. False for anything else.
inline bool parseSymbol(std::string_view field, Symbol& symbol)
{
    if (field.size() > 1)
        return false;
    switch (field.empty() ? ' ' : field.front()) {
    case '+':
        symbol = Symbol::Connect;
        return true;
    case '-':
        symbol = Symbol::Disconnect;
        return true;
    case '>':
        symbol = Symbol::Sent;
        return true;
    case '<':
        symbol = Symbol::Received;
        return true;
    case '*':
        symbol = Symbol::Info;
        return true;
    default:
        symbol = Symbol::None;
        return field.empty();
    }
}

/// The sequence column: a decimal number, blanks around it allowed; capped below 2^32 - 15.
inline bool parseSequence(std::string_view field, std::uint32_t& sequence)
{
    if (field.size() == 1 && isDigit(field[0])) {
        sequence = static_cast<std::uint32_t>(field[0] - '0');
        return true;
    }
    if (field.size() == 2 && isDigit(field[0]) && isDigit(field[1])) {
        sequence = static_cast<std::uint32_t>(field[0] - '0') * 10 + static_cast<std::uint32_t>(field[1] - '0');
        return true;
    }
    const auto number = parseNumber(trimmed(field));
    sequence = static_cast<std::uint32_t>(std::min<std::uint64_t>(number.value_or(0), 0xFFFF'FFF0));
    return number.has_value();
}

/// Tries to undo what web pages do to a row: `\*`, backticks, a `> ` quote mark, blanks around, a comma turned
/// semicolon, unquoted commas in data, a missing last column. True when the result is surely a row; `why` says what was
/// done or, on false, why it cannot be undone.
bool repairRow(std::string_view line, std::string& repaired, std::string& why);

/// The row shape: an ISO time with Z, a session id, a number, an event symbol, nine fields.
bool looksLikeRow(std::string_view line);

/// A session id that an author blanked out: one character over and over that is no hex digit, or nothing.
inline bool isBlankedId(std::string_view id)
{
    if (id.empty())
        return true;
    const char first = id.front();
    return !isHexDigit(first) && std::all_of(id.begin(), id.end(), [first](char c) { return c == first; });
}

} // namespace sendwright
