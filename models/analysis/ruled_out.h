// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "analysis/surroundings.h"
#include "core/row_text.h"

#include <vector>

namespace sendwright {

/// What the sessions of the leading finding show not to be the cause, each with the rows that show it.
std::vector<RuledOut> ruleOut(const Surroundings& around, const std::vector<Finding>& findings, const RowText& text);

} // namespace sendwright
