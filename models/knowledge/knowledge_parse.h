// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "knowledge/json_node.h"
#include "knowledge/knowledge.h"

namespace sendwright {

/// One object of a knowledge file as its type. What is wrong goes to the node's trouble; the result is then not used.
CodeMeaning parseCode(const JsonNode& node);
Cause parseCause(const JsonNode& node);
ChecklistStep parseStep(const JsonNode& node);
Rule parseRule(const JsonNode& node);

/// Samples of one rule, as `samples/` holds them.
struct RuleSamples
{
    std::string rule;
    std::vector<Sample> match, noMatch, quiet;
};
RuleSamples parseRuleSamples(const JsonNode& node);

} // namespace sendwright
