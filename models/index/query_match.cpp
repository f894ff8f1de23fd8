// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query_match.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

bool isText(const Query::Term& term)
{
    return term.field.empty();
}

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
    return containsNoCase(m_snapshot.text(id), value);
}

bool QueryMatcher::row(RowIndex row) const
{
    const auto holds = [&](const Query::Term& term) { return rowTerm(row, term) != term.exclude; };
    for (const Query::Term& term : m_query.terms)
        if (!isText(term) && !holds(term))
            return false;
    return std::all_of(m_query.terms.begin(), m_query.terms.end(),
                       [&](const Query::Term& term) { return !isText(term) || holds(term); });
}

bool QueryMatcher::rowTerm(RowIndex row, const Query::Term& term) const
{
    if (isText(term))
        return textTerm(row, term);
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
        return eventTerm(row, term);
    if (m_snapshot.isTransport(row))
        return transportTerm(m_snapshot.transport(row), term);
    if (term.field == "message")
        return columns.rowClass == RowClass::MessageStart && containsNoCase(m_snapshot.note(row), term.value);
    return sessionTerm(m_snapshot.sessions()[columns.session], columns.session, term);
}

bool QueryMatcher::eventTerm(RowIndex row, const Query::Term& term) const
{
    const EventRecord& event = m_snapshot.event(row);
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

bool QueryMatcher::sessionTerm(const Session& session, SessionIndex, const Query::Term& term) const
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

bool QueryMatcher::textTerm(RowIndex row, const Query::Term& term) const
{
    if (containsNoCase(m_text.line(m_snapshot.rowId(row)), term.value))
        return true;
    return m_snapshot.isEvent(row) && (containsNoCase(m_snapshot.event(row).provider, term.value) ||
                                       std::to_string(m_snapshot.event(row).eventId) == term.value);
}

bool QueryMatcher::session(SessionIndex index) const
{
    const Session& session = m_snapshot.sessions()[index];
    const auto anyRow = [&](const Query::Term& term) {
        const auto rows = m_snapshot.sessionRows(index);
        return std::any_of(rows.begin(), rows.end(), [&](RowIndex row) { return rowTerm(row, term); });
    };
    const auto holds = [&](const Query::Term& term) {
        const bool perRow = isText(term) || term.field == "code" || term.field == "source" ||
                            term.field == "severity" || term.field == "after" || term.field == "before" ||
                            term.field == "message";
        return (perRow ? anyRow(term) : sessionTerm(session, index, term)) != term.exclude;
    };
    return std::all_of(m_query.terms.begin(), m_query.terms.end(), holds);
}

} // namespace sendwright
