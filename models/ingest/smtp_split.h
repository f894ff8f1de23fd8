// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"

#include <array>
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
    std::string_view operator[](Column column) const { return field[static_cast<std::size_t>(column)]; }
};

/// Splits at commas outside quotes. Quotes count only at the start of a field, as Exchange writes them.
Fields splitFields(std::string_view line);

/// Field without its quotes; doubled quotes become one. Uses `buffer` only when something has to be rewritten.
std::string_view unquoted(std::string_view field, std::string& buffer);

/// The event column: one of `+ - < > *`, or nothing where a paste lost it. False for anything else.
bool parseSymbol(std::string_view field, Symbol& symbol);

/// Tries to undo what web pages do to a row: `\*`, backticks, a `> ` quote mark, blanks around, a comma turned
/// semicolon, unquoted commas in data, a missing last column. True when the result is surely a row; `why` says what was
/// done or, on false, why it cannot be undone.
bool repairRow(std::string_view line, std::string& repaired, std::string& why);

/// The row shape: an ISO time with Z, a session id, a number, an event symbol, nine fields.
bool looksLikeRow(std::string_view line);

/// A session id that an author blanked out: one character over and over that is no hex digit, or nothing.
bool isBlankedId(std::string_view id);

} // namespace sendwright
