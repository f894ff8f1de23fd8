// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist from frame to firewall. Proven: fine by the log. Contradicted: the log shows the fault.

#include "analysis/checklist_answers.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

using enum StepState;

CheckResult direction(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    const bool send = v.session->kind == EntryKind::SmtpSend;
    return v.answer(Proven,
                    std::string(send ? "Outbound" : "Inbound") + " on " + std::string(v.said(v.session->connector)),
                    {Mark::Attempt, Mark::Connect});
}

CheckResult since(const CheckView& v)
{
    if (v.lead == nullptr || !v.lead->first.known())
        return v.unknown("No failure with a time");
    return v.answer(Proven, "First failure " + formatIsoTime(v.lead->first),
                    {Mark::TlsResult, Mark::ConnectFailed, Mark::ErrorReply});
}

CheckResult logs(const CheckView& v)
{
    std::size_t logs = 0, problems = 0;
    for (const SourceInfo& source : v.snapshot().sources) {
        const bool log = source.format == Format::SmtpSendLog || source.format == Format::SmtpReceiveLog;
        logs += log ? 1 : 0;
        problems += log ? source.skipped : 0;
    }
    if (!v.snapshot().complete)
        return v.unknown("Still reading");
    if (logs == 0)
        return v.answer(Contradicted, "No protocol log is here");
    std::string says = std::to_string(logs) + (logs == 1 ? " protocol log" : " protocol logs") + " read";
    if (problems > 0)
        return v.answer(Suggested, says + ", " + std::to_string(problems) + " rows could not be read");
    return v.answer(Proven, says);
}

CheckResult events(const CheckView& v)
{
    if (!v.around.anyEvents())
        return v.unknown("No Windows event log is here");
    if (v.lead == nullptr || !v.lead->first.known())
        return v.answer(Proven, std::to_string(v.snapshot().events.size()) + " Windows events read");
    for (const SourceInfo& source : v.snapshot().sources) {
        const bool eventLog = source.format == Format::EventXml || source.format == Format::EventCsv ||
                              source.format == Format::EventJson || source.format == Format::EventClixml;
        const std::int64_t shift = v.around.correlation().shiftOf(source.id);
        if (eventLog && source.first.known() && source.first.ticks + shift <= v.lead->first.ticks + kEventWindow &&
            source.last.ticks + shift + kTicksPerSecond >= v.lead->first.ticks - kEventWindow)
            return v.answer(Proven, "Windows events cover the first failure");
    }
    return v.unknown("The Windows events here do not cover the first failure");
}

CheckResult zone(const CheckView& v)
{
    if (!v.around.correlation().shifts.empty())
        return v.answer(Suggested, v.around.correlation().shifts.front().says);
    for (const SourceInfo& source : v.snapshot().sources)
        if (source.localTimes && source.zoneAssumed)
            return v.answer(Unknown, source.path + " has local times; " + source.zone + " was assumed");
    return v.answer(v.around.anyEvents() ? Proven : NotApplicable,
                    v.around.anyEvents() ? "All times are UTC or their zone was set" : "No local times");
}

CheckResult queueError(const CheckView& v)
{
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::Queue || fact.field("LastError").empty())
            continue;
        CheckResult result = v.answer(Proven, "The queue says: " + std::string(bounded(fact.field("Inner"), 200)));
        result.evidence.push_back(citeFact(fact));
        return result;
    }
    return v.unknown("No queue text is here; paste the output of Get-Queue");
}

CheckResult queueScope(const CheckView& v)
{
    std::size_t queues = 0;
    std::string names;
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::Queue || fact.field("NextHopDomain").empty())
            continue;
        names += (queues++ > 0 ? ", " : "") + std::string(bounded(fact.field("NextHopDomain"), 80));
    }
    if (queues == 0)
        return v.unknown("Not known which queues wait");
    return v.answer(Proven, std::to_string(queues) + (queues == 1 ? " queue waits: " : " queues wait: ") + names);
}

CheckResult route(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    return v.answer(Proven, "The log names connector " + std::string(v.said(v.session->connector)),
                    {Mark::Attempt, Mark::Connect});
}

CheckResult peer(const CheckView& v)
{
    if (v.session == nullptr || v.session->mark(Mark::Banner) == kNoRow)
        return v.unknown("No greeting of a peer");
    if (v.session->kind == EntryKind::SmtpReceive)
        return v.answer(Proven, "The peer calls itself " + std::string(v.said(v.session->ehloName)), {Mark::Ehlo});
    const bool microsoft = isMicrosoftPeer(v.snapshot(), *v.session);
    return v.answer(Proven,
                    microsoft ? "Microsoft 365 answered"
                              : "Answered: " + std::string(bounded(v.said(v.session->bannerText), 120)),
                    {Mark::Banner});
}

/// Connector settings from a pasted Get-SendConnector or Get-ReceiveConnector.
CheckResult tlsSettings(const CheckView& v)
{
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::SendConnector && fact.kind != Fact::Kind::ReceiveConnector)
            continue;
        std::string says = "RequireTLS " + std::string(fact.field("RequireTLS")) + ", TlsAuthLevel " +
                           std::string(fact.field("TlsAuthLevel")) + ", TlsCertificateName " +
                           std::string(bounded(fact.field("TlsCertificateName"), 200));
        const bool ignores = equalsNoCase(fact.field("IgnoreSTARTTLS"), "True");
        CheckResult result =
            v.answer(ignores ? Contradicted : Proven, ignores ? "IgnoreSTARTTLS is on: TLS is never begun" : says);
        result.evidence.push_back(citeFact(fact));
        return result;
    }
    return v.unknown("Unknown until the connector's settings are pasted");
}

CheckResult certificateName(const CheckView& v)
{
    if (v.leads("tlscertname-stale"))
        return v.answerWithRows(Contradicted, "The connector names a certificate that is not there", v.lead->eventRows);
    for (const Fact& fact : *v.snapshot().facts) {
        const std::string_view name = fact.field("TlsCertificateName");
        if (name.empty())
            continue;
        const bool shaped = startsWithNoCase(name, "<I>") && containsNoCase(name, "<S>");
        CheckResult result = v.answer(shaped ? Proven : Suggested,
                                      shaped ? "TlsCertificateName has the form <I>issuer<S>subject"
                                             : "TlsCertificateName does not have the form <I>issuer<S>subject");
        result.evidence.push_back(citeFact(fact));
        return result;
    }
    return v.unknown("Unknown until the connector's settings are pasted");
}

CheckResult resolved(const CheckView& v)
{
    if (v.leads("dns-failure"))
        return v.answer(Contradicted, "The queue reports a failed DNS query");
    if (v.session == nullptr || v.session->kind == EntryKind::SmtpReceive)
        return v.answer(v.session == nullptr ? Unknown : NotApplicable,
                        v.session == nullptr ? "No failing session leads" : "Inbound: the peer looked us up");
    if (v.session->mark(Mark::Attempt) == kNoRow)
        return v.unknown("The log does not show the attempt");
    if (v.session->remoteEndpoint == PoolId::Empty)
        return v.answer(Proven, "An attempt was made, so an address was found (blanked out in the log)",
                        {Mark::Attempt});
    return v.answer(Proven, "Address found: " + std::string(v.said(v.session->remoteEndpoint)), {Mark::Attempt});
}

CheckResult tcp(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    if (v.session->mark(Mark::ConnectFailed) != kNoRow && !v.session->hasConnect)
        return v.answer(Contradicted, "Not connected: Winsock " + std::to_string(v.session->winsock),
                        {Mark::ConnectFailed});
    if (v.session->hasConnect)
        return v.answer(Proven, "Not the cause: connected", {Mark::Connect});
    return v.unknown("The log does not show whether a connection stood");
}

CheckResult banner(const CheckView& v)
{
    if (v.session == nullptr || v.session->mark(Mark::Banner) == kNoRow)
        return v.unknown("No greeting in the log");
    if (v.session->has(sign::kMaskedBanner))
        return v.answer(Contradicted, "The greeting is overwritten with stars by a device in between", {Mark::Banner});
    return v.answer(Proven, "Clean greeting", {Mark::Banner});
}

CheckResult starttls(const CheckView& v)
{
    if (v.session == nullptr || !v.session->has(sign::kEhloAnswered))
        return v.session != nullptr && v.session->has(sign::kStartTlsOffered)
                   ? v.answer(Proven, "STARTTLS offered", {Mark::StartTlsOffer})
                   : v.unknown("No answer to EHLO in the log");
    if (v.session->has(sign::kMaskedOffer) && !v.session->has(sign::kStartTlsOffered))
        return v.answer(Contradicted, "STARTTLS is overwritten with X by a device in between", {Mark::MaskedOffer});
    if (!v.session->has(sign::kStartTlsOffered))
        return v.answer(Suggested,
                        v.session->kind == EntryKind::SmtpSend ? "The peer does not offer STARTTLS"
                                                               : "We do not offer STARTTLS",
                        {Mark::EhloReply});
    return v.answer(Proven, "STARTTLS offered", {Mark::StartTlsOffer});
}

CheckResult closedBy(const CheckView& v)
{
    if (v.session == nullptr || v.session->mark(Mark::Close) == kNoRow)
        return v.unknown("The log does not show who closed");
    const bool local = equalsNoCase(v.said(v.session->closedBy), "Local");
    return v.answer(Proven,
                    local ? "We closed the connection"
                          : "The other side or the path closed: " + std::string(v.said(v.session->closedBy)),
                    {Mark::Close});
}

} // namespace

const std::map<std::string_view, CheckAnswer>& transportAnswers()
{
    static const std::map<std::string_view, CheckAnswer> kAnswers = {
        {"frame.direction", direction},
        {"frame.since", since},
        {"evidence.logs", logs},
        {"evidence.events", events},
        {"evidence.zone", zone},
        {"queue.last-error", queueError},
        {"queue.scope", queueScope},
        {"connector.route", route},
        {"connector.peer", peer},
        {"connector.tls-settings", tlsSettings},
        {"connector.certificate-name", certificateName},
        {"dns.resolved", resolved},
        {"firewall.tcp", tcp},
        {"firewall.banner", banner},
        {"firewall.starttls", starttls},
        {"firewall.closed-by", closedBy},
    };
    return kAnswers;
}

} // namespace sendwright
