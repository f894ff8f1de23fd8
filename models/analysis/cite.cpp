// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/cite.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kQuoteLimit = 8192;
constexpr std::size_t kMostPlaces = 4;

std::string eventQuote(const EventRecord& event, const std::string& message)
{
    std::string out = event.provider + ' ' + std::to_string(event.eventId);
    if (!message.empty())
        out += ": " + message;
    return std::string(bounded(out, kQuoteLimit));
}

} // namespace

Citation citeRow(const Snapshot& snapshot, const RowText& text, RowIndex row, std::string why)
{
    Citation citation;
    const RowId id = snapshot.rowId(row);
    citation.source = id.source;
    citation.line = snapshot.rows.line(row);
    citation.row = row;
    citation.why = std::move(why);
    const std::string line = text.line(id);
    if (!snapshot.isEvent(row)) {
        citation.text = bounded(line, kQuoteLimit);
        return citation;
    }
    const EventRecord& event = snapshot.event(row);
    if (event.recordId != 0)
        citation.recordId = event.recordId;
    citation.text = eventQuote(event, line);
    for (const EventTwin& twin : snapshot.twinsOf(row))
        if (citation.also.size() < kMostPlaces)
            citation.also.push_back({twin.source, twin.line});
    return citation;
}

Citation citeFact(const Fact& fact, std::string why)
{
    Citation citation;
    citation.source = fact.source;
    citation.line = fact.line;
    citation.text = bounded(fact.text, kQuoteLimit);
    citation.why = std::move(why);
    return citation;
}

void CitationList::add(Citation citation)
{
    const auto same = [&](const Citation& other) {
        return other.source == citation.source && other.line == citation.line && other.row == citation.row;
    };
    if (!full() && std::none_of(m_list.begin(), m_list.end(), same))
        m_list.push_back(std::move(citation));
}

void CitationList::row(RowIndex row, std::string why)
{
    if (row != kNoRow && !full())
        add(citeRow(m_snapshot, m_text, row, std::move(why)));
}

void CitationList::fact(const Fact& fact, std::string why)
{
    add(citeFact(fact, std::move(why)));
}

} // namespace sendwright
