// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/cite.h"
#include "analysis/finding.h"
#include "analysis/surroundings.h"

#include <functional>
#include <map>
#include <string_view>

namespace sendwright {

/// What answers look at: the leading finding and its first session (both may be missing).
struct CheckView
{
    const Surroundings& around;
    const RowText& text;
    const Finding* lead = nullptr;
    const Session* session = nullptr; ///< the leading one …
    SessionIndex sessionIndex = kNoSession;

    const Snapshot& snapshot() const { return around.snapshot(); }
    std::string_view said(PoolId id) const { return snapshot().text(id); }
    bool leads(std::string_view cause) const { return lead != nullptr && lead->cause == cause; }
    /// A result that cites rows of the session.
    CheckResult answer(StepState state, std::string says, std::initializer_list<Mark> marks = {}) const;
    CheckResult unknown(std::string says) const { return answer(StepState::Unknown, std::move(says)); }
    CheckResult answerWithRows(StepState state, std::string says, const std::vector<RowIndex>& rows) const;
};

using CheckAnswer = CheckResult (*)(const CheckView&);

/// Answers by check id; checks not listed here can be answered by a person only.
const std::map<std::string_view, CheckAnswer>& transportAnswers();   ///< frame to firewall
const std::map<std::string_view, CheckAnswer>& certificateAnswers(); ///< certificate to close

} // namespace sendwright
