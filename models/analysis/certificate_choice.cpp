// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/certificate_choice.h"

#include "analysis/fact_fields.h"
#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>
#include <unordered_map>

namespace sendwright {

namespace {

constexpr std::size_t kMostChoices = 50;
using Choice = CertificateChoice::Result;

/// A connector with the property that decides; a table of a few other columns tells nothing of the certificate.
bool tellsCertificate(const Fact& fact)
{
    return (fact.kind == Fact::Kind::SendConnector || fact.kind == Fact::Kind::ReceiveConnector) &&
           std::any_of(fact.fields.begin(), fact.fields.end(),
                       [](const auto& field) { return equalsNoCase(field.first, "TlsCertificateName"); });
}

/// Receive connectors are logged by their identity, `EX01\Default Frontend EX01`, send connectors by their name.
std::string loggedName(const Fact& fact)
{
    const std::string_view name = trimmed(fact.field("Name")), identity = trimmed(fact.field("Identity"));
    const bool inbound = fact.kind == Fact::Kind::ReceiveConnector;
    return std::string((inbound && !identity.empty()) || name.empty() ? identity : name);
}

std::string quoted(std::string_view text)
{
    return '"' + std::string(bounded(text, 200)) + '"';
}

std::string dayOf(TimePoint time)
{
    return formatIsoTime(time, 0).substr(0, 10);
}

bool holdsHost(const MetCertificate& met, std::string_view host)
{
    if (holdsName(met.names, host))
        return true;
    return holdsName({std::string(commonNameOf(met.subject))}, host);
}

/// Makes one choice.
class Chooser
{
public:
    Chooser(const Snapshot& snapshot, const CertificateBook& book) : m_snapshot(snapshot), m_book(book)
    {
        for (std::size_t i = 0; i < book.all().size(); ++i)
            if (book.all()[i].installed())
                m_installed.push_back(i);
        for (const SourceInfo& source : snapshot.sources)
            m_now = std::max(m_now, source.last);
    }

    CertificateChoice choose(std::uint32_t place) const
    {
        const Fact& fact = (*m_snapshot.facts)[place];
        CertificateChoice choice;
        choice.fact = place;
        choice.inbound = fact.kind == Fact::Kind::ReceiveConnector;
        choice.connector = loggedName(fact);
        if (!usesTls(fact, choice))
            return choice;
        if (m_installed.empty()) {
            choice.why = "Paste the output of Get-ExchangeCertificate of the server to see which one it would choose.";
            return choice;
        }
        if (!match(fact, choice)) {
            choice.result = Choice::Doubtful;
            return choice;
        }
        pick(choice);
        warn(choice);
        return choice;
    }

private:
    bool usesTls(const Fact& fact, CertificateChoice& choice) const
    {
        const std::string_view mechanisms = fact.field("AuthMechanism");
        if (choice.inbound && !mechanisms.empty()) {
            bool tls = false;
            for (const std::string& word : nameList(mechanisms))
                tls = tls || equalsNoCase(word, "Tls");
            if (!tls)
                choice.why = "AuthMechanism does not hold Tls: no certificate is loaded and STARTTLS is not offered.";
        }
        if (!choice.inbound && equalsNoCase(fact.field("IgnoreSTARTTLS"), "True"))
            choice.why = "IgnoreSTARTTLS is True: TLS is never begun, and no certificate is needed.";
        if (!choice.why.empty())
            choice.result = Choice::NoTls;
        return choice.why.empty();
    }

    /// Gathers what fits; false when the settings do not tell what to look for.
    bool match(const Fact& fact, CertificateChoice& choice) const
    {
        const std::string_view named = trimmed(fact.field("TlsCertificateName"));
        if (const auto [issuer, subject] = issuerAndSubject(named); !subject.empty()) {
            choice.why = "TlsCertificateName asks for issuer " + quoted(issuer) + " and subject " + quoted(subject) +
                         ", whatever the services.";
            for (const std::size_t i : m_installed)
                if (sameDistinguishedName(m_book.all()[i].issuer, issuer) &&
                    sameDistinguishedName(m_book.all()[i].subject, subject))
                    choice.fitting.push_back(i);
            return true;
        }
        std::string_view host = trimmed(fact.field("Fqdn"));
        std::string from = "Fqdn";
        if (host.empty()) {
            host = before(trimmed(fact.field("Identity")), "\\");
            from = choice.inbound && !host.empty() ? "the server's name" : "";
        }
        if (from.empty()) {
            choice.why = "TlsCertificateName and Fqdn are not set, so the server's full name decides, which is not "
                         "known here.";
            return false;
        }
        choice.why = std::string(named.empty() ? "TlsCertificateName is not set"
                                               : "TlsCertificateName does not have the form <I>issuer<S>subject") +
                     ", so " + from + ' ' + quoted(host) + " is looked for among the names.";
        for (const std::size_t i : m_installed)
            if (fits(m_book.all()[i], host, from != "Fqdn"))
                choice.fitting.push_back(i);
        return true;
    }

    static bool fits(const MetCertificate& met, std::string_view host, bool shortName)
    {
        if (holdsHost(met, host))
            return true;
        return shortName && std::any_of(met.names.begin(), met.names.end(),
                                        [&](const std::string& name) { return equalsNoCase(before(name, "."), host); });
    }

    bool valid(const MetCertificate& met) const
    {
        const bool ended = met.notAfter.known() && m_now.known() && met.notAfter.latest < m_now;
        const bool early = met.notBefore.known() && m_now.known() && met.notBefore.earliest > m_now;
        return !ended && !early;
    }

    /// Newer for certain; certificates without a date are older than all others.
    static bool newer(const MetCertificate& a, const MetCertificate& b)
    {
        if (!a.notBefore.known() || !b.notBefore.known())
            return a.notBefore.known() && !b.notBefore.known();
        return a.notBefore.earliest > b.notBefore.latest;
    }

    void pick(CertificateChoice& choice) const
    {
        const auto& all = m_book.all();
        auto& fitting = choice.fitting;
        std::erase_if(fitting, [&](std::size_t i) { return all[i].key == MetCertificate::Key::Missing; });
        if (fitting.empty()) {
            choice.result = Choice::NoneFits;
            choice.why += " No installed certificate with a private key fits: ";
            choice.why += choice.inbound ? "STARTTLS is not offered (event 12014)." : "none can be sent (event 12014).";
            return;
        }
        const auto rank = [&](std::size_t i) {
            return valid(all[i]) && !all[i].selfSigned ? 0 : all[i].selfSigned ? 1 : 2;
        };
        std::stable_sort(fitting.begin(), fitting.end(), [&](std::size_t a, std::size_t b) {
            if (rank(a) != rank(b))
                return rank(a) < rank(b);
            const TimePoint beginA = all[a].notBefore.latest, beginB = all[b].notBefore.latest;
            return beginA > beginB;
        });
        choice.result = Choice::Chosen;
        choice.chosen = fitting.front();
        if (fitting.size() == 1) {
            choice.why += " One certificate fits.";
            return;
        }
        choice.why += ' ' + std::to_string(fitting.size()) + " certificates fit; ";
        const bool rival = rank(fitting[1]) == rank(fitting[0]);
        if (rival && !newer(all[fitting[0]], all[fitting[1]])) {
            choice.result = Choice::Doubtful;
            choice.chosen = CertificateBook::npos;
            choice.why += "the newest is taken, and their dates here do not tell which one that is.";
        } else if (rival) {
            choice.why += "the newest is taken, valid from " + dayOf(all[choice.chosen].notBefore.earliest) + '.';
        } else {
            choice.why += "a valid one of an authority goes before others.";
        }
    }

    void warn(CertificateChoice& choice) const
    {
        if (choice.result != Choice::Chosen)
            return;
        const MetCertificate& met = m_book.all()[choice.chosen];
        const auto add = [&](std::string_view text) {
            choice.but += (choice.but.empty() ? "" : " ") + std::string(text);
        };
        if (!met.services.empty() && !containsNoCase(met.services, "SMTP"))
            add("SMTP is not among its services: Exchange takes it all the same, and TLS fails later.");
        if (met.notAfter.known() && m_now.known() && met.notAfter.latest < m_now)
            add("It has expired.");
        if (met.notBefore.known() && m_now.known() && met.notBefore.earliest > m_now)
            add("It is not valid yet.");
        if (met.selfSigned)
            add("It is self-signed.");
    }

    const Snapshot& m_snapshot;
    const CertificateBook& m_book;
    std::vector<std::size_t> m_installed;
    TimePoint m_now; ///< the end of the evidence: what is expired is told by it, not by the clock of today
};

/// Tells what the latest session of each connector sent.
void compareWithSent(const Snapshot& snapshot, const CertificateBook& book, std::vector<CertificateChoice>& choices)
{
    std::unordered_map<PoolId, SessionIndex> latest;
    const auto& sessions = snapshot.sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        if (sessions[i].sent.subject == PoolId::Empty && sessions[i].sent.thumbprint == PoolId::Empty)
            continue;
        SessionIndex& last = latest.try_emplace(sessions[i].connector, i).first->second;
        if (sessions[last].first < sessions[i].first)
            last = i;
    }
    for (CertificateChoice& choice : choices)
        for (const auto& [connector, session] : latest) {
            const std::size_t at = book.placeOf(sessions[session].sent);
            const bool inbound = sessions[session].kind == EntryKind::SmtpReceive;
            if (at == CertificateBook::npos || inbound != choice.inbound ||
                !sameConnector((*snapshot.facts)[choice.fact], snapshot.text(connector)))
                continue;
            choice.sentPlace = at;
            if (choice.result == Choice::Chosen)
                choice.sent = at == choice.chosen ? CertificateChoice::Sent::Same : CertificateChoice::Sent::Other;
        }
}

} // namespace

std::pair<std::string_view, std::string_view> issuerAndSubject(std::string_view tlsCertificateName)
{
    tlsCertificateName = trimmed(tlsCertificateName);
    if (!startsWithNoCase(tlsCertificateName, "<I>"))
        return {};
    for (std::size_t at = 3; at + 3 <= tlsCertificateName.size(); ++at)
        if (startsWithNoCase(tlsCertificateName.substr(at), "<S>"))
            return {trimmed(tlsCertificateName.substr(3, at - 3)), trimmed(tlsCertificateName.substr(at + 3))};
    return {};
}

std::string certificateInWords(const MetCertificate& met)
{
    const std::string name(bounded(met.subject, 120));
    const bool hex = !plainThumbprint(met.thumbprint).empty();
    if (name.empty())
        return shortPrint(met.thumbprint);
    return hex ? name + " (" + shortPrint(met.thumbprint) + ')' : name;
}

std::string choiceInWords(const CertificateChoice& choice, const CertificateBook& book)
{
    std::string says = choice.why;
    switch (choice.result) {
    case Choice::Chosen:
        says = "Exchange would choose " + certificateInWords(book.all()[choice.chosen]) + ". " + says;
        break;
    case Choice::NoneFits:
        says = "Exchange would find no certificate. " + says;
        break;
    default:
        break;
    }
    if (!choice.but.empty())
        says += ' ' + choice.but;
    if (choice.sent == CertificateChoice::Sent::Same)
        says += " The latest session sent this one.";
    if (choice.sent == CertificateChoice::Sent::Other)
        says += " The latest session sent another one: " + certificateInWords(book.all()[choice.sentPlace]) + '.';
    return says;
}

std::vector<CertificateChoice> chooseCertificates(const Snapshot& snapshot, const CertificateBook& book)
{
    const Chooser chooser(snapshot, book);
    std::vector<CertificateChoice> choices;
    for (std::uint32_t i = 0; i < snapshot.facts->size(); ++i) {
        const Fact& fact = (*snapshot.facts)[i];
        if (!tellsCertificate(fact))
            continue;
        CertificateChoice choice = chooser.choose(i);
        const auto known = std::find_if(choices.begin(), choices.end(), [&](const CertificateChoice& other) {
            return other.inbound == choice.inbound && equalsNoCase(other.connector, choice.connector);
        });
        if (known != choices.end())
            *known = std::move(choice); // pasted again: the later one is how it is now
        else if (choices.size() < kMostChoices)
            choices.push_back(std::move(choice));
    }
    if (!choices.empty())
        compareWithSent(snapshot, book, choices);
    return choices;
}

std::shared_ptr<const Certificates> gatherCertificates(const Snapshot& snapshot)
{
    auto gathered = std::make_shared<Certificates>();
    gathered->book = CertificateBook(snapshot);
    gathered->choices = chooseCertificates(snapshot, gathered->book);
    return gathered;
}

} // namespace sendwright
