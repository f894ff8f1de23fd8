// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/checklist_run.h"

#include "analysis/checklist_answers.h"

#include <algorithm>

namespace sendwright {

namespace {

/// What leads: the first alarm, and the first session of the first alarm that has some.
void findLead(CheckView& view)
{
    const auto alarm = [](const Finding& f) { return f.severity >= Severity::Warning; };
    const auto lead = std::find_if(view.findings.begin(), view.findings.end(), alarm);
    if (lead != view.findings.end())
        view.lead = &*lead;
    const auto withSession = std::find_if(view.findings.begin(), view.findings.end(),
                                          [&](const Finding& f) { return alarm(f) && !f.sessions.empty(); });
    if (withSession != view.findings.end()) {
        view.failing = &*withSession;
        view.sessionIndex = withSession->sessions.front();
        view.session = &view.snapshot().sessions()[view.sessionIndex];
    }
}

CheckResult answerOf(const CheckView& view, const CheckItem& item)
{
    CheckResult result;
    for (const AnswerTable* table : {&frameAnswers(), &connectorAnswers(), &networkAnswers(), &certificateAnswers(),
                                     &keyAnswers(), &peerAnswers(), &verifyAnswers()})
        if (const auto found = table->find(item.answers); found != table->end() && !item.answers.empty())
            result = found->second(view);
    result.id = item.id;
    result.title = item.title;
    return result;
}

/// A step is as bad as its worst check, and as good as its checks when all that answer are fine.
void sumUp(StepResult& step)
{
    const auto worseThan = [](StepState a, StepState b) {
        const auto rank = [](StepState s) {
            switch (s) {
            case StepState::Contradicted:
                return 4;
            case StepState::Suggested:
                return 3;
            case StepState::Proven:
                return 2;
            case StepState::NotApplicable:
                return 1;
            case StepState::Unknown:
                break;
            }
            return 0;
        };
        return rank(a) > rank(b);
    };
    for (const CheckResult& check : step.checks) {
        if (worseThan(check.state, step.state)) {
            step.state = check.state;
            step.says = check.says;
        }
    }
    if (step.says.empty() && !step.checks.empty())
        step.says = step.checks.front().says;
    for (const CheckResult& check : step.checks)
        if (check.state == step.state)
            for (const Citation& citation : check.evidence)
                if (step.evidence.size() < CitationList::kMost)
                    step.evidence.push_back(citation);
}

} // namespace

std::vector<StepResult> runChecklist(const Surroundings& around, const Knowledge& knowledge,
                                     const Certificates& certificates, const std::vector<Finding>& findings,
                                     const RowText& text)
{
    CheckView view{around, text, certificates.book, certificates.choices, findings};
    findLead(view);
    std::vector<StepResult> steps;
    for (const ChecklistStep& step : knowledge.steps()) {
        StepResult result;
        result.id = step.id;
        result.title = step.title;
        for (const CheckItem& item : step.checks)
            result.checks.push_back(answerOf(view, item));
        sumUp(result);
        steps.push_back(std::move(result));
    }
    return steps;
}

} // namespace sendwright
