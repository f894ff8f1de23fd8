// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/html_report.h"

#include "report/timeline_svg.h"

#include <QFile>

#include <algorithm>

namespace sendwright {

namespace {

std::string styleSheet()
{
    QFile css(QStringLiteral(":/report/report.css"));
    return css.open(QIODevice::ReadOnly) ? css.readAll().toStdString() : std::string();
}

const char* verdictClass(Verdict::Kind kind)
{
    switch (kind) {
    case Verdict::Kind::Problem:
        return "verdict bad";
    case Verdict::Kind::Warning:
        return "verdict warn";
    case Verdict::Kind::Healthy:
    case Verdict::Kind::Mended:
        return "verdict good";
    default:
        return "verdict";
    }
}

/// Longest quotation in bytes; evidence may hold lines of any length.
constexpr std::size_t kLongestQuote = 4000;

std::string padded(std::uint64_t number)
{
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 12 ? 12 - digits.size() : 0, '0') + digits;
}

/// Identity of a quoted place; sorts as the files do.
std::string placeKey(const Citation& citation)
{
    return padded(index(citation.source)) + padded(citation.line) + padded(citation.recordId.value_or(0)) +
           (citation.line == 0 ? citation.text : std::string());
}

struct KindName
{
    Secret kind;
    const char* name;
};
constexpr KindName kKinds[] = {{Secret::IpAddress, "IP addresses"},
                               {Secret::HostName, "host names"},
                               {Secret::MailAddress, "mail addresses"},
                               {Secret::Subject, "subjects"},
                               {Secret::MessageId, "message ids"},
                               {Secret::Thumbprint, "thumbprints and serial numbers"},
                               {Secret::CertificateName, "certificate names"},
                               {Secret::ServerName, "server names"},
                               {Secret::Path, "paths"},
                               {Secret::UserName, "user names"}};

/// What the reader has to know of names: replaced, shown, or which of them are shown.
std::string aboutRedaction(const ReportOptions& options)
{
    if (!options.redact)
        return "Names and addresses are shown as they stand in the evidence.";
    std::string shown;
    for (const KindName& kind : kKinds)
        if (!options.redacts(kind.kind))
            shown += (shown.empty() ? "" : ", ") + std::string(kind.name);
    return "Names and addresses are replaced by tokens; the same value has the same token everywhere in this report." +
           (shown.empty() ? std::string() : " Not replaced: " + shown + '.');
}

} // namespace

HtmlReport::HtmlReport(const ReportInput& input, const ReportOptions& options)
    : m_in(input), m_options(options), m_redactor(options, input.snapshot, input.document), m_times(options.zone)
{
    m_values = commandValues(input.snapshot, lead());
}

const Finding* HtmlReport::lead() const
{
    const auto& all = m_in.analysis.findings;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [](const Finding& finding) { return finding.severity >= Severity::Warning; });
    return found != all.end() ? &*found : nullptr;
}

QByteArray HtmlReport::write()
{
    head();
    verdict();
    contents();
    restsOn();
    timeline();
    story();
    findings();
    checklist();
    ruledOut();
    certificates();
    sources();
    problems();
    method();
    foot();
    return QByteArray::fromStdString(m_out.utf8());
}

void HtmlReport::head()
{
    m_out.raw(
        "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta charset=\"utf-8\"/>");
    m_out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
              "img-src data:\"/>");
    m_out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><meta name=\"color-scheme\" "
              "content=\"light dark\"/>");
    m_out.element("title", m_options.title.empty() ? ours("Mail flow over TLS: report") : said(m_options.title));
    m_out.raw("<style>\n");
    m_out.style(styleSheet());
    m_out.raw("</style></head><body><main>");
    m_out.open("header");
    m_out.element("p", ours("Sendwright report"), {{"class", ours("brand")}});
    m_out.element("h1", m_options.title.empty() ? ours("Why mail does not flow") : said(m_options.title));
    const std::string counts =
        groupedNumber(m_in.snapshot.sessions().size()) + " sessions, " + groupedNumber(m_in.snapshot.failedSessions()) +
        " failed, " + groupedNumber(m_in.snapshot.protocolEntries()) + " log rows, " +
        groupedNumber(m_in.snapshot.events.size()) + " Windows events. Times in " + m_times.zone() + '.';
    paragraph(ours(counts), "dim");
    m_out.close("header");
}

void HtmlReport::verdict()
{
    const Verdict& verdict = m_in.analysis.verdict;
    m_out.open("section",
               {{"id", ours("verdict")}, {"class", ours(verdictClass(verdict.kind))}, {"aria-label", ours("Verdict")}});
    m_out.element("h2", said(verdict.title));
    paragraph(said(verdict.text));
    if (const Finding* finding = lead())
        if (const Cause* cause = m_in.knowledge.cause(finding->cause))
            paragraph(ours(cause->explain));
    end();
}

void HtmlReport::contents()
{
    m_out.open("nav", {{"aria-label", ours("Contents")}});
    constexpr std::pair<const char*, const char*> kParts[] = {
        {"#rests-on", "What it rests on"}, {"#timeline", "Timeline"},   {"#story", "Story of a session"},
        {"#findings", "Findings"},         {"#checklist", "Checklist"}, {"#ruled-out", "Ruled out"},
        {"#certificates", "Certificates"}, {"#sources", "Sources"},     {"#method", "Method and limits"}};
    for (const auto& [target, name] : kParts) {
        m_out.element("a", ours(name), {{"href", ours(target)}});
        m_out.raw(" "); // readers without our styles set them in one line
    }
    m_out.close("nav");
}

void HtmlReport::timeline()
{
    section("timeline", "Timeline");
    writeTimelineSvg(m_out, m_in.snapshot, m_in.analysis, m_redactor, m_times);
    constexpr std::pair<const char*, const char*> kLegend[] = {{"swatch g", "delivered"},
                                                               {"swatch b", "TLS or connection failed (taller)"},
                                                               {"swatch w", "rejected or dropped"},
                                                               {"swatch q", "no mail"}};
    m_out.open("p", {{"class", ours("dim small legend")}});
    for (const auto& [cssClass, name] : kLegend) {
        m_out.open("span", {{"class", ours("key")}});
        m_out.element("span", {}, {{"class", ours(cssClass)}});
        m_out.text(ours(name));
        m_out.close("span");
    }
    m_out.close("p");
    paragraph(ours("The dashed line is where the first failure began. Sessions closer than a pixel are drawn as one."),
              "dim small");
    end();
}

void HtmlReport::foot()
{
    m_out.open("footer");
    paragraph(ours("Written by Sendwright " SENDWRIGHT_VERSION ". Times are shown in " + m_times.zone() + ". " +
                   aboutRedaction(m_options)),
              "dim small");
    const std::vector<std::string>& packs = m_in.knowledge.packs();
    if (!packs.empty()) {
        m_out.open("p", {{"class", ours("dim small")}});
        m_out.text(ours("Beside its own knowledge it used that in "));
        for (std::size_t i = 0; i < packs.size(); ++i) {
            m_out.text(ours(i == 0 ? "" : i + 1 == packs.size() ? " and " : ", "));
            m_out.text(m_redactor.path(packs[i]));
        }
        m_out.text(ours("."));
        m_out.close("p");
    }
    m_out.raw("</footer></main></body></html>\n");
}

void HtmlReport::section(const char* id, const char* title)
{
    m_out.open("section", {{"id", ours(id)}});
    m_out.element("h2", ours(title));
}

void HtmlReport::paragraph(const SafeText& text, const char* cssClass)
{
    if (text.empty())
        return;
    if (cssClass != nullptr)
        m_out.element("p", text, {{"class", ours(cssClass)}});
    else
        m_out.element("p", text);
}

void HtmlReport::list(const char* title, const std::vector<std::string>& items)
{
    if (items.empty())
        return;
    m_out.element("h4", ours(title));
    m_out.open("ul");
    for (const std::string& item : items)
        m_out.element("li", said(item));
    m_out.close("ul");
}

void HtmlReport::place(const Citation& citation)
{
    std::string number;
    if (citation.line > 0)
        number += ':' + std::to_string(citation.line);
    if (citation.recordId)
        number += " record " + std::to_string(*citation.recordId);
    m_out.text(m_redactor.path(m_in.snapshot.sources[index(citation.source)].path));
    m_out.text(ours(number));
    for (const OtherPlace& other : citation.also) {
        m_out.text(ours(", also "));
        m_out.text(m_redactor.path(m_in.snapshot.sources[index(other.source)].path));
        if (other.line > 0)
            m_out.text(ours(':' + std::to_string(other.line)));
    }
}

void HtmlReport::quote(const Citation& citation, std::size_t number)
{
    m_out.open("figure", {{"id", ours('e' + std::to_string(number))}});
    m_out.open("figcaption");
    place(citation);
    m_out.close("figcaption");
    m_out.open("pre");
    m_out.text(said(citation.text), kLongestQuote);
    m_out.close("pre");
    explainedValues(citation.row);
    m_out.close("figure");
}

void HtmlReport::citations(const std::vector<Citation>& citations, std::size_t most)
{
    std::map<std::string, const Citation*> here, before;
    for (const Citation& item : citations) {
        if (here.size() == most)
            break;
        const std::string key = placeKey(item);
        if (!here.emplace(key, &item).second)
            continue;
        const auto [known, added] = m_quoted.try_emplace(key, m_quoted.size() + 1);
        if (added)
            quote(item, known->second);
        else
            before.emplace(key, &item);
    }
    if (before.empty())
        return;
    m_out.open("p", {{"class", ours("dim small")}});
    m_out.text(ours("Quoted above: "));
    const char* separator = "";
    for (const auto& [key, item] : before) {
        m_out.text(ours(separator));
        m_out.open("a", {{"href", ours("#e" + std::to_string(m_quoted[key]))}});
        place(*item);
        m_out.close("a");
        separator = ", ";
    }
    m_out.close("p");
}

void HtmlReport::row(const char* name, const SafeText& value)
{
    m_out.open("tr");
    m_out.element("th", ours(name), {{"scope", ours("row")}});
    m_out.element("td", value);
    m_out.close("tr");
}

QByteArray writeHtmlReport(const ReportInput& input, const ReportOptions& options)
{
    return HtmlReport(input, options).write();
}

} // namespace sendwright
