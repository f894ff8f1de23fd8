// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "analysis/surroundings.h"

namespace sendwright {

/// The answer on top of everything, for someone who reads nothing else.
Verdict verdictOf(const Surroundings& around, const std::vector<Finding>& findings);

} // namespace sendwright
