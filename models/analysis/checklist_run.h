// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "analysis/surroundings.h"
#include "core/row_text.h"
#include "knowledge/knowledge.h"

#include <vector>

namespace sendwright {

/// What the evidence answers to each step of the checklist (knowledge section F). Unknown where it is silent.
std::vector<StepResult> runChecklist(const Surroundings& around, const Knowledge& knowledge,
                                     const Certificates& certificates, const std::vector<Finding>& findings,
                                     const RowText& text);

} // namespace sendwright
