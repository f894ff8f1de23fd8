// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/condition_fields.h"

#include "analysis/event_ties.h"
#include "analysis/row_gaps.h"
#include "analysis/tls_story.h"
#include "core/text_scan.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

namespace sendwright {

/// What a field function may look at.
struct SessionFieldView
{
    const Surroundings& around;
    const Session& session;
    SessionIndex index;
    std::string_view text(PoolId id) const { return around.snapshot().text(id); }
    bool marked(Mark mark) const { return session.mark(mark) != kNoRow; }
};

namespace {

using View = SessionFieldView;

std::string flag(bool value)
{
    return value ? "true" : "";
}

std::string offerOf(const View& v)
{
    if (v.session.has(sign::kStartTlsOffered))
        return "offered";
    if (v.session.has(sign::kMaskedOffer))
        return "masked";
    if (v.session.has(sign::kEhloAnswered))
        return "none";
    return {};
}

std::string bannerOf(const View& v)
{
    if (v.session.has(sign::kMaskedBanner))
        return "masked";
    return v.marked(Mark::Banner) ? "clean" : "";
}

std::string ehloOf(const View& v)
{
    // HELO is the answer to a refused EHLO, so what was answered later does not make it undone.
    if (v.session.has(sign::kEhloRefused))
        return "refused";
    return v.session.has(sign::kEhloAnswered) ? "answered" : "";
}

/// Dates of a certificate against the time of its session: `expired`, `not-yet-valid`, `valid`.
std::string datesOf(const CertificateView& certificate, TimePoint when)
{
    if (!certificate.notAfter.known() || !when.known())
        return {};
    if (certificate.notAfter < when)
        return "expired";
    return certificate.notBefore > when ? "not-yet-valid" : "valid";
}

std::string selfSigned(const View& v, const CertificateView& certificate)
{
    return flag(certificate.subject != PoolId::Empty &&
                equalsNoCase(v.text(certificate.subject), v.text(certificate.issuer)));
}

/// Whom the peer's own words show, whatever the connector is called: `microsoft`, `other`.
std::string peerShowsOf(const View& v)
{
    for (const PoolId text : {v.session.bannerText, v.session.received.subject, v.session.received.names})
        for (const std::string_view host : {"protection.outlook.com", "protection.office365.us", "protection.gbl"})
            if (containsNoCase(v.text(text), host))
                return "microsoft";
    const bool speaks = v.session.bannerText != PoolId::Empty && !v.session.has(sign::kMaskedBanner);
    return speaks ? "other" : "";
}

std::string tlsOf(const View& v)
{
    switch (v.session.tls) {
    case TlsState::Negotiated:
        return "negotiated";
    case TlsState::Failed:
        return "failed";
    case TlsState::NotOffered:
        return "not-offered";
    case TlsState::OfferedNotUsed:
        return "not-used";
    case TlsState::Unknown:
        break;
    }
    return {};
}

std::string outcomeOf(const View& v)
{
    std::string word = name(v.session.outcome);
    return toLower(word);
}

/// `4.7.5` of `454 4.7.5 Certificate …`; empty when the reply has no enhanced status code.
std::string enhancedOf(const View& v)
{
    const std::string_view reply = v.text(v.session.errorText);
    const std::string_view word = before(trimmed(reply.substr(std::min<std::size_t>(reply.size(), 4))), " ");
    const bool shaped = word.size() >= 5 && (word.front() == '4' || word.front() == '5') && word[1] == '.';
    return shaped ? std::string(word) : std::string();
}

std::string protocolOf(const View& v)
{
    return v.session.tls == TlsState::Negotiated ? toLower(before(v.text(v.session.tlsDetail), " ")) : std::string();
}

/// The service that wrote the log, by the folder Exchange keeps it in: `…\\Hub\\ProtocolLog\\SmtpSend`. Source:
/// Exchange documentation, protocol logging.
std::string serviceOf(const View& v)
{
    const auto rows = v.around.snapshot().sessionRows(v.index);
    const std::string path = rows.empty() ? std::string() : toLower(v.around.snapshot().sourceOf(rows.front()).path);
    for (const std::string_view service : {"frontend", "hub", "mailbox", "edge"})
        for (const char slash : {'\\', '/'})
            if (path.find(std::string(service) + slash + "protocollog") != std::string::npos)
                return std::string(service);
    return {};
}

/// Whole seconds between the failing row and the row before it: a handshake that was refused at once, or hung.
std::string stallOf(const View& v)
{
    const Snapshot& snapshot = v.around.snapshot();
    const RowIndex failing = failingRow(v.session);
    TimePoint before;
    for (const RowIndex row : snapshot.sessionRows(v.index))
        if (row < failing && snapshot.time(row).known())
            before = snapshot.time(row);
    if (failing == kNoRow || !before.known() || !snapshot.time(failing).known())
        return {};
    return std::to_string((snapshot.time(failing).ticks - before.ticks) / kTicksPerSecond);
}

using FieldTable = std::unordered_map<std::string_view, SessionFieldFunction>;

/// What the rest of the evidence says of the session's peer, connector or direction.
const FieldTable& surroundingFields()
{
    static const FieldTable kFields = {
        {"others.samePeerTlsWorks", [](const View& v) { return flag(v.around.samePeerSucceeded(v.session)); }},
        {"others.samePeerEncrypts", [](const View& v) { return flag(v.around.samePeerEncrypts(v.session)); }},
        {"others.samePeerTlsFails", [](const View& v) { return flag(v.around.samePeerTlsFails(v.session)); }},
        {"others.inboundTlsWorks", [](const View& v) { return flag(v.around.inboundTlsWorks()); }},
        {"others.outboundConnects", [](const View& v) { return flag(v.around.outboundConnectWorks()); }},
        {"others.certificateWorks", [](const View& v) { return flag(v.around.certificates().works(v.session)); }},
        {"others.certificateIsNew", [](const View& v) { return flag(v.around.certificates().isNew(v.session)); }},
        {"others.onlyOldTls", [](const View& v) { return flag(v.around.onlyOldTls()); }},
        {"others.laterDelivered", [](const View& v) { return flag(v.around.laterDelivered(v.session)); }},
        {"others.deliveredSoon", [](const View& v) { return flag(v.around.deliveredSoon(v.session)); }},
        {"others.connectorDelivers", [](const View& v) { return flag(v.around.connectorDelivers(v.session)); }},
        {"others.otherConnectorTakes", [](const View& v) { return flag(v.around.otherConnectorTakes(v.session)); }},
        {"others.silentOnConnector",
         [](const View& v) { return std::to_string(v.around.silentOnConnector(v.session)); }},
        {"others.silentTargets", [](const View& v) { return std::to_string(v.around.silentTargets(v.session)); }},
        {"others.eventsLoaded", [](const View& v) { return flag(v.around.anyEvents()); }},
        {"others.keyErrorCode", [](const View& v) { return std::string(v.around.keyErrorCode(v.session)); }},
        {"others.modernTlsWorks", [](const View& v) { return flag(v.around.modernTlsWorks()); }},
        {"others.outboundTlsWorks", [](const View& v) { return flag(v.around.outboundTlsWorks()); }},
        {"others.tlsFails", [](const View& v) { return flag(v.around.tlsFails()); }},
    };
    return kFields;
}

/// Who talks to whom, in which log.
const FieldTable& placeFields()
{
    static const FieldTable kFields = {
        {"connector", [](const View& v) { return toLower(v.text(v.session.connector)); }},
        {"peer", [](const View& v) { return std::string(hostPart(v.text(v.session.remoteEndpoint))); }},
        {"privatePeer", [](const View& v) { return flag(isPrivateHost(hostPart(v.text(v.session.remoteEndpoint)))); }},
        {"microsoftPeer", [](const View& v) { return flag(isMicrosoftPeer(v.around.snapshot(), v.session)); }},
        {"peerShows", peerShowsOf},
        {"probe", [](const View& v) { return flag(v.session.has(sign::kProbe)); }},
        {"service", serviceOf},
        {"stall", stallOf},
        {"rowsMissing", [](const View& v) { return flag(hasRowGaps(v.around.snapshot(), v.index)); }},
        {"xproxy", [](const View& v) { return flag(v.session.has(sign::kXProxy)); }},
    };
    return kFields;
}

/// What the session's rows say of certificates.
const FieldTable& certificateFields()
{
    static const FieldTable kFields = {
        {"certSent", [](const View& v) { return flag(v.marked(Mark::CertSent)); }},
        {"certSentDates", [](const View& v) { return datesOf(v.session.sent, v.session.first); }},
        {"certSentSelfSigned", [](const View& v) { return selfSigned(v, v.session.sent); }},
        {"certReceived", [](const View& v) { return flag(v.marked(Mark::CertReceived)); }},
        {"certReceivedDates", [](const View& v) { return datesOf(v.session.received, v.session.first); }},
        {"chainStatus", [](const View& v) { return toLower(v.text(v.session.chainStatus)); }},
    };
    return kFields;
}

/// What the session's own rows say.
const FieldTable& ownFields()
{
    static const FieldTable kFields = {
        {"direction",
         [](const View& v) { return std::string(v.session.kind == EntryKind::SmtpSend ? "send" : "receive"); }},
        {"connected", [](const View& v) { return flag(v.session.hasConnect); }},
        {"attempted", [](const View& v) { return flag(v.marked(Mark::Attempt)); }},
        {"port", [](const View& v) { return std::string(portPart(v.text(v.session.remoteEndpoint))); }},
        {"ipv6",
         [](const View& v) {
             return flag(hostPart(v.text(v.session.remoteEndpoint)).find(':') != std::string_view::npos);
         }},
        {"winsock",
         [](const View& v) { return v.session.winsock != 0 ? std::to_string(v.session.winsock) : std::string(); }},
        {"connectError", [](const View& v) { return toLower(v.text(v.session.connectError)); }},
        {"banner", bannerOf},
        {"ehlo", ehloOf},
        {"helo",
         [](const View& v) {
             const RowIndex row = v.session.mark(Mark::Ehlo);
             return flag(row != kNoRow && v.around.snapshot().rows.code(row) == static_cast<std::uint16_t>(Verb::Helo));
         }},
        {"ehloName", [](const View& v) { return toLower(v.text(v.session.ehloName)); }},
        {"starttls", offerOf},
        {"maskedVerb", [](const View& v) { return flag(v.session.has(sign::kMaskedVerb)); }},
        {"anonymousTls", [](const View& v) { return flag(v.session.has(sign::kAnonymousTlsOffered)); }},
        {"starttlsSent", [](const View& v) { return flag(v.session.has(sign::kStartTlsSent)); }},
        {"starttlsAccepted", [](const View& v) { return flag(v.session.has(sign::kStartTlsAccepted)); }},
        {"tls", tlsOf},
        {"tlsResult", [](const View& v) { return flag(v.marked(Mark::TlsResult)); }},
        {"tlsError",
         [](const View& v) {
             return v.session.tls == TlsState::Failed ? toLower(v.text(v.session.tlsDetail)) : std::string();
         }},
        {"tlsProtocol", protocolOf},
        {"droppedAfterTls", [](const View& v) { return flag(v.session.has(sign::kDroppedAfterTls)); }},
        {"closedBy", [](const View& v) { return toLower(v.text(v.session.closedBy)); }},
        {"tarpit", [](const View& v) { return flag(v.marked(Mark::Tarpit)); }},
        {"quit", [](const View& v) { return flag(v.session.has(sign::kQuit)); }},
        {"mail", [](const View& v) { return flag(v.session.messages > 0); }},
        {"accepted", [](const View& v) { return flag(v.session.accepted > 0); }},
        {"failed", [](const View& v) { return flag(v.session.failed); }},
        {"tlsFailed", [](const View& v) { return flag(v.session.tlsFailed); }},
        {"outcome", outcomeOf},
        {"errorCode",
         [](const View& v) { return v.session.errorCode != 0 ? std::to_string(v.session.errorCode) : std::string(); }},
        {"errorText", [](const View& v) { return toLower(v.text(v.session.errorText)); }},
        {"enhancedCode", enhancedOf},
        {"authError", [](const View& v) { return toLower(v.text(v.session.authError)); }},
    };
    return kFields;
}

std::string dataOf(const EventRecord& event, std::string_view name)
{
    for (const auto& [key, value] : event.data)
        if (equalsNoCase(key, name))
            return toLower(value);
    return {};
}

/// A certificate that the event calls by issuer and subject, `<I>…<S>…`, as TlsCertificateName does.
std::string certNameOf(const EventRecord& event)
{
    for (const auto& [name, value] : event.data)
        if (containsNoCase(value, "<i>") && containsNoCase(value, "<s>"))
            return toLower(value);
    const std::string text = toLower(event.message);
    const std::size_t issuer = text.find("<i>");
    return issuer != std::string::npos && text.find("<s>", issuer) != std::string::npos ? text.substr(issuer) : "";
}

/// The connector that the event names when that is not the session's: another name, or one of another server.
std::string otherConnectorOf(const Surroundings& around, const EventRecord& event, SessionIndex index)
{
    if (index == kNoSession)
        return {};
    const Snapshot& snapshot = around.snapshot();
    const Session& session = snapshot.sessions()[index];
    const std::string_view server = snapshot.text(session.server);
    if (!server.empty() && !event.computer.empty() && !isSameComputer(server, event.computer))
        return toLower(event.computer);
    // A receive session calls its connector `SERVER\name`, an event sometimes by the name alone.
    const auto bare = [](std::string_view name) { return trimmed(name.substr(name.rfind('\\') + 1)); };
    const std::string named = dataOf(event, "Connector");
    const bool same = equalsNoCase(bare(named), bare(snapshot.text(session.connector)));
    return same ? "" : named;
}

} // namespace

SessionFieldFunction sessionFieldFunction(std::string_view field)
{
    const bool ofCertificate = field.starts_with("cert") || field == "chainStatus";
    const FieldTable& table = isOfOthers(field) ? surroundingFields()
                              : ofCertificate   ? certificateFields()
                                                : ownFields();
    if (const auto found = table.find(field); found != table.end())
        return found->second;
    const auto found = placeFields().find(field);
    return found != placeFields().end() ? found->second : nullptr;
}

std::string readSessionField(SessionFieldFunction field, const Surroundings& around, SessionIndex index)
{
    static const Session kNone;
    return field({around, index == kNoSession ? kNone : around.snapshot().sessions()[index], index});
}

std::string sessionField(const Surroundings& around, SessionIndex index, std::string_view field)
{
    const SessionFieldFunction read = sessionFieldFunction(field);
    const bool has = read != nullptr && (index != kNoSession || isOfOthers(field));
    return has ? readSessionField(read, around, index) : std::string();
}

bool isSessionField(std::string_view field)
{
    return sessionFieldFunction(field) != nullptr;
}

std::string eventField(const Surroundings& around, const EventRecord& event, SessionIndex session,
                       std::string_view field)
{
    return field == "eventOtherConnector" ? otherConnectorOf(around, event, session) : eventField(event, field);
}

std::string eventField(const EventRecord& event, std::string_view field)
{
    if (field == "event" || field == "anyEvent")
        return toLower(event.provider) + '/' + std::to_string(event.eventId);
    if (field == "eventErrorCode")
        return dataOf(event, "ErrorCode");
    if (field == "eventAlert")
        return dataOf(event, "AlertDesc");
    if (field == "eventState") {
        // An event may have it under both names (ingest/event_data.h).
        const std::string status = dataOf(event, "ErrorStatus");
        return status.empty() ? dataOf(event, "ErrorState") : status;
    }
    if (field == "eventOtherProgram")
        return foreignProgram(event);
    if (field == "eventCertName")
        return certNameOf(event);
    std::string text = toLower(event.message);
    for (const auto& [name, value] : event.data)
        text += '\n' + toLower(value);
    return text;
}

bool isEventField(std::string_view field)
{
    constexpr std::array<std::string_view, 9> kFields = {
        "event",     "anyEvent",          "eventErrorCode", "eventAlert",         "eventState",
        "eventText", "eventOtherProgram", "eventCertName",  "eventOtherConnector"};
    return std::find(kFields.begin(), kFields.end(), field) != kFields.end();
}

} // namespace sendwright
