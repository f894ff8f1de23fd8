// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/query_match.h"
#include "index/row_set.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace sendwright {

/// One byte a session: 1 for those it is about.
using SessionFlags = std::vector<std::uint8_t>;

/// Answers the terms that need no text, for all rows or sessions at once: each term is turned once into codes, a range
/// of time or a flag a session, and then compared with a column, in chunks and on several threads. Answers are
/// worthless once a stop was requested.
class QueryColumns
{
public:
    QueryColumns(const Snapshot& snapshot, const QueryMatcher& matcher, unsigned threads, std::stop_token stop)
        : m_snapshot(snapshot), m_matcher(matcher), m_threads(threads), m_stop(std::move(stop))
    {
    }

    /// Whom a term holds for; Term::exclude is left to the caller.
    struct Answer
    {
        RowSet rows;
        SessionFlags sessions;
    };
    /// Only what is asked for is filled in.
    Answer answer(const Query::Term& term, bool withRows, bool withSessions) const;
    SessionFlags sessionsWith(const RowSet& rows) const;
    /// Adds all rows of these sessions.
    void addRowsOf(const SessionFlags& sessions, RowSet& rows) const;
    /// The set as a list in merged time order.
    std::vector<RowIndex> inOrder(const RowSet& rows) const;
    /// The same for rows in a range of time alone: `after` and `before` terms that exclude nothing.
    std::vector<RowIndex> inOrder(const std::vector<Query::Term>& timeTerms) const;

private:
    template <typename Work>
    void forChunks(const Work& work) const;
    template <typename Value, typename Read, typename Holds>
    void scan(RowIndex first, RowIndex last, std::uint64_t* words, const Read& read, const Holds& holds) const;

    RowSet rowTerm(const Query::Term& term) const;
    SessionFlags sessionTerm(const Query::Term& term) const;
    RowSet severityRows(const Query::Term& term) const;
    RowSet codeRows(const Query::Term& term) const;
    RowSet sourceRows(const Query::Term& term) const;
    RowSet timeRows(const Query::Term& term) const;
    RowSet messageRows(const Query::Term& term) const;
    RowSet subjectRows(const Query::Term& term, const SessionFlags& flags) const;
    void patchEvents(const Query::Term& term, RowIndex first, RowIndex last, RowSet& rows) const;
    void patchTransports(const Query::Term& term, RowIndex first, RowIndex last, RowSet& rows) const;
    std::size_t rowsOf(const SessionFlags& sessions) const;
    std::vector<RowIndex> sorted(const RowSet& rows) const;

    const Snapshot& m_snapshot;
    const QueryMatcher& m_matcher;
    unsigned m_threads;
    std::stop_token m_stop;
};

} // namespace sendwright
