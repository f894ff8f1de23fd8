// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist from certificate to close.

#include "analysis/checklist_answers.h"

#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

using enum StepState;

bool sent(const CheckView& v)
{
    return v.session != nullptr && v.session->mark(Mark::CertSent) != kNoRow;
}

CheckResult certificateSent(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    if (!sent(v))
        return v.unknown("No certificate of ours in the session");
    std::string_view shown = v.said(v.session->sent.subject);
    if (shown.empty() || shown.starts_with(","))
        shown = "a certificate whose name is blanked out";
    return v.answer(Proven, "Sent: " + std::string(bounded(shown, 160)), {Mark::CertSent});
}

CheckResult dates(const CheckView& v)
{
    if (!sent(v) || !v.session->sent.notAfter.known())
        return v.unknown("The log has no dates of the certificate");
    if (v.session->sent.notAfter < v.session->first)
        return v.answer(Contradicted, "Expired on " + formatIsoTime(v.session->sent.notAfter, 0), {Mark::CertSent});
    if (v.session->sent.notBefore > v.session->first)
        return v.answer(Contradicted, "Not valid before " + formatIsoTime(v.session->sent.notBefore, 0),
                        {Mark::CertSent});
    return v.answer(Proven, "Valid until " + formatIsoTime(v.session->sent.notAfter, 0), {Mark::CertSent});
}

CheckResult names(const CheckView& v)
{
    const std::string_view listed = sent(v) ? v.said(v.session->sent.names) : std::string_view{};
    if (listed.size() < 4 || listed.find_first_not_of("; ,") == std::string_view::npos)
        return v.unknown("The log has no names of the certificate");
    return v.answer(Proven, "Names: " + std::string(bounded(listed, 200)), {Mark::CertSent});
}

CheckResult issuer(const CheckView& v)
{
    if (!sent(v) || v.session->sent.issuer == PoolId::Empty)
        return v.unknown("The log has no issuer");
    if (equalsNoCase(v.said(v.session->sent.issuer), v.said(v.session->sent.subject)))
        return v.answer(Suggested, "Self-signed: peers that check will not accept it", {Mark::CertSent});
    return v.answer(Unknown,
                    "Issued by " + std::string(bounded(v.said(v.session->sent.issuer), 120)) +
                        "; whether the peer trusts it shows only there",
                    {Mark::CertSent});
}

CheckResult smtpService(const CheckView& v)
{
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::Certificate || v.session == nullptr)
            continue;
        const bool same =
            equalsNoCase(fact.field("Thumbprint"), v.said(v.session->sent.thumbprint)) ||
            startsWithNoCase(fact.field("Subject"), before(trimmed(v.said(v.session->sent.subject)), ","));
        if (!same || v.session->sent.subject == PoolId::Empty)
            continue;
        const bool smtp = containsNoCase(fact.field("Services"), "SMTP");
        CheckResult result = v.answer(smtp ? Proven : Contradicted,
                                      smtp ? "SMTP is among its services" : "SMTP is not among its services");
        result.evidence.push_back(citeFact(fact));
        return result;
    }
    return v.unknown("Unknown until the output of Get-ExchangeCertificate is pasted");
}

/// Events of some kinds, those tied to the leading session first.
std::vector<RowIndex> eventsOf(const CheckView& v, std::initializer_list<const char*> kinds)
{
    std::vector<RowIndex> rows, tied;
    for (const char* kind : kinds)
        rows.insert(rows.end(), v.around.eventsOf(kind).begin(), v.around.eventsOf(kind).end());
    if (v.session != nullptr)
        for (const EventLink* link : v.around.linksOf(v.sessionIndex))
            tied.push_back(link->eventRow);
    std::stable_partition(rows.begin(), rows.end(),
                          [&](RowIndex row) { return std::find(tied.begin(), tied.end(), row) != tied.end(); });
    if (rows.size() > 3)
        rows.resize(3);
    return rows;
}

bool failedWith(const CheckView& v, std::string_view error)
{
    return v.session != nullptr && v.session->tls == TlsState::Failed &&
           equalsNoCase(v.said(v.session->tlsDetail), error);
}

CheckResult withSession(const CheckView& v, StepState state, std::string says, std::vector<RowIndex> rows)
{
    if (v.session->mark(Mark::TlsResult) != kNoRow)
        rows.insert(rows.begin(), v.session->mark(Mark::TlsResult));
    return v.answerWithRows(state, std::move(says), rows);
}

CheckResult keyPresent(const CheckView& v)
{
    if (failedWith(v, "NoCredentials"))
        return withSession(v, Contradicted, "NoCredentials: there is no usable private key",
                           eventsOf(v, {"schannel/36869"}));
    if (failedWith(v, "UnknownCredentials"))
        return v.unknown("UnknownCredentials speaks of access more than of absence");
    if (v.session != nullptr && v.session->tls == TlsState::Negotiated && sent(v))
        return v.answer(Proven, "The key was used: TLS was negotiated with this certificate", {Mark::TlsResult});
    return v.unknown("The log does not show it");
}

CheckResult keyReadable(const CheckView& v)
{
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::KeyAccess)
            continue;
        const bool read = fact.field("NetworkService") == "read";
        CheckResult result = v.answer(read ? Proven : Contradicted, read ? "icacls lists NETWORK SERVICE with read"
                                                                         : "icacls does not list NETWORK SERVICE");
        result.evidence.push_back(citeFact(fact));
        return result;
    }
    if (failedWith(v, "UnknownCredentials")) {
        const auto rows = eventsOf(v, {"schannel/36870"});
        return withSession(v, Suggested,
                           rows.empty() ? "UnknownCredentials: the key could not be used"
                                        : "UnknownCredentials and Schannel 36870: the key could not be read",
                           rows);
    }
    if (v.session != nullptr && v.session->tls == TlsState::Negotiated && sent(v))
        return v.answer(Proven, "The key was used: TLS was negotiated", {Mark::TlsResult});
    return v.unknown("The log does not show it");
}

CheckResult versionsSeen(const CheckView& v)
{
    std::map<std::string, std::pair<std::size_t, RowIndex>> versions;
    std::map<PoolId, std::pair<std::size_t, RowIndex>*> byDetail;
    for (const Session& session : v.snapshot().sessions()) {
        if (session.tls != TlsState::Negotiated || session.tlsDetail == PoolId::Empty)
            continue;
        auto& seen = byDetail[session.tlsDetail]; // few texts among many sessions
        if (seen == nullptr)
            seen = &versions[std::string(before(v.said(session.tlsDetail), " "))];
        if (seen->first++ == 0)
            seen->second = session.mark(Mark::TlsResult);
    }
    if (versions.empty())
        return v.unknown("No session negotiated TLS");
    std::string says;
    std::vector<RowIndex> rows;
    for (const auto& [version, seen] : versions) {
        says += (says.empty() ? "" : ", ") + version + " in " + std::to_string(seen.first) +
                (seen.first == 1 ? " session" : " sessions");
        rows.push_back(seen.second);
    }
    const bool onlyOld = v.around.onlyOldTls();
    return v.answerWithRows(onlyOld ? Suggested : Proven, onlyOld ? "Only old versions: " + says : says, rows);
}

CheckResult alerts(const CheckView& v)
{
    const auto rows = eventsOf(v, {"schannel/36887", "schannel/36888", "schannel/36874", "schannel/36871"});
    if (rows.empty())
        return v.unknown(v.around.anyEvents() ? "No Schannel alert among the events" : "No Windows event log is here");
    return v.answerWithRows(Suggested, "Schannel reports alerts or refused versions", rows);
}

CheckResult peerReplies(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    if (v.session->mark(Mark::ErrorReply) == kNoRow)
        return v.answer(v.session->tls == TlsState::Failed ? NotApplicable : Unknown,
                        v.session->tls == TlsState::Failed ? "Not reached" : "The peer gave no error");
    const bool after = v.session->tls == TlsState::Negotiated;
    return v.answer(after ? Contradicted : Suggested,
                    "The peer says: " + std::string(bounded(v.said(v.session->errorText), 200)), {Mark::ErrorReply});
}

CheckResult verifyAfter(const CheckView& v)
{
    if (v.lead == nullptr || v.session == nullptr || !v.lead->last.known())
        return v.unknown("Add the log after the fix here");
    for (const Session& session : v.snapshot().sessions())
        if (session.connector == v.session->connector && session.kind == v.session->kind && session.accepted > 0 &&
            session.first > v.lead->last && session.tls == TlsState::Negotiated)
            return v.answerWithRows(Proven, "A later session on the same connector delivered over TLS",
                                    {session.mark(Mark::FirstAccepted)});
    return v.unknown("Add the log after the fix here");
}

} // namespace

const std::map<std::string_view, CheckAnswer>& certificateAnswers()
{
    static const std::map<std::string_view, CheckAnswer> kAnswers = {
        {"certificate.sent", certificateSent},
        {"certificate.dates", dates},
        {"certificate.names", names},
        {"certificate.issuer", issuer},
        {"certificate.smtp-service", smtpService},
        {"key.present", keyPresent},
        {"key.readable", keyReadable},
        {"protocol.versions-seen", versionsSeen},
        {"protocol.alerts", alerts},
        {"peer.replies", peerReplies},
        {"verify.after", verifyAfter},
    };
    return kAnswers;
}

} // namespace sendwright
