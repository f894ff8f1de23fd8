// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query_match.h"

#include "core/text_scan.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

std::string_view wordOf(TlsState state)
{
    switch (state) {
    case TlsState::NotOffered:
        return "none";
    case TlsState::OfferedNotUsed:
        return "unused";
    case TlsState::Negotiated:
        return "ok";
    case TlsState::Failed:
        return "failed";
    case TlsState::Unknown:
        break;
    }
    return "unknown";
}

std::string_view wordOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Delivered:
        return "delivered";
    case Outcome::TlsFailed:
        return "tls";
    case Outcome::ConnectFailed:
        return "connect";
    case Outcome::Rejected:
        return "rejected";
    case Outcome::Dropped:
        return "dropped";
    case Outcome::NoMail:
        return "nomail";
    case Outcome::CutOff:
        break;
    }
    return "cut";
}

bool timeTerm(TimePoint time, const Query::Term& term)
{
    const auto wanted = parseQueryTime(term.value);
    if (!wanted || !time.known())
        return false;
    return term.field == "after" ? time >= *wanted : time <= *wanted;
}

} // namespace

std::optional<TimePoint> parseQueryTime(std::string_view value)
{
    std::string text(value);
    for (char& c : text)
        c = c == 't' ? 'T' : (c == 'z' ? 'Z' : c);
    if (text.size() == 10)
        text += "T00:00:00";
    if (text.size() == 16)
        text += ":00";
    return parseIsoTime(text);
}

bool QueryMatcher::contains(PoolId id, std::string_view value) const
{
    const std::string_view text = m_snapshot.text(id);
    return text.size() == value.size() ? equalsNoCase(text, value) : containsNoCase(text, value);
}

bool QueryMatcher::row(RowIndex row) const
{
    const auto holds = [&](const Query::Term& term) { return rowTerm(row, term) != term.exclude; };
    for (const Query::Term& term : m_query.terms)
        if (!term.isText() && !holds(term))
            return false;
    return std::all_of(m_query.terms.begin(), m_query.terms.end(),
                       [&](const Query::Term& term) { return !term.isText() || holds(term); });
}

bool QueryMatcher::rowTerm(RowIndex row, const Query::Term& term) const
{
    if (term.isText())
        return TextMatcher(term).has(m_snapshot, row, m_text.line(m_snapshot.rowId(row)));
    const RowColumns columns = m_snapshot.rows[row];
    if (term.field == "severity")
        return name(columns.severity) == term.value;
    if (term.field == "code")
        return m_snapshot.isEvent(row)
                   ? std::to_string(m_snapshot.event(row).eventId) == term.value
                   : columns.rowClass == RowClass::Reply && std::to_string(columns.code) == term.value;
    if (term.field == "source")
        return containsNoCase(m_snapshot.sourceOf(row).path, term.value);
    if (term.field == "after" || term.field == "before")
        return timeTerm(m_snapshot.time(row), term);
    if (m_snapshot.isEvent(row))
        return eventTerm(m_snapshot.event(row), term);
    if (m_snapshot.isTransport(row))
        return transportTerm(m_snapshot.transport(row), term);
    if (term.field == "message")
        return columns.rowClass == RowClass::MessageStart && containsNoCase(m_snapshot.note(row), term.value);
    return sessionTerm(m_snapshot.sessions()[columns.session], term);
}

bool QueryMatcher::eventTerm(const EventRecord& event, const Query::Term& term) const
{
    if (term.field == "provider")
        return containsNoCase(event.provider, term.value);
    if (term.field == "server")
        return containsNoCase(event.computer, term.value);
    return term.field == "kind" && term.value == "event";
}

bool QueryMatcher::transportTerm(const TransportRow& row, const Query::Term& term) const
{
    if (term.field == "session")
        return contains(row.session, term.value);
    if (term.field == "message")
        return contains(row.messageId, term.value);
    if (term.field == "connector")
        return contains(row.connector, term.value);
    if (term.field == "server")
        return contains(row.server, term.value);
    if (term.field == "peer")
        return contains(row.peer, term.value);
    return term.field == "kind" && name(row.kind) == term.value;
}

bool QueryMatcher::sessionTerm(const Session& session, const Query::Term& term) const
{
    if (term.field == "session")
        return contains(session.id, term.value);
    if (term.field == "connector")
        return contains(session.connector, term.value);
    if (term.field == "server")
        return contains(session.server, term.value);
    if (term.field == "peer")
        return contains(session.remoteEndpoint, term.value) || contains(session.ehloName, term.value);
    if (term.field == "tls")
        return wordOf(session.tls) == term.value ||
               (session.tls == TlsState::Failed && contains(session.tlsDetail, term.value));
    if (term.field == "outcome")
        return wordOf(session.outcome) == term.value;
    if (term.field == "state")
        return (term.value == "failed") == session.failed;
    return term.field == "kind" && name(session.kind) == term.value;
}

bool QueryMatcher::session(SessionIndex index) const
{
    const Session& session = m_snapshot.sessions()[index];
    const auto anyRow = [&](const Query::Term& term) {
        const auto rows = m_snapshot.sessionRows(index);
        return std::any_of(rows.begin(), rows.end(), [&](RowIndex row) { return rowTerm(row, term); });
    };
    return std::all_of(m_query.terms.begin(), m_query.terms.end(), [&](const Query::Term& term) {
        return (isPerRow(term) ? anyRow(term) : sessionTerm(session, term)) != term.exclude;
    });
}

bool isPerRow(const Query::Term& term)
{
    constexpr std::array<std::string_view, 6> kPerRow = {"code", "source", "severity", "after", "before", "message"};
    return term.isText() || std::find(kPerRow.begin(), kPerRow.end(), term.field) != kPerRow.end();
}

TextMatcher::TextMatcher(const Query::Term& term) : m_term(term)
{
    if (term.pattern)
        m_pattern.emplace(*term.pattern);
}

bool TextMatcher::has(std::string_view utf8)
{
    return m_pattern ? m_pattern->fits(utf8) : containsNoCase(utf8, m_term.value);
}

bool TextMatcher::has(const Snapshot& snapshot, RowIndex row, std::string_view line)
{
    if (has(line))
        return true;
    if (!snapshot.isEvent(row))
        return false;
    const EventRecord& event = snapshot.event(row);
    const std::string id = std::to_string(event.eventId);
    return has(event.provider) || (m_pattern ? has(id) : id == m_term.value);
}

FilterResult filterPlain(const Snapshot& snapshot, const Query& query, const RowText& text,
                         const FilterOptions& options)
{
    const QueryMatcher matcher(snapshot, query, text);
    FilterResult result;
    if (options.withRows)
        for (const RowIndex row : *snapshot.order)
            if (!options.stop.stop_requested() && matcher.row(row))
                result.rows.push_back(row);
    const auto sessions = options.withSessions ? static_cast<SessionIndex>(snapshot.sessions().size()) : 0;
    for (SessionIndex session = 0; session < sessions; ++session)
        if (!options.stop.stop_requested() && matcher.session(session))
            result.sessions.push_back(session);
    result.complete = !options.stop.stop_requested();
    return result;
}

} // namespace sendwright
