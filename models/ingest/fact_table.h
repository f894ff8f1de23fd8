// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"
#include "ingest/text_lines.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright {

/// A table as Format-Table prints it, rows merged where a cell was wrapped.
struct FactTable
{
    struct Row
    {
        std::size_t line = 0; ///< index into the lines
        std::vector<std::pair<std::string, std::string>> cells;
    };
    std::size_t end = 0; ///< index behind its last line
    Fact::Kind kind = Fact::Kind::Queue;
    std::vector<Row> rows;
};

/// The table that begins at a line, if one does: names over a dashed ruler, or names we know without one. `expected` is
/// what the command before it gives, for names that do not tell by themselves.
std::optional<FactTable> tableAt(const TextLines& lines, std::size_t at, std::optional<Fact::Kind> expected);

/// A row of Get-Queue without its header: `EX01\6  Retry  14  Normal  0  contoso.com`. Empty when it is none.
std::vector<std::pair<std::string, std::string>> queueRow(std::string_view line);

} // namespace sendwright
