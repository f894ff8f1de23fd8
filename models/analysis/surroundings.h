// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/certificate_history.h"
#include "analysis/correlate.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"

#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sendwright {

/// What rules ask of the rest of the evidence, gathered once: events by kind, links by session, what works elsewhere.
/// Refers to the snapshot and the correlation; lives no longer than they. Once made, any thread may ask.
class Surroundings
{
public:
    /// Looks at all sessions, with at most two of `threads`; both arguments are kept and must live as long.
    Surroundings(const Snapshot& snapshot, const Correlation& correlation, unsigned threads = 1);

    const Snapshot& snapshot() const { return m_snapshot; }
    const Correlation& correlation() const { return m_correlation; }

    /// Links of a session.
    std::vector<const EventLink*> linksOf(SessionIndex session) const;
    /// Rows of all events of a kind, `schannel/36870` (lower case).
    const std::vector<RowIndex>& eventsOf(const std::string& kind) const;

    /// Pasted facts of a kind, in the order of their sources.
    const std::vector<const Fact*>& factsOf(Fact::Kind kind) const { return m_facts[static_cast<std::size_t>(kind)]; }

    bool anyEvents() const { return !m_snapshot.eventRows.empty(); }
    const std::vector<RowIndex>& untimedEvents() const { return m_untimed; } ///< bare event text has no time
    /// A session with the same peer host, connector and certificate of ours negotiated TLS.
    bool samePeerSucceeded(const Session& session) const;
    const CertificateHistory& certificates() const { return m_certificates; }
    /// Error code of the Schannel event 36870 that goes with failing sessions of the same server and certificate: the
    /// event is not written for each of them.
    std::string_view keyErrorCode(const Session& session) const;
    bool tlsFails() const { return m_tlsFails; } ///< TLS fails in some session
    bool outboundTlsWorks() const { return m_oldTls + m_newTls > 0; }
    bool modernTlsWorks() const { return m_newTls > 0; } ///< some send session negotiated TLS 1.2 or later
    /// The same, with whatever certificate.
    bool samePeerEncrypts(const Session& session) const;
    /// A session with the same peer host and connector began TLS and failed in it.
    bool samePeerTlsFails(const Session& session) const;
    bool inboundTlsWorks() const { return m_inboundTls != kNoSession; }
    SessionIndex inboundTlsSession() const { return m_inboundTls; }
    bool outboundConnectWorks() const { return m_outboundConnect != kNoSession; } ///< a `+` to some port 25
    SessionIndex outboundConnectSession() const { return m_outboundConnect; }
    /// Every TLS success of send sessions used TLS 1.0 or 1.1 only, and there is at least one.
    bool onlyOldTls() const { return m_oldTls > 0 && m_newTls == 0; }
    SessionIndex oldTlsSession() const { return m_oldTlsSession; }
    /// A later session on the same connector to the same peer delivered.
    bool laterDelivered(const Session& session) const;
    /// The same, within ten minutes: a retry that went through, or the fallback to clear text.
    bool deliveredSoon(const Session& session) const;
    /// A later session on the same connector delivered, to whatever peer.
    bool connectorDelivers(const Session& session) const;
    /// Another receive connector took mail of the same client.
    bool otherConnectorTakes(const Session& session) const;
    /// How many hosts did not answer on port 25 after the last connection outside; 0 for a session before that one.
    std::size_t silentTargets(const Session& session) const;
    /// Hosts outside that never answered on the session's connector, while no host outside ever did; 0 otherwise.
    std::size_t silentOnConnector(const Session& session) const;
    /// Thumbprints of certificates that sessions sent or that were pasted, in lower case.
    const std::set<std::string, std::less<>>& ownThumbprints() const { return m_ownThumbprints; }

private:
    /// Connector and peer host as one number; nothing when no session that worked has gone to that host.
    std::optional<std::uint64_t> peerKey(const Session& session) const;
    std::uint64_t newPeerKey(const Session& session);
    void gatherSessions(); ///< but for certificates
    void gatherCertificates();
    void gatherKeyErrors();
    void gatherOwn(const Session& session);
    void gatherSilence();

    const Snapshot& m_snapshot;
    const Correlation& m_correlation;
    std::map<std::string, std::vector<RowIndex>, std::less<>> m_events;
    std::vector<RowIndex> m_untimed;
    std::array<std::vector<const Fact*>, static_cast<std::size_t>(Fact::Kind::CertificateFile) + 1> m_facts;
    std::multimap<SessionIndex, const EventLink*> m_links;
    std::unordered_map<std::string_view, std::uint32_t> m_hosts; ///< numbers of hosts
    std::unordered_map<PoolId, std::uint32_t> m_hostOfEndpoint;  ///< the same by endpoint, which few texts make up
    std::set<std::pair<std::uint64_t, PoolId>> m_peerSuccesses;  ///< peer and certificate of ours
    struct Deliveries
    {
        TimePoint last;
        std::vector<TimePoint> times; ///< all that are known
    };
    /// By peer. The times are put in order when a failing session asks for them, on whichever thread.
    mutable std::once_flag m_deliveriesOrdered;
    mutable std::unordered_map<std::uint64_t, Deliveries> m_deliveries;
    std::vector<SessionIndex> m_unanswered; ///< no connection came about, for the peer was silent
    CertificateHistory m_certificates;
    std::set<std::uint64_t> m_tlsFailures;                           ///< peers
    std::unordered_map<PoolId, TimePoint> m_lastOfConnector;         ///< delivery, by send connector
    std::unordered_map<std::string_view, std::set<PoolId>> m_takers; ///< receive connectors that took mail, by host
    std::set<std::string_view> m_silent;
    std::map<PoolId, std::set<std::string_view>> m_silentOn; ///< by send connector
    std::set<PoolId> m_reaching;                             ///< send connectors that connected to a host outside
    TimePoint m_lastOutside; ///< begin of the last session that connected to port 25 outside
    std::set<PoolId> m_sentThumbprints;
    std::set<std::string, std::less<>> m_ownThumbprints;
    SessionIndex m_inboundTls = kNoSession, m_outboundConnect = kNoSession, m_oldTlsSession = kNoSession;
    std::uint32_t m_oldTls = 0, m_newTls = 0;
    bool m_tlsFails = false;
    std::map<std::pair<PoolId, PoolId>, std::string> m_keyErrors; ///< by server and thumbprint sent
    std::string m_untimedKeyError;
};

/// `203.0.113.7` of `203.0.113.7:25`, `2001:db8::1` of `[2001:db8::1]:25`; the whole text when there is no port.
std::string_view hostPart(std::string_view endpoint);
/// An address of a private network (10/8, 172.16/12, 192.168/16, 169.254/16, fc00::/7, fe80::/10), this host not
/// counted.
bool isPrivateHost(std::string_view host);
/// `25` of `203.0.113.7:25`; empty when there is none.
std::string_view portPart(std::string_view endpoint);
/// The peer shows itself as Microsoft 365: banner, EHLO answer or certificate names, or the connector's name.
bool isMicrosoftPeer(const Snapshot& snapshot, const Session& session);

} // namespace sendwright
