// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the report says of the checklist: who answered what, what to do by hand, before and after the fix.

#include "core/text_scan.h"
#include "report/checklist_progress.h"
#include "report/html_report.h"

#include <algorithm>

namespace sendwright {

namespace {

const char* stateWord(StepState state)
{
    switch (state) {
    case StepState::Proven:
        return "fine by the evidence";
    case StepState::Contradicted:
        return "the evidence shows a fault";
    case StepState::Suggested:
        return "the evidence points to a fault";
    case StepState::NotApplicable:
        return "does not apply";
    case StepState::Unknown:
        break;
    }
    return "unknown";
}

const char* shortWord(StepState state)
{
    switch (state) {
    case StepState::Proven:
        return "fine";
    case StepState::Contradicted:
        return "fault";
    case StepState::Suggested:
        return "likely fault";
    case StepState::NotApplicable:
        return "does not apply";
    case StepState::Unknown:
        break;
    }
    return "unknown";
}

const char* stateClass(StepState state)
{
    switch (state) {
    case StepState::Proven:
        return "good";
    case StepState::Contradicted:
        return "bad";
    case StepState::Suggested:
        return "warn";
    default:
        return "dim";
    }
}

const char* answerWord(Answer::Kind kind)
{
    constexpr const char* kWords[] = {"noted", "fine", "a problem", "does not apply"};
    return kWords[static_cast<std::size_t>(kind)];
}

/// The sub-check as the knowledge has it: how to do it by hand.
const CheckItem* itemOf(const Knowledge& knowledge, const std::string& id)
{
    for (const ChecklistStep& step : knowledge.steps())
        for (const CheckItem& item : step.checks)
            if (item.id == id)
                return &item;
    return nullptr;
}

} // namespace

void HtmlReport::checklist()
{
    section("checklist", "Checklist");
    const ChecklistProgress progress = progressOf(m_in.analysis, m_in.document);
    if (progress.steps > 0)
        paragraph(ours(progress.says + '.'), "dim");
    for (std::size_t i = 0; i < m_in.analysis.checklist.size(); ++i)
        step(m_in.analysis.checklist[i], progress.waits(i), progress.mended);
    if (!m_in.document.notes.empty()) {
        m_out.element("h3", ours("Notes"));
        m_out.element("pre", said(m_in.document.notes), {{"class", ours("note")}});
    }
    end();
}

void HtmlReport::step(const StepResult& step, bool waits, bool mended)
{
    m_out.open("article", {{"class", ours("step")}});
    m_out.open("h3");
    m_out.text(ours(step.title));
    m_out.raw(" ");
    m_out.element("span", ours(stateWord(step.state)),
                  {{"class", ours(std::string("pill ") + stateClass(step.state))}});
    if (waits) {
        m_out.raw(" ");
        m_out.element("span", ours("comes after the first fault"), {{"class", ours("pill dim")}});
    }
    m_out.close("h3");
    if (std::none_of(step.checks.begin(), step.checks.end(),
                     [&step](const CheckResult& check) { return check.says == step.says; }))
        paragraph(said(step.says), "dim"); // else it stands in the table
    checks(step, waits, mended);
    const auto failing =
        std::find_if(m_in.analysis.findings.begin(), m_in.analysis.findings.end(),
                     [](const Finding& finding) { return finding.recovery.state != Recovery::State::NotAsked; });
    if (step.id == "verify" && failing != m_in.analysis.findings.end())
        beforeAndAfter(*failing);
    personsAnswer(step);
    if (step.state != StepState::Unknown)
        citations(step.evidence, 3);
    m_out.close("article");
}

void HtmlReport::personsAnswer(const StepResult& step)
{
    const auto found = m_in.document.answers.find(step.id);
    if (found == m_in.document.answers.end())
        return;
    const Answer& answer = found->second;
    m_out.open("p", {{"class", ours("answer")}});
    m_out.text(ours(std::string("Answered: ") + answerWord(answer.kind)));
    if (!answer.who.empty()) {
        m_out.text(ours(" by "));
        m_out.text(said(answer.who));
    }
    if (answer.when.known())
        m_out.text(ours(", " + m_times.second(answer.when) + ' ' + m_times.zone()));
    m_out.close("p");
    if (!answer.note.empty())
        m_out.element("pre", said(answer.note), {{"class", ours("note")}});
    if (answer.kind == Answer::Kind::Fine &&
        (step.state == StepState::Contradicted || step.state == StepState::Suggested))
        paragraph(ours("The evidence says otherwise; both are shown."), "warn");
}

/// What the evidence answers, one line each with its places; what it cannot answer, with the way to do it by hand where
/// that is the next thing to do.
void HtmlReport::checks(const StepResult& step, bool waits, bool mended)
{
    std::string open;
    std::size_t told = 0;
    for (const CheckResult& check : step.checks) {
        if (check.state == StepState::Unknown && (check.evidence.empty() || waits)) {
            open += (open.empty() ? "" : "; ") + check.title;
            continue;
        }
        if (told++ == 0)
            m_out.raw("<table class=\"checks\"><tbody>");
        m_out.open("tr");
        m_out.element("th", ours(check.title), {{"scope", ours("row")}});
        m_out.element("td", ours(shortWord(check.state)), {{"class", ours(stateClass(check.state))}});
        m_out.open("td");
        paragraph(said(check.says));
        for (std::size_t i = 0; i < check.evidence.size() && i < 2; ++i) {
            m_out.open("p", {{"class", ours("dim small")}});
            place(check.evidence[i]);
            m_out.close("p");
        }
        m_out.close("td");
        m_out.close("tr");
    }
    if (told > 0)
        m_out.raw("</tbody></table>");
    if (!open.empty())
        paragraph(ours("The evidence does not tell: " + open + '.'), "dim small");
    if (waits || mended)
        return;
    for (const CheckResult& check : step.checks)
        if (check.state != StepState::Proven && check.state != StepState::NotApplicable)
            byHand(check);
}

void HtmlReport::byHand(const CheckResult& check)
{
    const CheckItem* item = itemOf(m_in.knowledge, check.id);
    if (item == nullptr || item->command.empty())
        return;
    m_out.element("h4", ours("By hand: " + check.title));
    // The invitation to paste is for the window; paper takes none.
    std::string how = item->how;
    if (const std::size_t invitation = how.find(" Paste the output here."); invitation != std::string::npos)
        how.erase(invitation);
    paragraph(ours(how), "small");
    command(item->command);
}

void HtmlReport::command(const std::string& command)
{
    if (command.empty())
        return;
    m_out.open("pre", {{"class", ours("command")}});
    for (const CommandPiece& piece : commandPieces(command, m_values))
        m_out.text(piece.fromEvidence ? said(piece.text) : ours(piece.text));
    m_out.close("pre");
}

/// The failures beside the sessions that came after the last of them.
void HtmlReport::beforeAndAfter(const Finding& finding)
{
    const Recovery& seen = finding.recovery;
    if (seen.lastBad == kNoSession || (seen.delivered.empty() && seen.failing.empty()))
        return;
    const auto& sessions = m_in.snapshot.sessions();
    const Session& before = sessions[seen.lastBad];
    const Session& after = sessions[seen.delivered.empty() ? seen.failing.back() : seen.delivered.back()];
    m_out.raw("<table><thead><tr><th scope=\"col\"></th><th scope=\"col\">Before</th><th scope=\"col\">After"
              "</th></tr></thead><tbody>");
    const auto line = [&](const char* name, const SafeText& was, const SafeText& is) {
        m_out.open("tr");
        m_out.element("th", ours(name), {{"scope", ours("row")}});
        m_out.element("td", was);
        m_out.element("td", is);
        m_out.close("tr");
    };
    line("Sessions", ours(groupedNumber(finding.sessions.size()) + " failed"),
         ours(groupedNumber(seen.deliveredCount) + " delivered, " + groupedNumber(seen.failingCount) + " failed"));
    line("Last of them", ours(m_times.second(before.first) + ' ' + m_times.zone()),
         ours(m_times.second(after.first) + ' ' + m_times.zone()));
    line("Session", said(before.id), said(after.id));
    line("Connector", said(before.connector), said(after.connector));
    line("Peer", said(before.remoteEndpoint), said(after.remoteEndpoint));
    line("TLS", ours(name(before.tls)), ours(name(after.tls)));
    line("", said(before.tlsDetail), said(after.tlsDetail));
    line("Thumbprint", said(before.sent.thumbprint), said(after.sent.thumbprint));
    m_out.raw("</tbody></table>");
}

} // namespace sendwright
