// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/session_rows.h"

namespace sendwright {

void groupBySession(const RowTable::View& rows, const ChunkedVector<Session, 1024>& sessions,
                    std::vector<std::uint32_t>& start, std::vector<RowIndex>& list)
{
    start.resize(sessions.size() + 1);
    std::uint32_t all = 0;
    for (std::size_t s = 0; s < sessions.size(); ++s)
        start[s + 1] = all += sessions[s].entries;
    list.resize(all);
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    for (std::size_t b = 0; b < rows.blocks(); ++b) {
        const RowBlock& block = rows.blockAt(b);
        const auto first = static_cast<RowIndex>(b * RowBlock::kRows);
        for (std::size_t i = 0; i < rows.rowsIn(b); ++i)
            if (block.rowClass[i] != RowClass::Event && block.rowClass[i] != RowClass::Transport)
                list[next[block.session[i]]++] = first + static_cast<RowIndex>(i);
    }
}

} // namespace sendwright
