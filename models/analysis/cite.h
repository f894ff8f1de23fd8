// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "core/fact.h"
#include "core/row_text.h"
#include "index/snapshot.h"

#include <vector>

namespace sendwright {

/// Quotes a row: file, line, record id and text as the JSON promises them.
Citation citeRow(const Snapshot& snapshot, const RowText& text, RowIndex row, std::string why = {});
Citation citeFact(const Fact& fact, std::string why = {});

/// Gathers citations in order, each place once, at most twelve.
class CitationList
{
public:
    static constexpr std::size_t kMost = 12;
    CitationList(const Snapshot& snapshot, const RowText& text) : m_snapshot(snapshot), m_text(text) {}

    void row(RowIndex row, std::string why = {}); ///< kNoRow is passed over
    void fact(const Fact& fact, std::string why = {});
    std::vector<Citation> take() { return std::move(m_list); }
    bool full() const { return m_list.size() >= kMost; }

private:
    void add(Citation citation);

    const Snapshot& m_snapshot;
    const RowText& m_text;
    std::vector<Citation> m_list;
};

} // namespace sendwright
