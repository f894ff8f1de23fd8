// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/checklist_run.h"

#include "analysis/checklist_answers.h"

#include <algorithm>

namespace sendwright {

namespace {

CheckView viewOf(const Surroundings& around, const std::vector<Finding>& findings, const RowText& text)
{
    CheckView view{around, text};
    const auto lead = std::find_if(findings.begin(), findings.end(),
                                   [](const Finding& f) { return f.severity >= Severity::Warning; });
    if (lead != findings.end())
        view.lead = &*lead;
    const auto withSession = std::find_if(findings.begin(), findings.end(), [](const Finding& f) {
        return f.severity >= Severity::Warning && !f.sessions.empty();
    });
    if (withSession != findings.end()) {
        view.sessionIndex = withSession->sessions.front();
        view.session = &around.snapshot().sessions()[view.sessionIndex];
    }
    return view;
}

CheckResult answerOf(const CheckView& view, const CheckItem& item)
{
    CheckResult result;
    for (const auto* table : {&transportAnswers(), &certificateAnswers()})
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

CheckResult CheckView::answer(StepState state, std::string says, std::initializer_list<Mark> marks) const
{
    std::vector<RowIndex> rows;
    for (const Mark mark : marks)
        if (session != nullptr && session->mark(mark) != kNoRow)
            rows.push_back(session->mark(mark));
    return answerWithRows(state, std::move(says), rows);
}

CheckResult CheckView::answerWithRows(StepState state, std::string says, const std::vector<RowIndex>& rows) const
{
    CheckResult result;
    result.state = state;
    result.says = std::move(says);
    CitationList list(snapshot(), text);
    for (const RowIndex row : rows)
        list.row(row);
    result.evidence = list.take();
    return result;
}

std::vector<StepResult> runChecklist(const Surroundings& around, const Knowledge& knowledge,
                                     const std::vector<Finding>& findings, const RowText& text)
{
    const CheckView view = viewOf(around, findings, text);
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
