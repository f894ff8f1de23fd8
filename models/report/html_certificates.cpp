// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the report says of certificates: every one that was met, and which one Exchange would choose.

#include "analysis/cite.h"
#include "core/text_scan.h"
#include "report/html_report.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kCertificatesShown = 40;

const char* keyWord(MetCertificate::Key key)
{
    return key == MetCertificate::Key::Present ? "present" : "missing";
}

/// The days it is valid from and to, and whether that held when it was seen.
std::string validity(const MetCertificate& met, const ReportTimes& times)
{
    const auto day = [&times](const DateSpan& span) {
        if (!span.known())
            return std::string("?");
        return span.exact() ? times.day(span.earliest) : times.day(span.earliest) + " or " + times.day(span.latest);
    };
    if (!met.notAfter.known())
        return "not told";
    std::string out = day(met.notBefore) + " to " + day(met.notAfter);
    if (met.lastSeen.known() && met.notAfter.latest < met.lastSeen)
        out += "; expired when it was used";
    else if (met.firstSeen.known() && met.notBefore.known() && met.notBefore.earliest > met.firstSeen)
        out += "; not valid yet when it was used";
    return out;
}

} // namespace

void HtmlReport::certificate(const MetCertificate& met)
{
    paragraph(met.subject.empty() ? ours("Subject not told") : said(bounded(met.subject, 400)));
    const auto line = [this](const char* label, const SafeText& value, const char* look) {
        if (value.empty())
            return;
        m_out.open("p", {{"class", ours(look)}});
        m_out.text(ours(label));
        m_out.text(value);
        m_out.close("p");
    };
    line("Issued by ", met.selfSigned ? ours("itself") : said(bounded(met.issuer, 400)), "dim small");
    std::string names;
    for (std::size_t i = 0; i < met.names.size() && i < 8; ++i)
        names += (i > 0 ? ", " : "") + met.names[i];
    line("Names: ", said(names), "dim small");
    paragraph(said(met.thumbprint), "mono dim");
    if (!met.services.empty())
        line("Services: ", said(bounded(met.services, 120)), "dim small");
    if (met.key != MetCertificate::Key::Unknown)
        line("Private key: ", ours(keyWord(met.key)), "dim small");
}

void HtmlReport::certificates()
{
    section("certificates", "Certificates");
    const CertificateBook& book = m_in.analysis.certificates->book;
    if (book.all().empty()) {
        paragraph(ours("No certificate is in the evidence."), "dim");
        return end();
    }
    m_out.raw("<table><thead><tr><th scope=\"col\">Certificate</th><th scope=\"col\">Valid</th><th "
              "scope=\"col\">Met</th></tr></thead><tbody>");
    for (std::size_t i = 0; i < book.all().size() && i < kCertificatesShown; ++i) {
        const MetCertificate& met = book.all()[i];
        m_out.open("tr");
        m_out.open("td");
        certificate(met);
        m_out.close("td");
        m_out.element("td", ours(validity(met, m_times)));
        m_out.open("td");
        paragraph(ours(whereMet(met)));
        if (met.firstSeen.known())
            paragraph(ours(m_times.second(met.firstSeen) + " to " + m_times.second(met.lastSeen)), "dim small");
        std::string connectors;
        for (std::size_t c = 0; c < met.connectors.size() && c < 5; ++c)
            connectors += (c > 0 ? ", " : "") + met.connectors[c];
        paragraph(said(connectors), "dim small");
        m_out.close("td");
        m_out.close("tr");
    }
    m_out.raw("</tbody></table>");
    if (book.all().size() > kCertificatesShown)
        paragraph(ours(groupedNumber(book.all().size() - kCertificatesShown) + " more are not listed."), "dim small");
    choices(m_in.analysis.certificates->choices, book);
    end();
}

void HtmlReport::choices(const std::vector<CertificateChoice>& choices, const CertificateBook& book)
{
    if (choices.empty()) {
        paragraph(ours("Which one Exchange would choose is told when Get-SendConnector or Get-ReceiveConnector and "
                       "Get-ExchangeCertificate are pasted."),
                  "dim small");
        return;
    }
    m_out.element("h3", ours("Which one Exchange would choose"));
    m_out.raw("<table class=\"facts\"><tbody>");
    for (const CertificateChoice& choice : choices) {
        m_out.open("tr");
        m_out.open("th", {{"scope", ours("row")}});
        m_out.text(said(bounded(choice.connector, 200)));
        m_out.close("th");
        const bool odd = choice.sent == CertificateChoice::Sent::Other || !choice.but.empty() ||
                         choice.result == CertificateChoice::Result::NoneFits;
        m_out.element("td", said(choiceInWords(choice, book)), {{"class", ours(odd ? "warn" : "")}});
        m_out.close("tr");
    }
    m_out.raw("</tbody></table>");
    for (const CertificateChoice& choice : choices)
        citations({citeFact((*m_in.snapshot.facts)[choice.fact])}, 1);
}

} // namespace sendwright
