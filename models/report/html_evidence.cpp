// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the report says of the evidence itself: checklist, certificates, sources, problems, method.

#include "core/text_scan.h"
#include "knowledge/event_values.h"
#include "report/html_report.h"

#include <algorithm>
#include <map>

namespace sendwright {

namespace {

constexpr std::size_t kProblemsShown = 50, kCertificatesShown = 40, kValuesShown = 12;

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

/// A certificate and how often it was shown, by its identity.
struct SeenCertificate
{
    const CertificateView* view = nullptr;
    bool ours = false;
    std::size_t sessions = 0;
};

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

void HtmlReport::checklist()
{
    section("checklist", "Checklist");
    for (const StepResult& item : m_in.analysis.checklist)
        step(item);
    if (!m_in.document.notes.empty()) {
        m_out.element("h3", ours("Notes"));
        m_out.element("pre", said(m_in.document.notes), {{"class", ours("note")}});
    }
    end();
}

void HtmlReport::step(const StepResult& step)
{
    m_out.open("article", {{"class", ours("step")}});
    m_out.open("h3");
    m_out.text(ours(step.title));
    m_out.raw(" ");
    m_out.element("span", ours(stateWord(step.state)),
                  {{"class", ours(std::string("pill ") + stateClass(step.state))}});
    m_out.close("h3");
    if (std::none_of(step.checks.begin(), step.checks.end(),
                     [&step](const CheckResult& check) { return check.says == step.says; }))
        paragraph(said(step.says), "dim"); // else it stands in the table
    checks(step.checks);
    if (const auto found = m_in.document.answers.find(step.id); found != m_in.document.answers.end()) {
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
    if (step.state != StepState::Unknown)
        citations(step.evidence, 3);
    m_out.close("article");
}

/// What the evidence answers, one line each; what it cannot answer is named in one sentence.
void HtmlReport::checks(const std::vector<CheckResult>& checks)
{
    std::string open;
    std::size_t told = 0;
    for (const CheckResult& check : checks) {
        if (check.state == StepState::Unknown) {
            open += (open.empty() ? "" : "; ") + check.title;
            continue;
        }
        if (told++ == 0)
            m_out.raw("<table class=\"checks\"><tbody>");
        m_out.open("tr");
        m_out.element("th", ours(check.title), {{"scope", ours("row")}});
        m_out.element("td", ours(shortWord(check.state)), {{"class", ours(stateClass(check.state))}});
        m_out.element("td", said(check.says));
        m_out.close("tr");
    }
    if (told > 0)
        m_out.raw("</tbody></table>");
    if (!open.empty())
        paragraph(ours("The evidence does not tell: " + open + '.'), "dim small");
}

void HtmlReport::certificate(const CertificateView& view)
{
    paragraph(view.subject == PoolId::Empty ? ours("Subject not in the log") : said(view.subject));
    if (view.issuer != PoolId::Empty) {
        m_out.open("p", {{"class", ours("dim small")}});
        m_out.text(ours("Issued by "));
        m_out.text(said(view.issuer));
        m_out.close("p");
    }
    paragraph(said(view.thumbprint), "mono dim");
}

void HtmlReport::certificates()
{
    section("certificates", "Certificates");
    std::map<std::string, SeenCertificate> seen;
    for (const Session& session : m_in.snapshot.sessions())
        for (const bool sent : {true, false}) {
            const CertificateView& view = sent ? session.sent : session.received;
            if (view.subject == PoolId::Empty && view.thumbprint == PoolId::Empty)
                continue;
            SeenCertificate& entry = seen[(sent ? "s" : "r") + std::string(m_in.snapshot.text(view.thumbprint)) + '\n' +
                                          std::string(m_in.snapshot.text(view.subject))];
            entry.view = entry.view == nullptr ? &view : entry.view;
            entry.ours = sent;
            ++entry.sessions;
        }
    if (seen.empty()) {
        paragraph(ours("No certificate rows are in the logs."), "dim");
        return end();
    }
    m_out.raw("<table><thead><tr><th scope=\"col\">Certificate</th><th scope=\"col\">Valid</th><th "
              "scope=\"col\">Shown</th></tr></thead><tbody>");
    std::size_t told = 0;
    for (const auto& [key, entry] : seen) {
        if (told++ == kCertificatesShown)
            break;
        m_out.open("tr");
        m_out.open("td");
        certificate(*entry.view);
        m_out.close("td");
        m_out.element("td", ours(entry.view->notAfter.known()
                                     ? m_times.day(entry.view->notBefore) + " to " + m_times.day(entry.view->notAfter)
                                     : std::string("not in the log")));
        m_out.element("td", ours((entry.ours ? "by this server, " : "by the peer, ") + groupedNumber(entry.sessions) +
                                 (entry.sessions == 1 ? " session" : " sessions")));
        m_out.close("tr");
    }
    m_out.raw("</tbody></table>");
    if (seen.size() > kCertificatesShown)
        paragraph(ours(groupedNumber(seen.size() - kCertificatesShown) + " more are not listed."), "dim small");
    end();
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
