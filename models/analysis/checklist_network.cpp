// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist about DNS and the way to the peer. Proven: fine by the log. Contradicted: a fault is shown.

#include "analysis/checklist_answers.h"

#include "core/text_scan.h"

namespace sendwright {

namespace {

using enum StepState;

/// What the log alone says of the look-up.
CheckResult resolvedByLog(const CheckView& v)
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

CheckResult resolved(const CheckView& v)
{
    CheckResult byLog = resolvedByLog(v);
    if (byLog.state == NotApplicable)
        return byLog;
    const Fact *failed = nullptr, *same = nullptr, *any = nullptr;
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::DnsAnswer)
            continue;
        if (!fact.field("Error").empty())
            failed = &fact;
        else if (!v.peerHost().empty() && equalsNoCase(trimmed(fact.field("Address")), v.peerHost()))
            same = &fact;
        else
            any = &fact;
    }
    const auto named = [](const Fact& fact) { return std::string(bounded(fact.field("Name"), 100)); };
    if (same != nullptr)
        return v.answerWithFact(byLog.state == Contradicted ? Contradicted : Proven,
                                named(*same) + " has the address that the log shows: " + std::string(v.peerHost()),
                                *same);
    if (failed != nullptr)
        return v.answerWithFact(byLog.state == Proven ? Suggested : Contradicted,
                                named(*failed) + ": " + std::string(bounded(failed->field("Error"), 120)), *failed);
    if (any != nullptr && byLog.state == Unknown)
        return v.answerWithFact(Suggested,
                                named(*any) + " is answered here; whether the server uses it, the log does "
                                              "not show",
                                *any);
    if (any != nullptr)
        byLog.evidence.push_back(citeFact(*any));
    return byLog;
}

/// The latest pasted test of a connection, to the peer when there is one.
const Fact* connectionTest(const CheckView& v)
{
    const Fact* found = nullptr;
    bool foundPeer = false;
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::NetConnection)
            continue;
        const bool peer = !v.peerHost().empty() && (equalsNoCase(trimmed(fact.field("RemoteAddress")), v.peerHost()) ||
                                                    equalsNoCase(trimmed(fact.field("ComputerName")), v.peerHost()));
        if (peer || !foundPeer)
            found = &fact;
        foundPeer = foundPeer || peer;
    }
    return found;
}

std::string testWords(const Fact& fact)
{
    const std::string_view address = trimmed(fact.field("RemoteAddress"));
    std::string says = "The test to " +
                       std::string(bounded(address.empty() ? fact.field("ComputerName") : address, 80)) + " port " +
                       std::string(bounded(fact.field("RemotePort"), 8)) +
                       (fieldIs(fact, "TcpTestSucceeded", "True") ? " succeeds" : " fails");
    const std::string_view from = trimmed(fact.field("SourceAddress"));
    return from.empty() ? says : says + " from " + std::string(bounded(from, 60));
}

CheckResult tcp(const CheckView& v)
{
    const Fact* test = connectionTest(v);
    const bool works = test != nullptr && fieldIs(*test, "TcpTestSucceeded", "True");
    const auto withTest = [&](CheckResult result) {
        if (test != nullptr) {
            result.says += ". " + testWords(*test);
            result.evidence.push_back(citeFact(*test));
        }
        return result;
    };
    if (v.session != nullptr && v.session->hasConnect)
        return withTest(v.answer(Proven, "Not the cause: connected", {Mark::Connect}));
    if (v.session != nullptr && v.session->mark(Mark::ConnectFailed) != kNoRow) {
        const std::string says = "Not connected: Winsock " + std::to_string(v.session->winsock);
        return withTest(v.answer(works ? Suggested : Contradicted, says, {Mark::ConnectFailed}));
    }
    if (test != nullptr)
        return v.answerWithFact(works ? Proven : Contradicted, testWords(*test), *test);
    return v.unknown(v.session == nullptr ? "No failing session leads"
                                          : "The log does not show whether a connection stood");
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

const AnswerTable& networkAnswers()
{
    static const AnswerTable kAnswers = {
        {"dns.resolved", resolved},       {"firewall.tcp", tcp},
        {"firewall.banner", banner},      {"firewall.starttls", starttls},
        {"firewall.closed-by", closedBy},
    };
    return kAnswers;
}

} // namespace sendwright
