// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plain_twins.h"
#include "index/parallel.h"
#include "index/query.h"
#include "index/query_columns.h"
#include "index/row_search.h"

#include <algorithm>
#include <chrono>

namespace sendwright {

namespace {

using Clock = std::chrono::steady_clock;

/// One run of a filter: terms over columns first, then text in the rows that are left.
class FilterRun
{
public:
    FilterRun(const Snapshot& snapshot, const Query& query, const RowText& text, const FilterOptions& options)
        : m_snapshot(snapshot),
          m_query(query),
          m_text(text),
          m_options(options),
          m_matcher(snapshot, query, text),
          m_columns(snapshot, m_matcher, threadsOr(options.threads), options.stop)
    {
        for (const Query::Term& term : query.terms)
            if (term.isText())
                m_textTerms.push_back(&term);
    }

    FilterResult run();

private:
    bool onlyTimes() const;
    void columns();
    RowSet rowsToRead() const;
    void offer();
    FilterResult compose(bool complete) const;
    RowSet rowsNow(bool complete) const;
    SessionFlags sessionsNow(bool complete) const;

    const Snapshot& m_snapshot;
    const Query& m_query;
    const RowText& m_text;
    const FilterOptions& m_options;
    QueryMatcher m_matcher;
    QueryColumns m_columns;
    std::vector<const Query::Term*> m_textTerms;
    RowSet m_rows;           ///< those that all terms over columns leave
    SessionFlags m_sessions; ///< the same of sessions
    std::shared_ptr<TextHits> m_hits;
    Clock::time_point m_due = Clock::now() + std::chrono::milliseconds(50);
};

/// A range of time alone is a piece of the merged order.
bool FilterRun::onlyTimes() const
{
    return !m_query.empty() && std::all_of(m_query.terms.begin(), m_query.terms.end(), [](const Query::Term& term) {
        return (term.field == "after" || term.field == "before") && !term.exclude;
    });
}

void FilterRun::columns()
{
    const bool needRows = (m_options.withRows && !onlyTimes()) || !m_textTerms.empty();
    m_rows.resize(m_snapshot.rows.size(), true);
    m_sessions.assign(m_snapshot.sessions().size(), 1);
    for (const Query::Term& term : m_query.terms) {
        if (term.isText() || m_options.stop.stop_requested())
            continue;
        const QueryColumns::Answer answer = m_columns.answer(term, needRows, m_options.withSessions);
        const std::uint64_t flip = term.exclude ? ~std::uint64_t{0} : 0;
        for (std::size_t word = 0; needRows && word < m_rows.wordCount(); ++word)
            m_rows.words()[word] &= answer.rows.words()[word] ^ flip;
        for (std::size_t i = 0; m_options.withSessions && i < m_sessions.size(); ++i)
            m_sessions[i] &= static_cast<std::uint8_t>(answer.sessions[i] ^ (term.exclude ? 1 : 0));
    }
}

/// A session may have its terms in different rows: all rows of those that are left are looked at.
RowSet FilterRun::rowsToRead() const
{
    RowSet rows = m_options.withRows ? m_rows : RowSet(m_snapshot.rows.size());
    const bool allAnyway = m_options.withRows && m_textTerms.size() == m_query.terms.size();
    if (m_options.withSessions && !allAnyway)
        m_columns.addRowsOf(m_sessions, rows);
    return rows;
}

FilterResult FilterRun::run()
{
    columns();
    if (!m_textTerms.empty() && !m_options.stop.stop_requested()) {
        m_hits = m_options.known ? m_options.known : noHitsYet();
        RowSearch(m_snapshot, m_textTerms, m_text, m_options).run(rowsToRead(), *m_hits, [this] { offer(); });
    }
    return compose(!m_options.stop.stop_requested());
}

void FilterRun::offer()
{
    const auto now = Clock::now();
    if (!m_options.partial || now < m_due || m_options.stop.stop_requested())
        return;
    m_options.partial(compose(false));
    const auto after = Clock::now();
    m_due = after + std::max<Clock::duration>(std::chrono::milliseconds(100), 4 * (after - now));
}

FilterResult FilterRun::compose(bool complete) const
{
    FilterResult result;
    result.complete = complete;
    if (m_options.stop.stop_requested() && m_textTerms.empty())
        return result; // columns that were not looked through tell nothing
    if (m_options.withRows)
        result.rows = onlyTimes() ? m_columns.inOrder(m_query.terms) : m_columns.inOrder(rowsNow(complete));
    const SessionFlags sessions = m_options.withSessions ? sessionsNow(complete) : SessionFlags();
    for (SessionIndex i = 0; i < sessions.size(); ++i)
        if (sessions[i] != 0)
            result.sessions.push_back(i);
    if (m_hits && complete)
        result.gaveUp = m_hits->gaveUp;
    return result;
}

/// What was not looked at yet is left out; it may be looked at right now, on another thread.
RowSet FilterRun::rowsNow(bool complete) const
{
    RowSet rows = m_rows;
    if (!m_textTerms.empty() && !m_hits)
        return RowSet(rows.rows());
    for (std::size_t word = 0; m_hits && word < rows.wordCount(); ++word) {
        std::uint64_t bits = rows.words()[word] & (complete ? ~std::uint64_t{0} : m_hits->looked.wordShared(word));
        for (std::size_t i = 0; i < m_textTerms.size() && bits != 0; ++i)
            bits &= m_hits->terms[i].wordShared(word) ^ (m_textTerms[i]->exclude ? ~std::uint64_t{0} : 0);
        rows.words()[word] = bits;
    }
    return rows;
}

/// Whether a session lacks a text is known at the end only; until then such a filter shows no sessions.
SessionFlags FilterRun::sessionsNow(bool complete) const
{
    SessionFlags sessions = m_sessions;
    if (!m_textTerms.empty() && !m_hits)
        return {};
    for (std::size_t i = 0; i < m_textTerms.size(); ++i) {
        if (m_textTerms[i]->exclude && !complete)
            return {};
        RowSet now(m_snapshot.rows.size());
        for (std::size_t word = 0; word < now.wordCount(); ++word)
            now.words()[word] = m_hits->terms[i].wordShared(word);
        const SessionFlags with = m_columns.sessionsWith(now);
        for (std::size_t k = 0; k < sessions.size(); ++k)
            sessions[k] &= static_cast<std::uint8_t>(with[k] ^ (m_textTerms[i]->exclude ? 1 : 0));
    }
    return sessions;
}

} // namespace

std::shared_ptr<TextHits> noHitsYet()
{
    return std::make_shared<TextHits>();
}

FilterResult filter(const Snapshot& snapshot, const Query& query, const RowText& text, const FilterOptions& options)
{
    if (plainTwins())
        return filterPlain(snapshot, query, text, options);
    return FilterRun(snapshot, query, text, options).run();
}

} // namespace sendwright
