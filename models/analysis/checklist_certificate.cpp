// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist about the certificate that was sent: by the log, and by all that was pasted of it.

#include "analysis/checklist_answers.h"

#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

using enum StepState;
using Kind = Fact::Kind;

/// The facts of a certificate that are about dates, names and usage, the surest first.
const Fact* describedBy(const CheckView& v, std::string_view property)
{
    for (const Kind kind : {Kind::CertificateFile, Kind::StoredCertificate, Kind::Certificate})
        if (const Fact* fact = v.certificateFact(kind); fact != nullptr && !trimmed(fact->field(property)).empty())
            return fact;
    return nullptr;
}

CheckResult certificateSent(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    if (!v.sent())
        return v.unknown("No certificate of ours in the session");
    std::string_view shown = v.said(v.session->sent.subject);
    if (shown.empty() || shown.starts_with(","))
        shown = "a certificate whose name is blanked out";
    std::string says = "Sent: " + std::string(bounded(shown, 160));
    if (const std::string_view print = v.said(v.session->sent.thumbprint); !plainThumbprint(print).empty())
        says += ", thumbprint " + shortPrint(print);
    return v.answer(Proven, says, {Mark::CertSent});
}

bool listPasted(const CheckView& v)
{
    return std::any_of(v.snapshot().facts->begin(), v.snapshot().facts->end(),
                       [](const Fact& fact) { return fact.kind == Kind::Certificate; });
}

/// Which one Exchange would choose by the pasted settings, against the one that was sent.
CheckResult intended(const CheckView& v)
{
    if (v.session == nullptr || !v.sent())
        return v.unknown("No certificate of ours in the session");
    const MetCertificate* met = v.certificate();
    const CertificateChoice* choice = v.choice();
    if (choice != nullptr && choice->result == CertificateChoice::Result::Chosen && met != nullptr) {
        const MetCertificate& chosen = v.book.all()[choice->chosen];
        const bool same = &chosen == met;
        CheckResult result = v.answer(same ? (choice->but.empty() ? Proven : Suggested) : Contradicted,
                                      same ? "The one Exchange chooses by these settings was sent. " + choice->but
                                           : "Exchange would choose " + certificateInWords(chosen) + ", but " +
                                                 certificateInWords(*met) + " was sent",
                                      {Mark::CertSent});
        result.says = std::string(trimmed(result.says));
        result.evidence.push_back(citeFact((*v.snapshot().facts)[choice->fact]));
        return result;
    }
    if (const Fact* fact = v.certificateFact(Kind::Certificate))
        return v.answerWithFact(Unknown,
                                "The one that was sent is installed; paste the connector's settings to see which one "
                                "Exchange would choose",
                                *fact);
    if (listPasted(v) && met != nullptr && !plainThumbprint(met->thumbprint).empty())
        return v.answer(Suggested,
                        "The one that was sent is not in the pasted list: it has no key, or is of another "
                        "server",
                        {Mark::CertSent});
    return v.unknown("Unknown until Get-ExchangeCertificate and the connector are pasted");
}

CheckResult dates(const CheckView& v)
{
    const MetCertificate* met = v.certificate();
    if (met == nullptr || !met->notAfter.known() || !v.session->first.known())
        return v.unknown("The log has no dates of the certificate");
    const auto day = [](TimePoint time) { return formatIsoTime(time, 0); };
    const auto tell = [&](StepState state, std::string says) {
        CheckResult result = v.answer(state, std::move(says), {Mark::CertSent});
        const Fact* fact = v.session->sent.notAfter.known() ? nullptr : describedBy(v, "NotAfter");
        if (fact != nullptr)
            result.evidence.push_back(citeFact(*fact));
        return result;
    };
    if (met->notAfter.latest < v.session->first)
        return tell(Contradicted, "Expired on " + day(met->notAfter.latest));
    if (met->notBefore.known() && met->notBefore.earliest > v.session->first)
        return tell(Contradicted, "Not valid before " + day(met->notBefore.earliest));
    if (!met->notAfter.exact() && met->notAfter.earliest < v.session->first)
        return v.unknown("Day and month of its last day cannot be told apart");
    return tell(Proven, "Valid until " + day(met->notAfter.latest));
}

CheckResult names(const CheckView& v)
{
    const MetCertificate* met = v.certificate();
    std::string listed;
    for (const std::string& name : met != nullptr ? met->names : std::vector<std::string>{})
        listed += (listed.empty() ? "" : ", ") + name;
    if (listed.size() < 4)
        return v.unknown("The log has no names of the certificate");
    const Fact* fact = v.connectorFact("Fqdn");
    const std::string_view host = fact != nullptr ? trimmed(fact->field("Fqdn")) : std::string_view{};
    if (!host.empty() && !holdsName(met->names, host))
        return v.answerWithFact(Suggested,
                                "The connector's Fqdn " + std::string(bounded(host, 100)) +
                                    " is none of its names: " + std::string(bounded(listed, 160)),
                                *fact);
    return v.answer(Proven,
                    "Names: " + std::string(bounded(listed, 200)) + (host.empty() ? "" : "; Fqdn is among them"),
                    {Mark::CertSent});
}

CheckResult issuer(const CheckView& v)
{
    const MetCertificate* met = v.certificate();
    if (met == nullptr || met->issuer.empty())
        return v.unknown("The log has no issuer");
    if (met->selfSigned)
        return v.answer(Suggested, "Self-signed: peers that check will not accept it", {Mark::CertSent});
    if (v.leads("chain-untrusted-local") || v.leads("chain-not-sent"))
        return v.answer(Suggested, "Issued by " + std::string(bounded(met->issuer, 120)) + "; the chain is not trusted",
                        {Mark::CertSent});
    if (v.session->tls == TlsState::Negotiated && v.session->accepted > 0)
        return v.answer(Proven, "Issued by " + std::string(bounded(met->issuer, 120)) + "; the peer took mail with it",
                        {Mark::CertSent, Mark::FirstAccepted});
    return v.answer(Unknown,
                    "Issued by " + std::string(bounded(met->issuer, 120)) +
                        "; whether the peer trusts it shows only there",
                    {Mark::CertSent});
}

/// Certificates of files from the one that was sent up, as far as they are here.
std::vector<const Fact*> chainOf(const CheckView& v, const MetCertificate& met)
{
    std::vector<const Fact*> chain;
    std::string_view wanted = met.issuer;
    while (chain.size() < 8) {
        const Fact* next = nullptr;
        for (const Fact& fact : *v.snapshot().facts)
            if (fact.kind == Kind::CertificateFile && sameDistinguishedName(fact.field("Subject"), wanted))
                next = &fact;
        if (next == nullptr || std::find(chain.begin(), chain.end(), next) != chain.end())
            break;
        chain.push_back(next);
        wanted = next->field("Issuer");
        if (fieldIs(*next, "SelfSigned", "True"))
            break;
    }
    return chain;
}

CheckResult intermediates(const CheckView& v)
{
    const std::string_view status = v.session != nullptr ? v.said(v.session->chainStatus) : std::string_view{};
    if (containsNoCase(status, "PartialChain"))
        return v.answer(Suggested, "The chain could not be built to its end: " + std::string(bounded(status, 120)),
                        {Mark::Chain});
    const MetCertificate* met = v.certificate();
    if (met == nullptr || met->issuer.empty())
        return v.unknown("The log has no issuer");
    if (met->selfSigned)
        return v.answer(NotApplicable, "Self-signed: there are none", {Mark::CertSent});
    if (v.leads("chain-not-sent"))
        return v.answer(Suggested, "The peer could not build the chain: intermediates are missing here",
                        {Mark::CertSent});
    const auto chain = chainOf(v, *met);
    if (chain.empty())
        return v.unknown("Its issuer's certificate is not here; add it as a file, or run the command");
    const bool whole = fieldIs(*chain.back(), "SelfSigned", "True");
    std::string says = whole ? "The files hold the chain up to its root: " : "The files hold: ";
    for (std::size_t i = 0; i < chain.size(); ++i)
        says += (i > 0 ? ", " : "") + std::string(bounded(chain[i]->field("Subject"), 80));
    return v.answerWithFact(Unknown, says + ". Whether they are installed for the computer, only the server shows",
                            *chain.front());
}

CheckResult smtpService(const CheckView& v)
{
    const Fact* fact = v.certificateFact(Kind::Certificate);
    if (fact == nullptr || !hasField(*fact, "Services"))
        return v.unknown("Unknown until the output of Get-ExchangeCertificate is pasted");
    const bool smtp = containsNoCase(fact->field("Services"), "SMTP");
    return v.answerWithFact(smtp ? Proven : Contradicted,
                            smtp ? "SMTP is among its services" : "SMTP is not among its services", *fact);
}

CheckResult usage(const CheckView& v)
{
    const Fact* fact = v.certificateFact(Kind::CertificateFile);
    if (fact == nullptr)
        return v.leads("client-eku-missing") ? v.answer(Suggested, "The peer's answer points to a missing client usage")
                                             : v.unknown("Unknown until the certificate's file is added");
    const bool client = !fieldIs(*fact, "ClientAuthentication", "False");
    const bool server = !fieldIs(*fact, "ServerAuthentication", "False");
    if (!server)
        return v.answerWithFact(Contradicted, "Its usage does not hold Server Authentication", *fact);
    if (!client)
        return v.answerWithFact(v.outbound() ? Suggested : Proven,
                                v.outbound() ? "Its usage does not hold Client Authentication, which some peers ask for"
                                             : "Its usage holds Server Authentication",
                                *fact);
    const bool free = !hasField(*fact, "ClientAuthentication") && !hasField(*fact, "ServerAuthentication");
    return v.answerWithFact(
        Proven, free ? "Its usage is not restricted" : "Its usage holds server and client authentication", *fact);
}

} // namespace

const AnswerTable& certificateAnswers()
{
    static const AnswerTable kAnswers = {
        {"certificate.sent", certificateSent},
        {"certificate.intended", intended},
        {"certificate.dates", dates},
        {"certificate.names", names},
        {"certificate.issuer", issuer},
        {"certificate.intermediates", intermediates},
        {"certificate.smtp-service", smtpService},
        {"certificate.eku", usage},
    };
    return kAnswers;
}

} // namespace sendwright
