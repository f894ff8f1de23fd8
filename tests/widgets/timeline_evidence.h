// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"
#include "widgets/outcome_style.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace sendwright::test {

inline TimePoint at(const char* iso)
{
    return *parseIsoTime(iso);
}
inline TimePoint plusSeconds(TimePoint time, std::int64_t seconds)
{
    return {time.ticks + seconds * kTicksPerSecond};
}

inline const TimePoint kStart = at("2017-10-18T13:00:00Z");

/// Builds the part of a snapshot that a timeline looks at.
class Evidence
{
public:
    SessionIndex session(const char* connector, std::int64_t second, std::int64_t length, Outcome outcome,
                         EntryKind kind = EntryKind::SmtpSend)
    {
        Session session;
        session.connector = m_pool.intern(connector);
        session.id = m_pool.intern("08D5" + std::to_string(m_sessions.size()));
        session.remoteEndpoint = m_pool.intern("203.0.113.7:25");
        session.kind = kind;
        session.first = plusSeconds(kStart, second);
        session.last = plusSeconds(session.first, length);
        session.outcome = outcome;
        session.failed = severityOf(outcome) >= Severity::Warning;
        m_sessions.push_back(session);
        row(session.first, RowClass::Connect, Severity::Info, static_cast<std::uint32_t>(m_sessions.size() - 1));
        return static_cast<SessionIndex>(m_sessions.size() - 1);
    }

    RowIndex event(const char* channel, const char* provider, TimePoint time, Severity severity = Severity::Error)
    {
        EventRecord event;
        event.channel = channel;
        event.provider = provider;
        event.eventId = 36870;
        event.time = time;
        m_eventRows.push_back(row(time, RowClass::Event, severity, static_cast<std::uint32_t>(m_events.size())));
        m_events.append(event);
        return m_eventRows.back();
    }

    Session& at(SessionIndex i) { return m_sessions[i]; }

    std::shared_ptr<const Snapshot> snapshot() const
    {
        auto result = std::make_shared<Snapshot>();
        result->strings = m_pool.table();
        result->rows = m_rows.view();
        result->events = m_events.view();
        result->eventRows = m_eventRows;
        result->sessionList = sessionListOf(m_sessions);
        std::vector<RowIndex> order(m_rows.size());
        for (RowIndex i = 0; i < order.size(); ++i)
            order[i] = i;
        const RowTable::View& rows = m_rows.view();
        std::stable_sort(order.begin(), order.end(), [&rows](RowIndex a, RowIndex b) {
            const bool known = rows[a].time != TimePoint::kUnknown, otherKnown = rows[b].time != TimePoint::kUnknown;
            return known && (!otherKnown || rows[a].time < rows[b].time);
        });
        result->order = std::make_shared<std::vector<RowIndex>>(std::move(order));
        return result;
    }

private:
    RowIndex row(TimePoint time, RowClass rowClass, Severity severity, std::uint32_t session)
    {
        EntryBatch batch;
        batch.resizeRows(1);
        batch.time[0] = time.ticks;
        batch.rowClass[0] = rowClass;
        batch.severity[0] = severity;
        m_rows.append(batch, 0, 1, std::span(&session, 1));
        return static_cast<RowIndex>(m_rows.size() - 1);
    }

    StringPool m_pool;
    RowTable m_rows;
    ChunkedVector<EventRecord, 1024> m_events;
    std::vector<RowIndex> m_eventRows;
    std::vector<Session> m_sessions;
};

} // namespace sendwright::test
