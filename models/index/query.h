// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/snapshot.h"
#include "index/text_pattern.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace sendwright {

/// A filter as a person types it: words and `field:value` terms, all of which must hold; `-term` excludes.
/// Fields: session, connector, server, peer, tls (none, unused, ok, failed, unknown), outcome (delivered, tls, connect,
/// rejected, dropped, nomail, cut), code (SMTP reply or Windows event id), provider, source, severity (error, warning),
/// kind (send, receive, event, connectivity, tracking, agent), message (message id), after, before (ISO time). Values
/// compare without case; quotes hold blanks together.
/// `/pattern/` is a regular expression (see TextPattern) over the text of a row. It goes from a slash at the beginning
/// of a term to the next one that has a blank or nothing behind it; blanks and quotes in between belong to it, `\/` is
/// a slash. Without such an end, in quotes, or behind `text:`, slashes are text like any other.
struct Query
{
    struct Term
    {
        std::string field; ///< empty: text of the row
        std::string value; ///< lower case; of a pattern: as typed
        bool exclude = false;
        std::shared_ptr<const TextPattern> pattern; ///< null: `value` is looked for as it stands
        bool isText() const { return field.empty(); }
    };
    std::vector<Term> terms;
    bool empty() const { return terms.empty(); }
    bool needsText() const; ///< some term has to read rows back
};

struct QueryError
{
    std::string what; ///< empty: the text is a fine query
};

Query parseQuery(std::string_view text, QueryError* error = nullptr);

struct TextHits;

struct FilterResult
{
    std::vector<RowIndex> rows;         ///< in merged time order
    std::vector<SessionIndex> sessions; ///< ascending
    bool complete = true;               ///< false: some rows have not been looked at yet
    std::uint64_t gaveUp = 0;           ///< rows that are too long or too costly for a pattern; not among the found
};

struct FilterOptions
{
    std::stop_token stop;
    unsigned threads = 0;            ///< 0: one a core
    std::size_t window = 256u << 10; ///< bytes that are read at once; only speed depends on it: a core's cache holds it
    bool withRows = true, withSessions = true;
    /// Told on the calling thread what is found so far, at most ten times a second and for at most a fifth of the time.
    std::function<void(FilterResult)> partial;
    /// What is known already of the words of the same query in earlier snapshots of the same load; grows. Null:
    /// nothing.
    std::shared_ptr<TextHits> known;
};

/// Rows and sessions for which the query holds. A session term holds for all rows of that session; for a session, a
/// term about text, code, source, severity, message or time holds when one of its rows has it. Stops within 100 ms when
/// asked to, and then gives back what it has.
FilterResult filter(const Snapshot& snapshot, const Query& query, const RowText& text, const FilterOptions& options);

std::shared_ptr<TextHits> noHitsYet(); ///< for FilterOptions::known

/// Only the rows, only the sessions.
std::vector<RowIndex> filterRows(const Snapshot& snapshot, const Query& query, const RowText& text,
                                 std::stop_token stop);
std::vector<SessionIndex> filterSessions(const Snapshot& snapshot, const Query& query, const RowText& text,
                                         std::stop_token stop);

} // namespace sendwright
