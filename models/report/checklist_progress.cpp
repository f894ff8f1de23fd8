// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/checklist_progress.h"

namespace sendwright {

namespace {

Answer::Kind personSays(const CaseDocument& document, const std::string& step)
{
    const auto found = document.answers.find(step);
    return found != document.answers.end() ? found->second.kind : Answer::Kind::None;
}

/// The first step in this state that no person has answered.
std::size_t firstOpen(const Analysis& analysis, const CaseDocument& document, StepState state)
{
    for (std::size_t i = 0; i < analysis.checklist.size(); ++i)
        if (analysis.checklist[i].state == state &&
            personSays(document, analysis.checklist[i].id) == Answer::Kind::None)
            return i;
    return ChecklistProgress::none;
}

} // namespace

ChecklistProgress progressOf(const Analysis& analysis, const CaseDocument& document)
{
    ChecklistProgress progress;
    progress.steps = analysis.checklist.size();
    for (std::size_t i = 0; i < analysis.checklist.size(); ++i) {
        const StepResult& step = analysis.checklist[i];
        const Answer::Kind person = personSays(document, step.id);
        progress.answered += step.state != StepState::Unknown || person != Answer::Kind::None ? 1 : 0;
        const bool red = step.state == StepState::Contradicted || person == Answer::Kind::Problem;
        if (red && progress.firstRed == ChecklistProgress::none)
            progress.firstRed = i;
        progress.mended = progress.mended || (step.id == "verify" && step.state == StepState::Proven);
    }
    progress.says = std::to_string(progress.answered) + " of " + std::to_string(progress.steps) + " answered";
    if (progress.mended) {
        progress.says += ". Mended: the log after the fix shows success";
        progress.next = progress.steps - 1;
        return progress;
    }
    const std::size_t suspected = firstOpen(analysis, document, StepState::Suggested);
    // A log that still fails is no reason to stop at: what to mend stands in the step that is suspected.
    const bool onlyVerify = progress.firstRed != ChecklistProgress::none &&
                            analysis.checklist[progress.firstRed].id == "verify" && suspected < progress.firstRed;
    const bool stopped = progress.firstRed != ChecklistProgress::none && !onlyVerify;
    progress.next = stopped                                ? progress.firstRed
                    : suspected != ChecklistProgress::none ? suspected
                                                           : firstOpen(analysis, document, StepState::Unknown);
    if (progress.next != ChecklistProgress::none)
        progress.says += (stopped ? ". Stop and mend: " : ". Next: ") + analysis.checklist[progress.next].title;
    return progress;
}

} // namespace sendwright
