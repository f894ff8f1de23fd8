// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/conditions.h"
#include "analysis/finding.h"
#include "core/row_text.h"
#include "knowledge/knowledge.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sendwright {

/// Everything one rule matched under one signature; becomes a finding.
struct RuleGroup
{
    const Rule* rule = nullptr;
    std::string signature;
    std::vector<SessionIndex> sessions; ///< in time order
    std::vector<RowIndex> events;
    std::vector<const Fact*> facts;
};

/// Weighs a group and writes it up.
class FindingWriter
{
public:
    FindingWriter(const Surroundings& around, const Knowledge& knowledge, const RowText& text)
        : m_around(around), m_knowledge(knowledge), m_text(text), m_evaluator(around)
    {
    }
    Finding write(const RuleGroup& group) const;

private:
    /// Facts that were needed are added to `facts`.
    void weigh(Finding& finding, const RuleGroup& group, std::vector<const Fact*>& facts) const;
    void doubtGaps(Finding& finding, const RuleGroup& group) const;
    void ask(Finding& finding, const RuleGroup& group) const;
    void inTimeOrder(std::vector<RowIndex>& rows) const;
    void explainLinks(Finding& finding) const;
    void cover(Finding& finding, const RuleGroup& group) const;
    void cite(Finding& finding, const RuleGroup& group, const std::vector<const Fact*>& facts) const;
    void citeConnectivity(class CitationList& list, SessionIndex session) const;
    void citeQueues(class CitationList& list) const;
    std::string summarise(const Finding& finding, const RuleGroup& group) const;

    const Surroundings& m_around;
    const Knowledge& m_knowledge;
    const RowText& m_text;
    ConditionEvaluator m_evaluator;
};

/// Mark named in a rule's `cites` (`tls-result`, `cert-sent` …).
std::optional<Mark> markOf(std::string_view name);

} // namespace sendwright
