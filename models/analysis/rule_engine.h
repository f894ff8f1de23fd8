// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "analysis/surroundings.h"
#include "core/row_text.h"
#include "knowledge/knowledge.h"

#include <stop_token>
#include <string>
#include <vector>

namespace sendwright {

/// Runs the rules: inside a session the first that matches (by order) speaks; sessions with the same signature become
/// one finding; events and facts that no session explains speak for themselves. Most likely first. So many `threads`
/// look at sessions at once.
std::vector<Finding> runRules(const Surroundings& around, const Knowledge& knowledge, const RowText& text,
                              unsigned threads, std::stop_token stop);

/// What is wrong with the rules of a pack as the engine sees them (unknown fields, marks, scopes); empty when all is
/// fine.
std::vector<std::string> checkRules(const Knowledge& knowledge);

} // namespace sendwright
