// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query.h"

#include "core/text_scan.h"
#include "index/query_match.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

constexpr std::array<std::string_view, 16> kFields = {"session", "connector", "server", "peer",     "tls",  "outcome",
                                                      "code",    "provider",  "source", "severity", "kind", "after",
                                                      "before",  "text",      "state",  "message"};

/// Takes the next word off `text`; quotes hold blanks together and are removed.
std::string takeWord(std::string_view& text)
{
    std::string word;
    bool quoted = false;
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"')
            quoted = !quoted;
        else if (c == ' ' && !quoted)
            break;
        else
            word += c;
    }
    text = trimmed(text.substr(i));
    return word;
}

void checkTime(const Query::Term& term, QueryError& error)
{
    if ((term.field == "after" || term.field == "before") && !parseQueryTime(term.value))
        error.what = term.field + ": needs a time such as 2026-11-23T10:00:00 (UTC)";
}

Query::Term termOf(std::string word, QueryError& error)
{
    Query::Term term;
    if (word.size() > 1 && word.front() == '-') {
        term.exclude = true;
        word.erase(0, 1);
    }
    const std::size_t colon = word.find(':');
    const std::string field = colon == std::string::npos ? std::string() : toLower(word.substr(0, colon));
    const bool known = std::find(kFields.begin(), kFields.end(), field) != kFields.end();
    term.field = known && field != "text" ? field : std::string();
    term.value = toLower(known ? word.substr(colon + 1) : word);
    checkTime(term, error);
    return term;
}

} // namespace

bool Query::needsText() const
{
    return std::any_of(terms.begin(), terms.end(), [](const Term& term) { return term.field.empty(); });
}

Query parseQuery(std::string_view text, QueryError* error)
{
    Query query;
    QueryError found;
    text = trimmed(text);
    while (!text.empty() && query.terms.size() < 32) {
        Query::Term term = termOf(takeWord(text), found);
        if (!term.value.empty())
            query.terms.push_back(std::move(term));
    }
    if (error != nullptr)
        *error = found;
    return query;
}

std::vector<RowIndex> filterRows(const Snapshot& snapshot, const Query& query, const RowText& text,
                                 std::stop_token stop)
{
    const QueryMatcher matcher(snapshot, query, text);
    std::vector<RowIndex> rows;
    std::size_t looked = 0;
    for (const RowIndex row : *snapshot.order) {
        if ((++looked & 0x3FF) == 0 && stop.stop_requested())
            break;
        if (matcher.row(row))
            rows.push_back(row);
    }
    return rows;
}

std::vector<SessionIndex> filterSessions(const Snapshot& snapshot, const Query& query, const RowText& text,
                                         std::stop_token stop)
{
    const QueryMatcher matcher(snapshot, query, text);
    std::vector<SessionIndex> sessions;
    const auto count = static_cast<SessionIndex>(snapshot.sessions().size());
    for (SessionIndex session = 0; session < count; ++session) {
        if ((session & 0xFF) == 0xFF && stop.stop_requested())
            break;
        if (matcher.session(session))
            sessions.push_back(session);
    }
    return sessions;
}

} // namespace sendwright
