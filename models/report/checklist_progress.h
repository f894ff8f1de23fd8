// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "casefile/case_document.h"

#include <string>

namespace sendwright {

/// How far the checklist has got, by the evidence and by the person, and where to go on.
struct ChecklistProgress
{
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t answered = 0, steps = 0;
    std::size_t firstRed = none; ///< the first step with a fault by the evidence or by the person
    std::size_t next = none;     ///< the step to do next
    bool mended = false;         ///< the log after the fix shows success: nothing waits any more
    std::string says;            ///< `5 of 12 answered. Next: Private key and its permissions`

    /// The step lies behind the first red one: first that is mended, then this is looked at.
    bool waits(std::size_t step) const { return !mended && firstRed != none && step > firstRed; }
};

/// A person's answer never takes a fault of the evidence away.
ChecklistProgress progressOf(const Analysis& analysis, const CaseDocument& document);

} // namespace sendwright
