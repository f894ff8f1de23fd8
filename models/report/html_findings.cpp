// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the report says of findings: what the verdict rests on, the story of a session, the families of failures.

#include "analysis/tls_story.h"
#include "core/text_scan.h"
#include "report/html_report.h"

#include <algorithm>

namespace sendwright {

namespace {

const char* stateWord(StoryState state)
{
    switch (state) {
    case StoryState::Worked:
        return "worked";
    case StoryState::Failed:
        return "failed";
    case StoryState::NotReached:
        return "not reached";
    case StoryState::NotSeen:
        return "not seen";
    case StoryState::NotNeeded:
        break;
    }
    return "not needed";
}

const char* stateClass(StoryState state)
{
    if (state == StoryState::Worked)
        return "good";
    return state == StoryState::Failed ? "bad" : "dim";
}

std::string joinedList(Redactor& redactor, const std::vector<std::string>& items)
{
    std::string out;
    for (std::size_t i = 0; i < items.size() && i < 8; ++i)
        out += (i > 0 ? ", " : "") + redactor.text(items[i]).utf8();
    return items.size() > 8 ? out + " and " + std::to_string(items.size() - 8) + " more" : out;
}

} // namespace

void HtmlReport::restsOn()
{
    section("rests-on", "What it rests on");
    const Finding* finding = lead();
    if (finding == nullptr) {
        paragraph(ours("No finding of weight: there is nothing to quote."), "dim");
        return end();
    }
    m_out.open("ul");
    for (const std::string& reason : finding->reasons)
        m_out.element("li", said(reason));
    m_out.close("ul");
    citations(std::vector<Citation>(
        finding->evidence.begin(),
        finding->evidence.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(finding->evidence.size(), 6))));
    list("What speaks against it", finding->against);
    list("What would settle it", finding->settles);
    end();
}

void HtmlReport::story()
{
    section("story", "Story of a session");
    const Finding* finding = lead();
    if (finding == nullptr || finding->sessions.empty()) {
        paragraph(ours("No session fails in a way that has a story to tell."), "dim");
        return end();
    }
    const Session& session = m_in.snapshot.sessions()[finding->sessions.front()];
    m_out.open("p");
    m_out.text(ours("Session "));
    m_out.element("code", said(session.id));
    m_out.text(ours(session.kind == EntryKind::SmtpSend ? ", outbound on " : ", inbound on "));
    m_out.text(said(session.connector));
    m_out.text(ours(", began " + m_times.full(session.first) + ' ' + m_times.zone() + '.'));
    m_out.close("p");
    m_out.raw("<table><thead><tr><th scope=\"col\">Step</th><th scope=\"col\">State</th><th scope=\"col\">Line</th><th "
              "scope=\"col\">What was seen</th></tr></thead><tbody>");
    for (const StoryEntry& entry : tellStory(m_in.snapshot, session).steps) {
        m_out.open("tr");
        m_out.element("th", ours(name(entry.step)), {{"scope", ours("row")}});
        m_out.element("td", ours(stateWord(entry.state)), {{"class", ours(stateClass(entry.state))}});
        m_out.element("td",
                      ours(entry.row == kNoRow ? std::string() : std::to_string(m_in.snapshot.rows[entry.row].line)));
        m_out.element("td", said(bounded(entry.says, 400)));
        m_out.close("tr");
    }
    m_out.raw("</tbody></table>");
    end();
}

void HtmlReport::findings()
{
    section("findings", "Findings");
    if (m_in.analysis.findings.empty())
        paragraph(ours("None."), "dim");
    for (const Finding& item : m_in.analysis.findings)
        finding(item);
    end();
}

void HtmlReport::finding(const Finding& finding)
{
    const char* cssClass = finding.severity == Severity::Error
                               ? "card bad"
                               : (finding.severity == Severity::Warning ? "card warn" : "card");
    m_out.open("article", {{"class", ours(cssClass)}});
    m_out.element("h3", ours(finding.title));
    m_out.raw("<table class=\"facts\"><tbody>");
    row("Sure", ours(std::string(sureness(finding.confidence)) + " (" +
                     std::to_string(static_cast<int>(finding.confidence * 100 + 0.5)) + " %)"));
    row("Area", ours(name(finding.area)));
    if (!finding.sessions.empty())
        row("Sessions", ours(groupedNumber(finding.sessions.size())));
    if (finding.first.known())
        row("From, to",
            ours(m_times.second(finding.first) + " to " + m_times.second(finding.last) + ' ' + m_times.zone()));
    if (!finding.connectors.empty())
        row("Connectors", ours(joinedList(m_redactor, finding.connectors)));
    if (!finding.peers.empty())
        row("Peers", ours(joinedList(m_redactor, finding.peers)));
    m_out.raw("</tbody></table>");
    list("Why", finding.reasons);
    list("Against", finding.against);
    if (const Cause* cause = m_in.knowledge.cause(finding.cause)) {
        const std::pair<const char*, const std::vector<Action>*> parts[] = {
            {"How to check", &cause->check}, {"How to mend", &cause->fix}, {"How to verify", &cause->verify}};
        for (const auto& [title, actions] : parts) {
            if (actions->empty())
                continue;
            m_out.element("h4", ours(title));
            for (const Action& action : *actions) {
                paragraph(ours(action.text));
                if (!action.command.empty())
                    m_out.element("pre", ours(action.command), {{"class", ours("command")}});
                if (!action.risk.empty())
                    paragraph(ours("Risk: " + action.risk), "dim small");
            }
        }
    }
    list("What would settle it", finding.settles);
    if (&finding != lead() && !finding.evidence.empty()) {
        m_out.element("h4", ours("Evidence"));
        citations(std::vector<Citation>(
            finding.evidence.begin(),
            finding.evidence.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(finding.evidence.size(), 4))));
    }
    m_out.close("article");
}

void HtmlReport::ruledOut()
{
    section("ruled-out", "Ruled out");
    if (m_in.analysis.ruledOut.empty())
        paragraph(ours("Nothing could be ruled out."), "dim");
    for (const RuledOut& out : m_in.analysis.ruledOut) {
        m_out.open("article", {{"class", ours("card good")}});
        m_out.element("h3", ours(out.title));
        paragraph(said(out.why));
        citations(out.evidence);
        m_out.close("article");
    }
    end();
}

} // namespace sendwright
