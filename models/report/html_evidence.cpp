// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the report says of the evidence itself: values of events, sources, problems, method.

#include "core/text_scan.h"
#include "knowledge/event_values.h"
#include "report/html_report.h"

#include <map>

namespace sendwright {

namespace {

constexpr std::size_t kProblemsShown = 50, kValuesShown = 12;

} // namespace

void HtmlReport::explainedValues(RowIndex row)
{
    if (row >= m_in.snapshot.rows.size() || !m_in.snapshot.isEvent(row))
        return;
    std::size_t told = 0;
    for (const ExplainedValue& value : explainValues(m_in.knowledge, m_in.text.event(m_in.snapshot.rowId(row)))) {
        if (value.explanation.empty() || told == kValuesShown)
            continue;
        if (told++ == 0)
            m_out.raw("<table class=\"facts\"><tbody>");
        m_out.open("tr");
        m_out.element("th", value.name.empty() ? ours("Value") : said(value.name), {{"scope", ours("row")}});
        m_out.element("td", said(bounded(value.value, 80)), {{"class", ours("mono")}});
        m_out.element("td", ours(value.explanation));
        m_out.close("tr");
    }
    if (told > 0)
        m_out.raw("</tbody></table>");
}

void HtmlReport::sources()
{
    section("sources", "Sources");
    for (const SourceInfo& source : m_in.snapshot.sources) {
        m_out.open("article", {{"class", ours("source")}});
        m_out.element("h3", m_redactor.path(source.path));
        m_out.raw("<table class=\"facts\"><tbody>");
        row("Format", ours(source.formatName + (source.encoding.empty() ? "" : ", " + source.encoding)));
        row("Read", ours(groupedNumber(source.rows) + " entries, " + groupedNumber(source.skipped) + " rows skipped, " +
                         groupedNumber(source.problems) + " problems, " + groupedNumber(source.bytes) + " bytes"));
        if (source.first.known())
            row("Covers",
                ours(m_times.second(source.first) + " to " + m_times.second(source.last) + ' ' + m_times.zone()));
        if (source.localTimes)
            row("Local times", ours("read in " + source.zone +
                                    (source.zoneAssumed ? " (assumed: this computer's zone)" : " (set by the user)")));
        if (!source.sha256.empty())
            m_out.raw("<tr><th scope=\"row\">SHA-256</th><td class=\"mono\">"), m_out.text(ours(source.sha256)),
                m_out.raw("</td></tr>");
        if (!source.note.empty())
            row("Note", said(source.note));
        m_out.raw("</tbody></table>");
        m_out.close("article");
    }
    end();
}

void HtmlReport::problems()
{
    if (m_in.snapshot.problems->empty())
        return;
    section("problems", "What could not be read, or was assumed");
    m_out.raw("<table><thead><tr><th scope=\"col\">Place</th><th scope=\"col\">What</th></tr></thead><tbody>");
    std::map<SourceId, std::size_t> told;
    for (const Problem& problem : *m_in.snapshot.problems) {
        if (told[problem.source]++ >= kProblemsShown)
            continue;
        m_out.open("tr");
        m_out.open("td", {{"class", ours("mono")}});
        m_out.text(m_redactor.path(m_in.snapshot.sources[index(problem.source)].path));
        m_out.text(ours(problem.line > 0 ? ':' + std::to_string(problem.line) : std::string()));
        m_out.close("td");
        m_out.element("td", said(problem.what));
        m_out.close("tr");
    }
    m_out.raw("</tbody></table>");
    for (const auto& [source, count] : told)
        if (count > kProblemsShown) {
            m_out.open("p", {{"class", ours("dim small")}});
            m_out.text(m_redactor.path(m_in.snapshot.sources[index(source)].path));
            m_out.text(ours(": " + groupedNumber(count - kProblemsShown) + " more are not listed."));
            m_out.close("p");
        }
    end();
}

void HtmlReport::method()
{
    section("method", "Method and limits");
    paragraph(ours("A finding is a hint drawn from the entries it quotes; absence of a finding is no proof of health. "
                   "Sessions are the rows of one log with the same "
                   "server and session id. Windows events are tied to a session by time (five seconds at most, plus "
                   "the coarseness of the export) and by what they say."));
    for (const std::string& assumption : m_in.analysis.assumptions) {
        m_out.open("p", {{"class", ours("warn")}});
        m_out.text(ours("Assumed: "));
        m_out.text(said(assumption));
        m_out.close("p");
    }
    end();
}

} // namespace sendwright
