// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/surroundings.h"

#include "core/text_scan.h"

#include <algorithm>
#include <array>

namespace sendwright {

std::string_view hostPart(std::string_view endpoint)
{
    if (endpoint.starts_with('['))
        return before(endpoint.substr(1), "]");
    const std::size_t colon = endpoint.rfind(':');
    const bool bareV6 = colon != std::string_view::npos && endpoint.find(':') != colon;
    return colon == std::string_view::npos || bareV6 ? endpoint : endpoint.substr(0, colon);
}

std::string_view portPart(std::string_view endpoint)
{
    const std::size_t colon = endpoint.rfind(':');
    const std::string_view port = colon == std::string_view::npos ? std::string_view{} : endpoint.substr(colon + 1);
    const bool v6WithoutPort = !endpoint.starts_with('[') && endpoint.find(':') != colon;
    return parseNumber(port) && !v6WithoutPort ? port : std::string_view{};
}

bool isMicrosoftPeer(const Snapshot& snapshot, const Session& session)
{
    constexpr std::array<std::string_view, 4> kHosts = {"protection.outlook.com", "protection.gbl", "bigfish.com",
                                                        "office365"};
    constexpr std::array<std::string_view, 3> kNames = {"office 365", "microsoft 365", "office365"};
    for (const PoolId text : {session.bannerText, session.ehloName, session.received.subject, session.received.names})
        for (const std::string_view host : kHosts)
            if (containsNoCase(snapshot.text(text), host))
                return true;
    for (const std::string_view name : kNames)
        if (containsNoCase(snapshot.text(session.connector), name))
            return true;
    return false;
}

Surroundings::Surroundings(const Snapshot& snapshot, const Correlation& correlation)
    : m_snapshot(snapshot), m_correlation(correlation)
{
    for (const RowIndex row : snapshot.eventRows) {
        const EventRecord& event = snapshot.event(row);
        m_events[toLower(event.provider) + '/' + std::to_string(event.eventId)].push_back(row);
        if (!event.time.known())
            m_untimed.push_back(row);
    }
    for (const EventLink& link : correlation.links)
        m_links.emplace(link.session, &link);
    for (const Fact& fact : *snapshot.facts)
        m_facts[static_cast<std::size_t>(fact.kind)].push_back(&fact);
    gatherSessions();
    gatherKeyErrors();
}

std::optional<std::uint64_t> Surroundings::peerKey(const Session& session) const
{
    const auto host = m_hosts.find(hostPart(m_snapshot.text(session.remoteEndpoint)));
    if (host == m_hosts.end())
        return std::nullopt;
    return (std::uint64_t{index(session.connector)} << 32) | host->second;
}

std::uint64_t Surroundings::newPeerKey(const Session& session)
{
    const auto [known, fresh] = m_hostOfEndpoint.try_emplace(session.remoteEndpoint, 0);
    if (fresh) {
        const auto next = static_cast<std::uint32_t>(m_hosts.size());
        known->second = m_hosts.try_emplace(hostPart(m_snapshot.text(session.remoteEndpoint)), next).first->second;
    }
    return (std::uint64_t{index(session.connector)} << 32) | known->second;
}

void Surroundings::gatherSessions()
{
    const auto& sessions = m_snapshot.sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        const Session& session = sessions[i];
        m_certificates.add(session);
        const bool send = session.kind == EntryKind::SmtpSend;
        if (send && session.accepted > 0) {
            TimePoint& last = m_lastDelivery[newPeerKey(session)];
            last = std::max(last, session.first);
        }
        if (send && session.hasConnect && m_outboundConnect == kNoSession &&
            portPart(m_snapshot.text(session.remoteEndpoint)) == "25")
            m_outboundConnect = i;
        m_tlsFails |= session.tlsFailed;
        if (session.tls != TlsState::Negotiated || session.tlsFailed)
            continue;
        if (!send && m_inboundTls == kNoSession)
            m_inboundTls = i;
        if (!send)
            continue;
        m_peerSuccesses.emplace(newPeerKey(session), session.sent.thumbprint);
        const std::string_view detail = m_snapshot.text(session.tlsDetail);
        const bool old = detail.starts_with("TLS1_0") || detail.starts_with("TLS1_1") || detail.starts_with("SSL");
        if (old && m_oldTlsSession == kNoSession)
            m_oldTlsSession = i;
        m_oldTls += old ? 1 : 0;
        m_newTls += !old && !detail.empty() ? 1 : 0;
    }
}

void Surroundings::gatherKeyErrors()
{
    const auto codeOf = [this](RowIndex row) {
        const EventRecord& event = m_snapshot.event(row);
        if (event.eventId == 36870)
            for (const auto& [name, value] : event.data)
                if (equalsNoCase(name, "ErrorCode"))
                    return toLower(value);
        return std::string();
    };
    for (const EventLink& link : m_correlation.links)
        if (const std::string code = codeOf(link.eventRow); !code.empty() && link.session != kNoSession) {
            const Session& session = m_snapshot.sessions()[link.session];
            m_keyErrors.emplace(std::pair{session.server, session.sent.thumbprint}, code);
        }
    for (const RowIndex row : m_untimed)
        if (m_untimedKeyError.empty())
            m_untimedKeyError = codeOf(row);
}

std::string_view Surroundings::keyErrorCode(const Session& session) const
{
    const auto found = m_keyErrors.find({session.server, session.sent.thumbprint});
    return found != m_keyErrors.end() ? std::string_view(found->second) : m_untimedKeyError;
}

std::vector<const EventLink*> Surroundings::linksOf(SessionIndex session) const
{
    std::vector<const EventLink*> links;
    const auto [low, high] = m_links.equal_range(session);
    for (auto it = low; it != high; ++it)
        links.push_back(it->second);
    return links;
}

const std::vector<RowIndex>& Surroundings::eventsOf(const std::string& kind) const
{
    static const std::vector<RowIndex> kNone;
    const auto found = m_events.find(kind);
    return found != m_events.end() ? found->second : kNone;
}

bool Surroundings::samePeerSucceeded(const Session& session) const
{
    const auto peer = peerKey(session);
    return peer && m_peerSuccesses.contains({*peer, session.sent.thumbprint});
}

bool Surroundings::laterDelivered(const Session& session) const
{
    const auto peer = peerKey(session);
    const auto found = peer ? m_lastDelivery.find(*peer) : m_lastDelivery.end();
    return found != m_lastDelivery.end() && found->second > session.first;
}

} // namespace sendwright
