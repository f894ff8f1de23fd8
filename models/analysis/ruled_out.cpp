// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/ruled_out.h"

#include "analysis/cite.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

/// Marks that all sessions of a finding share.
struct Shared
{
    std::size_t sessions = 0, connected = 0, cleanBanner = 0, offered = 0, resolved = 0, tls = 0, datesFine = 0;
};

Shared countOf(const Snapshot& snapshot, const Finding& finding)
{
    Shared shared;
    for (const SessionIndex index : finding.sessions) {
        const Session& s = snapshot.sessions()[index];
        ++shared.sessions;
        shared.connected += s.hasConnect ? 1 : 0;
        shared.cleanBanner += s.mark(Mark::Banner) != kNoRow && !s.has(sign::kMaskedBanner) ? 1 : 0;
        shared.offered += s.has(sign::kStartTlsOffered) ? 1 : 0;
        shared.resolved += s.mark(Mark::Attempt) != kNoRow && s.remoteEndpoint != PoolId::Empty ? 1 : 0;
        shared.tls += s.tls == TlsState::Negotiated && !s.tlsFailed ? 1 : 0;
        const bool dated = s.sent.notAfter.known() && s.first.known();
        shared.datesFine += dated && s.sent.notBefore <= s.first && s.first <= s.sent.notAfter ? 1 : 0;
    }
    return shared;
}

std::string inAll(std::size_t count, std::size_t of)
{
    if (count == of)
        return of == 1 ? "in the failing session" : "in all " + std::to_string(of) + " failing sessions";
    return "in " + std::to_string(count) + " of " + std::to_string(of) + " failing sessions";
}

class Excluder
{
public:
    Excluder(const Surroundings& around, const Finding& lead, const RowText& text)
        : m_snapshot(around.snapshot()), m_lead(lead), m_text(text), m_shared(countOf(m_snapshot, lead))
    {
    }

    std::vector<RuledOut> run()
    {
        if (m_lead.sessions.empty())
            return {};
        firewall();
        stripping();
        dns();
        certificateDates();
        tlsItself();
        return std::move(m_out);
    }

private:
    const Session& sample() const { return m_snapshot.sessions()[m_lead.sessions.front()]; }
    bool send() const { return sample().kind == EntryKind::SmtpSend; }

    void add(const char* cause, const char* title, Area area, std::string why, std::initializer_list<Mark> marks)
    {
        if (m_lead.cause == cause)
            return;
        CitationList list(m_snapshot, m_text);
        for (const Mark mark : marks)
            list.row(sample().mark(mark));
        m_out.push_back({cause, title, std::move(why), area, list.take()});
    }

    void firewall()
    {
        if (m_shared.connected == 0 || m_shared.connected != m_shared.sessions || m_lead.area == Area::Firewall)
            return;
        const std::string_view port = portPart(m_snapshot.text(sample().remoteEndpoint));
        std::string why = "A TCP connection stood " + inAll(m_shared.connected, m_shared.sessions);
        if (m_shared.cleanBanner == m_shared.sessions)
            why += ", the greeting came through unchanged";
        if (m_shared.offered == m_shared.sessions)
            why += ", and STARTTLS was offered";
        why += ". ";
        if (port.empty())
            why += "The log's addresses are blanked out, so the port cannot be told.";
        else
            why += send() ? "Port " + std::string(port) + " is open from this server to that peer."
                          : "Port " + std::string(port) + " of this server is reachable.";
        add("outbound-25-blocked", "Firewall: connection is open", Area::Firewall, std::move(why),
            {Mark::Connect, Mark::Banner, Mark::StartTlsOffer});
    }

    void stripping()
    {
        if (m_shared.offered == m_shared.sessions && send() && m_shared.offered > 0)
            add("starttls-stripped", "Firewall: STARTTLS is not filtered", Area::Firewall,
                "STARTTLS stands in the peer's answer " + inAll(m_shared.offered, m_shared.sessions) +
                    "; nothing on the path removed it.",
                {Mark::StartTlsOffer, Mark::Banner});
    }

    void dns()
    {
        if (send() && m_shared.resolved == m_shared.sessions && m_lead.area != Area::Dns)
            add("dns-failure", "DNS: the peer was found", Area::Dns,
                "An address was tried " + inAll(m_shared.resolved, m_shared.sessions) + ", so the name was resolved.",
                {Mark::Attempt});
    }

    void certificateDates()
    {
        if (m_shared.datesFine == m_shared.sessions)
            add("cert-expired", "Certificate: dates are fine", Area::Certificate,
                "The certificate we sent was valid at the time of the session " +
                    inAll(m_shared.datesFine, m_shared.sessions) + '.',
                {Mark::CertSent});
    }

    void tlsItself()
    {
        if (m_shared.tls == m_shared.sessions && m_shared.tls > 0)
            add("tls12-disabled", "TLS itself: the channel stood", Area::ProtocolCipher,
                "TLS was negotiated " + inAll(m_shared.tls, m_shared.sessions) + "; versions, ciphers and keys fit.",
                {Mark::TlsResult});
    }

    const Snapshot& m_snapshot;
    const Finding& m_lead;
    const RowText& m_text;
    Shared m_shared;
    std::vector<RuledOut> m_out;
};

} // namespace

std::vector<RuledOut> ruleOut(const Surroundings& around, const std::vector<Finding>& findings, const RowText& text)
{
    const auto lead = std::find_if(findings.begin(), findings.end(), [](const Finding& f) {
        return !f.sessions.empty() && f.severity >= Severity::Warning;
    });
    if (lead == findings.end())
        return {};
    return Excluder(around, *lead, text).run();
}

} // namespace sendwright
