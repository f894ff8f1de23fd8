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

std::string joinedList(Redactor& redactor, const std::vector<std::string>& items, std::size_t most = 8)
{
    std::string out;
    for (std::size_t i = 0; i < items.size() && i < most; ++i)
        out += (i > 0 ? ", " : "") + redactor.text(items[i]).utf8();
    return items.size() > most ? out + " and " + groupedNumber(items.size() - most) + " more" : out;
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
    citations(finding->evidence, 6);
    list("What speaks against it", finding->against);
    questions(finding->settles);
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
                      ours(entry.row == kNoRow ? std::string() : std::to_string(m_in.snapshot.rows.line(entry.row))));
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

/// How sure, what area, which sessions, when, where.
void HtmlReport::findingFacts(const Finding& finding)
{
    m_out.raw("<table class=\"facts\"><tbody>");
    row("How sure", ours(std::string(sureness(finding.confidence)) + " (" +
                         std::to_string(static_cast<int>(finding.confidence * 100 + 0.5)) + " %)"));
    row("Area", ours(name(finding.area)));
    if (!finding.sessions.empty()) {
        std::vector<std::string> ids;
        for (const SessionIndex session : finding.sessions)
            ids.emplace_back(m_in.snapshot.text(m_in.snapshot.sessions()[session].id));
        row("Sessions", ours(groupedNumber(ids.size()) + ": " + joinedList(m_redactor, ids, 4)));
    }
    if (finding.first.known())
        row("From, to",
            ours(m_times.second(finding.first) + " to " + m_times.second(finding.last) + ' ' + m_times.zone()));
    if (finding.recovery.state != Recovery::State::NotAsked)
        row("Since then", said(finding.recovery.says));
    if (!finding.connectors.empty())
        row("Connectors", ours(joinedList(m_redactor, finding.connectors)));
    if (!finding.peers.empty())
        row("Peers", ours(joinedList(m_redactor, finding.peers)));
    m_out.raw("</tbody></table>");
}

void HtmlReport::questions(const std::vector<Question>& questions)
{
    if (questions.empty())
        return;
    m_out.element("h4", ours("What would settle it"));
    m_out.open("ul");
    for (const Question& question : questions) {
        m_out.open("li");
        m_out.text(ours(question.what));
        m_out.open("ul", {{"class", ours("small")}});
        for (const Question::Reply& reply : question.replies)
            m_out.element("li", ours("If " + reply.when + ": " + reply.means));
        m_out.close("ul");
        m_out.close("li");
    }
    m_out.close("ul");
}

void HtmlReport::actions(const char* title, const std::vector<Action>& actions)
{
    if (actions.empty())
        return;
    m_out.element("h4", ours(title));
    for (const Action& action : actions) {
        paragraph(ours(action.text));
        command(action.command);
        if (!action.risk.empty())
            paragraph(ours("Risk: " + action.risk), "dim small");
    }
}

void HtmlReport::finding(const Finding& finding)
{
    const char* cssClass = finding.severity == Severity::Error
                               ? "card bad"
                               : (finding.severity == Severity::Warning ? "card warn" : "card");
    const bool leads = &finding == lead(); // its reasons and evidence stand under "What it rests on"
    m_out.open("article", {{"class", ours(cssClass)}});
    m_out.element("h3", ours(finding.title));
    findingFacts(finding);
    if (!leads) {
        list("Why", finding.reasons);
        list("Against", finding.against);
        questions(finding.settles);
    }
    if (const Cause* cause = m_in.knowledge.cause(finding.cause)) {
        actions("How to check", cause->check);
        actions("How to mend", cause->fix);
        actions("How to verify", cause->verify);
    }
    if (!leads && !finding.evidence.empty()) {
        m_out.element("h4", ours("Evidence"));
        citations(finding.evidence, 4);
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
        citations(out.evidence, 12);
        m_out.close("article");
    }
    end();
}

} // namespace sendwright
