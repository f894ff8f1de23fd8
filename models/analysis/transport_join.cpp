// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/transport_join.h"

#include "core/text_scan.h"

#include <algorithm>
#include <unordered_map>

namespace sendwright {

namespace {

enum class ServerMatch : std::uint8_t { Unknown, Same, Other };

/// `EX01` and `ex01.contoso.com` are one; so many logs name a server in both ways.
ServerMatch matchServers(std::string_view a, std::string_view b)
{
    if (a.empty() || b.empty())
        return ServerMatch::Unknown;
    return equalsNoCase(before(a, "."), before(b, ".")) ? ServerMatch::Same : ServerMatch::Other;
}

class Joiner
{
public:
    explicit Joiner(const Snapshot& snapshot) : m_snapshot(snapshot)
    {
        gatherSessions();
        gatherMessages();
    }

    std::vector<TransportJoin> run()
    {
        for (std::size_t i = 0; i < m_snapshot.transports.size(); ++i) {
            const TransportRow& row = m_snapshot.transports[i];
            const SessionIndex owner = row.session == PoolId::Empty ? kNoSession : ownerOf(row);
            if (owner != kNoSession)
                m_joins.push_back({owner, row.row, TransportJoin::Reason::SessionId});
            if (row.messageId != PoolId::Empty)
                joinMessage(row, owner);
        }
        std::sort(m_joins.begin(), m_joins.end(), [this](const TransportJoin& a, const TransportJoin& b) {
            if (a.session != b.session)
                return a.session < b.session;
            const TimePoint ta = m_snapshot.time(a.row), tb = m_snapshot.time(b.row);
            return ta != tb ? ta < tb : a.row < b.row;
        });
        return std::move(m_joins);
    }

private:
    using SessionsById = std::unordered_map<PoolId, std::vector<SessionIndex>>;

    /// A place for every id of one kind that transport rows speak of; false when they speak of none.
    bool makePlaces(PoolId TransportRow::*id, SessionsById& places) const
    {
        for (std::size_t i = 0; i < m_snapshot.transports.size(); ++i)
            if (const PoolId spoken = m_snapshot.transports[i].*id; spoken != PoolId::Empty)
                places.try_emplace(spoken);
        return !places.empty();
    }

    /// Session ids that transport rows speak of, with the sessions of that id.
    void gatherSessions()
    {
        if (!makePlaces(&TransportRow::session, m_byId))
            return;
        for (SessionIndex i = 0; i < m_snapshot.sessions().size(); ++i) {
            const auto asked = m_byId.find(m_snapshot.sessions()[i].id);
            if (asked != m_byId.end() && asked->second.size() < kMostCarriers)
                asked->second.push_back(i);
        }
    }

    /// Message ids that transport rows speak of, with the sessions that carried them.
    void gatherMessages()
    {
        if (!makePlaces(&TransportRow::messageId, m_carriers))
            return;
        std::unordered_map<std::string_view, std::vector<SessionIndex>*> byText; // those of SMTP rows are loose texts
        for (auto& [id, sessions] : m_carriers)
            byText.emplace(m_snapshot.text(id), &sessions);
        for (std::size_t i = 0; i < m_snapshot.notes.size(); ++i) {
            const RowNote& note = m_snapshot.notes[i];
            if (m_snapshot.rows[note.row].rowClass != RowClass::MessageStart)
                continue;
            const auto carriers = byText.find(m_snapshot.text(note.text));
            if (carriers != byText.end() && carriers->second->size() < kMostCarriers)
                carriers->second->push_back(m_snapshot.sessionOf(note.row));
        }
        for (auto& [id, sessions] : m_carriers) {
            std::sort(sessions.begin(), sessions.end());
            sessions.erase(std::unique(sessions.begin(), sessions.end()), sessions.end());
        }
    }

    ServerMatch serverMatch(const TransportRow& row, const Session& session) const
    {
        const std::string_view own = m_snapshot.text(row.server);
        return matchServers(own.empty() ? std::string_view(m_snapshot.sourceOf(row.row).server) : own,
                            m_snapshot.text(session.server));
    }

    bool isNear(const TransportRow& row, const Session& session) const
    {
        const TimePoint time = m_snapshot.time(row.row);
        if (!time.known() || !session.first.known())
            return false;
        // In floating point: times of damaged rows may lie further apart than 64 bits of ticks can say.
        const auto window = static_cast<double>(kJoinWindow);
        const auto at = static_cast<double>(time.ticks);
        return at >= static_cast<double>(session.first.ticks) - window &&
               at <= static_cast<double>(session.last.ticks) + window;
    }

    SessionIndex ownerOf(const TransportRow& row) const
    {
        SessionIndex same = kNoSession, possible = kNoSession;
        std::size_t sames = 0, possibles = 0;
        for (const SessionIndex index : m_byId.at(row.session)) {
            const Session& session = m_snapshot.sessions()[index];
            const ServerMatch match = serverMatch(row, session);
            if (match == ServerMatch::Same) {
                ++sames;
                same = index;
            } else if (match == ServerMatch::Unknown && isNear(row, session)) {
                ++possibles;
                possible = index;
            }
        }
        if (sames > 0)
            return sames == 1 ? same : kNoSession;
        return possibles == 1 ? possible : kNoSession;
    }

    void joinMessage(const TransportRow& row, SessionIndex owner)
    {
        std::size_t joined = 0;
        for (const SessionIndex index : m_carriers.at(row.messageId)) {
            const Session& session = m_snapshot.sessions()[index];
            if (index == owner || !isNear(row, session) || serverMatch(row, session) == ServerMatch::Other)
                continue;
            m_joins.push_back({index, row.row, TransportJoin::Reason::MessageId});
            if (++joined >= kSessionsAMessage)
                break;
        }
    }

    /// Hostile logs may repeat one id without end; what lies behind so many is not looked at.
    static constexpr std::size_t kMostCarriers = 64;

    const Snapshot& m_snapshot;
    SessionsById m_byId;
    SessionsById m_carriers; ///< by message id
    std::vector<TransportJoin> m_joins;
};

} // namespace

const char* name(TransportJoin::Reason reason)
{
    return reason == TransportJoin::Reason::SessionId ? "session id" : "message id";
}

std::vector<TransportJoin> joinTransport(const Snapshot& snapshot)
{
    return snapshot.transports.empty() ? std::vector<TransportJoin>{} : Joiner(snapshot).run();
}

std::span<const TransportJoin> joinsOf(const std::vector<TransportJoin>& joins, SessionIndex session)
{
    const auto before = [](const TransportJoin& join, SessionIndex wanted) { return join.session < wanted; };
    const auto begin = std::lower_bound(joins.begin(), joins.end(), session, before);
    const auto end = std::lower_bound(begin, joins.end(), session + 1, before);
    return {begin, end};
}

} // namespace sendwright
