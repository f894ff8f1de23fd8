// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"

#include <string>
#include <string_view>

namespace sendwright {

/// What one row says, by its own text, in the numbers that go into columns.
struct RowCodes
{
    RowClass rowClass = RowClass::Other;
    Severity severity = Severity::Info;
    std::uint16_t code = 0;
    std::uint8_t flags = 0;
};

/// The same with its words: `detail` is kept beside the row only when not empty; it looks into the row or into the
/// buffer given.
struct RowMeaning : RowCodes
{
    std::string_view detail;
};

/// One look at a row. data and context are unquoted; `commandSymbol` is the side that gives commands in this log
/// (Sent in a send log, Received in a receive log). Texts: section A of the expert knowledge and FORMATS 1.3 to 1.5.
RowMeaning classifyRow(Symbol symbol, std::string_view data, std::string_view context, Symbol commandSymbol,
                       std::string& buffer);

/// Bytes of a detail text that are kept; longer ones are cut.
inline constexpr std::size_t kDetailLimit = 1000;

} // namespace sendwright
