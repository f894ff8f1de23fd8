// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/snapshot.h"

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace sendwright {

/// A filter as a person types it: words and `field:value` terms, all of which must hold; `-term` excludes.
/// Fields: session, connector, server, peer, tls (none, unused, ok, failed, unknown), outcome (delivered, tls, connect,
/// rejected, dropped, nomail, cut), code (SMTP reply or Windows event id), provider, source, severity (error, warning),
/// kind (send, receive, event, connectivity, tracking, agent), message (message id), after, before (ISO time). Values
/// compare without case; quotes hold blanks together.
struct Query
{
    struct Term
    {
        std::string field; ///< empty: text of the row
        std::string value; ///< lower case
        bool exclude = false;
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

/// Rows (in merged time order) for which the query holds. A session term holds for all rows of that session.
/// Returns what was found so far when asked to stop.
std::vector<RowIndex> filterRows(const Snapshot& snapshot, const Query& query, const RowText& text,
                                 std::stop_token stop);

/// Sessions for which the query holds; a text term holds when one of the session's rows has it.
std::vector<SessionIndex> filterSessions(const Snapshot& snapshot, const Query& query, const RowText& text,
                                         std::stop_token stop);

} // namespace sendwright
