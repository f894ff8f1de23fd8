// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/query.h"

#include <optional>
#include <string_view>

namespace sendwright {

/// Time in a query: a date, or date and time, UTC.
std::optional<TimePoint> parseQueryTime(std::string_view value);

/// Tells for rows and sessions whether a query holds. Cheap terms (columns) are tried before text is read.
class QueryMatcher
{
public:
    QueryMatcher(const Snapshot& snapshot, const Query& query, const RowText& text)
        : m_snapshot(snapshot), m_query(query), m_text(text)
    {
    }
    bool row(RowIndex row) const;
    bool session(SessionIndex session) const;

private:
    bool rowTerm(RowIndex row, const Query::Term& term) const;
    bool sessionTerm(const Session& session, SessionIndex index, const Query::Term& term) const;
    bool transportTerm(const TransportRow& row, const Query::Term& term) const;
    bool eventTerm(RowIndex row, const Query::Term& term) const;
    bool textTerm(RowIndex row, const Query::Term& term) const;
    bool contains(PoolId id, std::string_view value) const;

    const Snapshot& m_snapshot;
    const Query& m_query;
    const RowText& m_text;
};

} // namespace sendwright
