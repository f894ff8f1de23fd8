// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/surroundings.h"

#include "core/text_scan.h"
#include "index/parallel.h"

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

bool isPrivateHost(std::string_view host)
{
    for (const std::string_view range : {"10.", "192.168.", "169.254."})
        if (host.starts_with(range))
            return true;
    if (host.starts_with("172.")) {
        const auto second = parseNumber(before(host.substr(4), "."));
        return second && *second >= 16 && *second <= 31;
    }
    const bool v6 = host.find(':') != std::string_view::npos;
    return v6 && (startsWithNoCase(host, "fc") || startsWithNoCase(host, "fd") || startsWithNoCase(host, "fe80"));
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

namespace {

// Winsock errors of a peer that is silent.
constexpr std::uint16_t kTimedOut = 10060;
constexpr std::uint16_t kAborted = 995; // Exchange's own timer

} // namespace

Surroundings::Surroundings(const Snapshot& snapshot, const Correlation& correlation, unsigned threads)
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
    parallelFor(2, threads, [this](std::size_t i) { i == 0 ? gatherSessions() : gatherCertificates(); });
    gatherKeyErrors();
    gatherSilence();
    for (const Fact& fact : *snapshot.facts)
        if (fact.kind == Fact::Kind::Certificate && !fact.field("Thumbprint").empty())
            m_ownThumbprints.insert(toLower(fact.field("Thumbprint")));
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
        const bool send = session.kind == EntryKind::SmtpSend;
        gatherOwn(session);
        if (send && session.hasConnect && m_outboundConnect == kNoSession &&
            portPart(m_snapshot.text(session.remoteEndpoint)) == "25")
            m_outboundConnect = i;
        const bool silent = session.winsock == kTimedOut || session.winsock == kAborted;
        if (silent && !session.hasConnect)
            m_unanswered.push_back(i);
        m_tlsFails |= session.tlsFailed;
        if (session.tls != TlsState::Negotiated || session.tlsFailed)
            continue;
        if (!send && m_inboundTls == kNoSession)
            m_inboundTls = i;
        if (!send)
            continue;
        m_peerSuccesses.insert({newPeerKey(session), session.sent.thumbprint});
        const std::string_view detail = m_snapshot.text(session.tlsDetail);
        const bool old = detail.starts_with("TLS1_0") || detail.starts_with("TLS1_1") || detail.starts_with("SSL");
        if (old && m_oldTlsSession == kNoSession)
            m_oldTlsSession = i;
        m_oldTls += old ? 1 : 0;
        m_newTls += !old && !detail.empty() ? 1 : 0;
    }
}

void Surroundings::gatherCertificates()
{
    for (const Session& session : m_snapshot.sessions())
        m_certificates.add(session);
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
    // Where the rows of the certificate are missing, the first certificate of the server that failed stands for it.
    const auto found = session.sent.thumbprint == PoolId::Empty
                           ? m_keyErrors.lower_bound({session.server, PoolId::Empty})
                           : m_keyErrors.find({session.server, session.sent.thumbprint});
    const bool same = found != m_keyErrors.end() && found->first.first == session.server;
    return same ? std::string_view(found->second) : m_untimedKeyError;
}

/// What the session says of its own side: what was delivered where, and which certificate is ours.
void Surroundings::gatherOwn(const Session& session)
{
    if (session.sent.thumbprint != PoolId::Empty && m_sentThumbprints.insert(session.sent.thumbprint).second)
        m_ownThumbprints.insert(toLower(m_snapshot.text(session.sent.thumbprint)));
    const std::string_view host = hostPart(m_snapshot.text(session.remoteEndpoint));
    if (session.kind == EntryKind::SmtpReceive) {
        if (session.accepted > 0)
            m_takers[host].insert(session.connector);
        return;
    }
    if (session.hasConnect && portPart(m_snapshot.text(session.remoteEndpoint)) == "25" && !isPrivateHost(host)) {
        m_lastOutside = std::max(m_lastOutside, session.first);
        m_reaching.insert(session.connector);
    }
    if (session.tlsFailed && session.has(sign::kStartTlsSent))
        m_tlsFailures.insert(newPeerKey(session));
    if (session.accepted == 0)
        return;
    Deliveries& deliveries = m_deliveries[newPeerKey(session)];
    if (session.first.known())
        deliveries.times.push_back(session.first);
    for (TimePoint* last : {&deliveries.last, &m_lastOfConnector[session.connector]})
        *last = std::max(*last, session.first);
}

void Surroundings::gatherSilence()
{
    for (const SessionIndex index : m_unanswered) {
        const Session& session = m_snapshot.sessions()[index];
        const std::string_view host = hostPart(m_snapshot.text(session.remoteEndpoint));
        if (isPrivateHost(host))
            continue;
        m_silentOn[session.connector].insert(host);
        if (session.first > m_lastOutside)
            m_silent.insert(host);
    }
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

bool Surroundings::connectorDelivers(const Session& session) const
{
    const auto found = m_lastOfConnector.find(session.connector);
    return found != m_lastOfConnector.end() && found->second > session.first;
}

bool Surroundings::otherConnectorTakes(const Session& session) const
{
    const auto found = m_takers.find(hostPart(m_snapshot.text(session.remoteEndpoint)));
    if (session.kind != EntryKind::SmtpReceive || found == m_takers.end())
        return false;
    return found->second.size() > (found->second.contains(session.connector) ? 1U : 0U);
}

std::size_t Surroundings::silentOnConnector(const Session& session) const
{
    const auto found = m_silentOn.find(session.connector);
    return found == m_silentOn.end() || m_reaching.contains(session.connector) ? 0 : found->second.size();
}

std::size_t Surroundings::silentTargets(const Session& session) const
{
    return session.first > m_lastOutside ? m_silent.size() : 0;
}

bool Surroundings::samePeerTlsFails(const Session& session) const
{
    const auto peer = peerKey(session);
    return peer && m_tlsFailures.contains(*peer);
}

bool Surroundings::samePeerEncrypts(const Session& session) const
{
    const auto peer = peerKey(session);
    const auto found = peer ? m_peerSuccesses.lower_bound({*peer, PoolId::Empty}) : m_peerSuccesses.end();
    return found != m_peerSuccesses.end() && found->first == *peer;
}

bool Surroundings::laterDelivered(const Session& session) const
{
    const auto peer = peerKey(session);
    const auto found = peer ? m_deliveries.find(*peer) : m_deliveries.end();
    return found != m_deliveries.end() && found->second.last > session.first;
}

bool Surroundings::deliveredSoon(const Session& session) const
{
    constexpr std::int64_t kSoon = 600 * kTicksPerSecond;
    const auto peer = peerKey(session);
    if (!peer || !laterDelivered(session))
        return false;
    std::call_once(m_deliveriesOrdered, [this] {
        for (auto& [key, deliveries] : m_deliveries)
            std::sort(deliveries.times.begin(), deliveries.times.end());
    });
    const auto found = m_deliveries.find(*peer);
    if (found == m_deliveries.end())
        return false;
    const std::vector<TimePoint>& times = found->second.times;
    const auto next = std::upper_bound(times.begin(), times.end(), session.first);
    return next != times.end() && next->ticks - session.first.ticks <= kSoon;
}

} // namespace sendwright
