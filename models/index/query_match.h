// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/query.h"

#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

/// Time in a query: a date, or date and time, UTC.
std::optional<TimePoint> parseQueryTime(std::string_view value);

/// Tells for rows and sessions whether a query holds, one by one: the plain twin of `filter`, and what it asks about
/// single sessions, events and transport rows. One thread. Cheap terms (columns) are tried before text is read.
class QueryMatcher
{
public:
    QueryMatcher(const Snapshot& snapshot, const Query& query, const RowText& text)
        : m_snapshot(snapshot), m_query(query), m_text(text)
    {
    }
    bool row(RowIndex row) const;
    bool session(SessionIndex session) const;

    bool sessionTerm(const Session& session, const Query::Term& term) const;
    bool transportTerm(const TransportRow& row, const Query::Term& term) const;
    bool eventTerm(const EventRecord& event, const Query::Term& term) const;

private:
    bool rowTerm(RowIndex row, const Query::Term& term) const;
    bool contains(PoolId id, std::string_view value) const;

    const Snapshot& m_snapshot;
    const Query& m_query;
    const RowText& m_text;
};

/// Whether a term is about single rows also where sessions are asked for: one of a session's rows has to have it.
bool isPerRow(const Query::Term& term);

/// Terms about text that `text` holds. One thread.
class TextMatcher
{
public:
    explicit TextMatcher(const Query::Term& term);
    bool has(std::string_view utf8);
    /// The row's text, for events their provider and id as well.
    bool has(const Snapshot& snapshot, RowIndex row, std::string_view line);
    std::uint64_t gaveUp() const { return m_pattern ? m_pattern->gaveUp() : 0; }

private:
    const Query::Term& m_term;
    std::optional<TextPattern::Matcher> m_pattern;
};

/// The plain twin of `filter`: each row and each session by itself.
FilterResult filterPlain(const Snapshot& snapshot, const Query& query, const RowText& text,
                         const FilterOptions& options);

} // namespace sendwright
