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

/// Length of `/pattern/` at the beginning of `text`, both slashes counted; 0 when there is none.
std::size_t patternLength(std::string_view text)
{
    if (!text.starts_with('/'))
        return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '/' && i > 1 && (i + 1 == text.size() || text[i + 1] == ' '))
            return i + 1;
    }
    return 0;
}

Query::Term patternTerm(std::string_view pattern, QueryError& error)
{
    Query::Term term;
    auto compiled = TextPattern::compile(std::string(pattern));
    if (compiled) {
        term.value = pattern;
        term.pattern = compiled.value();
    } else {
        error.what = compiled.error();
    }
    return term;
}

Query::Term wordTerm(const std::string& word, QueryError& error)
{
    Query::Term term;
    const std::size_t colon = word.find(':');
    const std::string field = colon == std::string::npos ? std::string() : toLower(word.substr(0, colon));
    const bool known = std::find(kFields.begin(), kFields.end(), field) != kFields.end();
    term.field = known && field != "text" ? field : std::string();
    term.value = toLower(known ? word.substr(colon + 1) : word);
    checkTime(term, error);
    return term;
}

/// Takes the next term off `text`.
Query::Term takeTerm(std::string_view& text, QueryError& error)
{
    const bool exclude = text.size() > 1 && text[0] == '-' && text[1] != ' ';
    text.remove_prefix(exclude ? 1 : 0);
    const std::size_t length = patternLength(text);
    Query::Term term = length != 0 ? patternTerm(text.substr(1, length - 2), error) : wordTerm(takeWord(text), error);
    text = trimmed(text.substr(std::min(length, text.size())));
    term.exclude = exclude;
    return term;
}

} // namespace

bool Query::needsText() const
{
    return std::any_of(terms.begin(), terms.end(), [](const Term& term) { return term.isText(); });
}

Query parseQuery(std::string_view text, QueryError* error)
{
    Query query;
    QueryError found;
    text = trimmed(text);
    while (!text.empty() && query.terms.size() < 32) {
        Query::Term term = takeTerm(text, found);
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
    FilterOptions options;
    options.stop = std::move(stop);
    options.withSessions = false;
    return filter(snapshot, query, text, options).rows;
}

std::vector<SessionIndex> filterSessions(const Snapshot& snapshot, const Query& query, const RowText& text,
                                         std::stop_token stop)
{
    FilterOptions options;
    options.stop = std::move(stop);
    options.withRows = false;
    return filter(snapshot, query, text, options).sessions;
}

} // namespace sendwright
