// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/event_ties.h"

#include "core/ascii.h"
#include "core/text_scan.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

bool isChainEngine(const EventRecord& event)
{
    return containsNoCase(event.provider, "CAPI2");
}

std::string_view errorOf(const Snapshot& snapshot, const Session& session)
{
    return session.tls == TlsState::Failed ? snapshot.text(session.tlsDetail) : std::string_view{};
}

bool schannelFits(const Snapshot& snapshot, const EventRecord& event, const Session& session)
{
    if (!session.tlsFailed)
        return false;
    const std::string_view error = errorOf(snapshot, session);
    switch (event.eventId) {
    case 36870:
        return error == "UnknownCredentials" || error == "NoCredentials" || error == "InternalError";
    case 36869:
        return error == "NoCredentials" || error == "UnknownCredentials";
    case 36874:
        return session.kind == EntryKind::SmtpReceive && session.has(sign::kStartTlsSent);
    case 36871:
    case 36887:
    case 36888:
        return session.has(sign::kStartTlsSent) && error != "UnknownCredentials" && error != "NoCredentials";
    default:
        return session.has(sign::kStartTlsSent);
    }
}

/// Whether the message or a value of the event holds this text; names shorter than three bytes prove nothing.
bool says(const EventRecord& event, std::string_view text)
{
    if (text.size() < 3)
        return false;
    return containsNoCase(event.message, text) ||
           std::any_of(event.data.begin(), event.data.end(),
                       [text](const auto& pair) { return containsNoCase(pair.second, text); });
}

/// An address must stand by itself: 10.0.0.1 is not in 10.0.0.12.
bool saysAddress(const EventRecord& event, std::string_view address)
{
    if (address.size() < 3)
        return false;
    const auto partOfAddress = [](char c) { return isHexDigit(c) || c == '.' || c == ':'; };
    const auto holds = [&](std::string_view text) {
        for (std::size_t at = text.find(address); at != std::string_view::npos; at = text.find(address, at + 1)) {
            const std::size_t end = at + address.size();
            const bool port = end + 1 < text.size() && text[end] == ':' && text[end + 1] >= '0' && text[end + 1] <= '9';
            const bool stop =
                end + 1 == text.size() || (end < text.size() && text[end] == '.' && !partOfAddress(text[end + 1]));
            if ((at == 0 || !partOfAddress(text[at - 1])) &&
                (end == text.size() || !partOfAddress(text[end]) || port || stop))
                return true;
        }
        return false;
    };
    return holds(event.message) ||
           std::any_of(event.data.begin(), event.data.end(), [&](const auto& pair) { return holds(pair.second); });
}

bool transportFits(const EventRecord& event, const Session& session, bool named, bool address)
{
    switch (event.eventId) {
    case 1035:
        return session.kind == EntryKind::SmtpReceive && session.failed && (address || named);
    case 2017:
        return session.kind == EntryKind::SmtpSend && session.mark(Mark::AuthFailed) != kNoRow;
    case 2015:
    case 2004:
        return session.kind == EntryKind::SmtpSend && session.failed && named;
    default:
        return false;
    }
}

std::string_view valueOf(const EventRecord& event, std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names)
        for (const auto& [key, value] : event.data)
            if (equalsNoCase(key, name) && !trimmed(value).empty())
                return trimmed(value);
    return {};
}

/// Program of the event's caller, without folder and extension; empty where the event does not say. The process of the
/// record itself is the security subsystem's (lsass) and says nothing.
std::string callerOf(const EventRecord& event)
{
    std::string_view path = valueOf(event, {"CallerProcessImageName", "ProcessName", "EventAuxInfo@ProcessName"});
    path = path.substr(path.find_last_of("\\/") + 1);
    std::string name = toLower(path);
    if (name.ends_with(".exe"))
        name.resize(name.size() - 4);
    return name;
}

/// Programs that log for others.
bool isNeutral(std::string_view program)
{
    return program.empty() || program == "lsass" || program == "system" || program == "-";
}

/// Exchange's transport programs (knowledge of Exchange 2010 to SE: the front end has a service of its own since 2013).
bool isTransportProgram(std::string_view program)
{
    constexpr std::array<std::string_view, 6> kPrograms = {
        "edgetransport",      "msexchangetransport",  "msexchangefrontendtransport",
        "msexchangedelivery", "msexchangesubmission", "msexchangetransportlogsearch"};
    return std::find(kPrograms.begin(), kPrograms.end(), program) != kPrograms.end();
}

/// Why the event cannot be of this session, whatever else agrees.
bool contradicts(const Snapshot& snapshot, const EventRecord& event, const Session& session)
{
    const std::string_view server = snapshot.text(session.server);
    if (!server.empty() && !event.computer.empty() && !isSameComputer(server, event.computer))
        return true;
    return !foreignProgram(event).empty();
}

class TieBuilder
{
public:
    TieBuilder(const Snapshot& snapshot, const EventRecord& event, const Session& session)
        : m_snapshot(snapshot), m_event(event), m_session(session)
    {
    }

    EventTie build()
    {
        if (contradicts(m_snapshot, m_event, m_session))
            return {};
        const std::string_view peer = hostOfEndpoint(text(m_session.remoteEndpoint));
        const bool address = saysAddress(m_event, peer);
        const bool connector = says(m_event, text(m_session.connector));
        const bool certificate = thumbprint();
        m_tie.fits = fits(connector, address, certificate);
        if (!m_tie.fits)
            return {};
        agree(address, "it names the peer's address " + std::string(peer));
        agree(connector, "it names the connector " + std::string(text(m_session.connector)));
        agree(!text(m_session.server).empty() && !m_event.computer.empty(),
              "the event is of the same server, " + m_event.computer);
        const std::string caller = callerOf(m_event);
        agree(isTransportProgram(caller), "it names the program " + caller);
        return std::move(m_tie);
    }

private:
    std::string_view text(PoolId id) const { return m_snapshot.text(id); }

    void agree(bool does, std::string reason)
    {
        if (!does)
            return;
        ++m_tie.strength;
        m_tie.reasons.push_back(std::move(reason));
    }

    /// A thumbprint names one certificate of the world: more than any other content.
    bool thumbprint()
    {
        for (const auto& [view, whose] :
             {std::pair{&m_session.sent, "this server sent"}, std::pair{&m_session.received, "the peer sent"}}) {
            if (text(view->thumbprint).size() != 40 || !says(m_event, text(view->thumbprint)))
                continue;
            m_tie.strength += 4;
            m_tie.reasons.push_back(std::string("it names the thumbprint of the certificate ") + whose);
            return true;
        }
        return false;
    }

    bool fits(bool connector, bool address, bool certificate) const
    {
        if (isSchannel(m_event))
            return schannelFits(m_snapshot, m_event, m_session);
        if (isChainEngine(m_event))
            return m_session.tlsFailed && m_event.level >= 1 && m_event.level <= 3 && certificate;
        return isTransport(m_event) && transportFits(m_event, m_session, connector, address);
    }

    const Snapshot& m_snapshot;
    const EventRecord& m_event;
    const Session& m_session;
    EventTie m_tie;
};

} // namespace

std::string foreignProgram(const EventRecord& event)
{
    std::string caller = callerOf(event);
    return isNeutral(caller) || isTransportProgram(caller) ? std::string() : caller;
}

bool isSchannel(const EventRecord& event)
{
    return equalsNoCase(event.provider, "Schannel");
}

bool isTransport(const EventRecord& event)
{
    return startsWithNoCase(event.provider, "MSExchangeTransport") ||
           startsWithNoCase(event.provider, "MSExchangeFrontEndTransport");
}

bool isSameComputer(std::string_view a, std::string_view b)
{
    const bool whole = a.find('.') != std::string_view::npos && b.find('.') != std::string_view::npos;
    return whole ? equalsNoCase(a, b) : equalsNoCase(before(a, "."), before(b, "."));
}

EventTie tieOf(const Snapshot& snapshot, const EventRecord& event, const Session& session)
{
    return TieBuilder(snapshot, event, session).build();
}

} // namespace sendwright
