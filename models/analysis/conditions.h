// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/surroundings.h"
#include "core/result.h"

#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace sendwright {

/// What conditions are asked about: a session, an event or a fact; the others are absent.
struct Subject
{
    SessionIndex session = kNoSession;
    RowIndex event = kNoRow;
    const Fact* fact = nullptr;
    std::size_t groupSessions = 0, groupPeers = 0; ///< of the finding being weighed
};

/// Whether all conditions of a list hold. Conditions on an event hold together for one and the same event (that event
/// is put into `usedEvent`), those on facts of a kind for one fact of that kind (the first of them in `usedFact`).
struct Held
{
    bool holds = false;
    RowIndex usedEvent = kNoRow;
    const Fact* usedFact = nullptr;
};

class ConditionEvaluator
{
public:
    explicit ConditionEvaluator(const Surroundings& surroundings) : m_around(surroundings) {}

    Held holds(const std::vector<Condition>& conditions, const Subject& subject) const;

    /// Fields a condition may name, for checking rules. docs: resources/knowledge/README.md.
    static bool isKnownField(std::string_view field);

private:
    bool sessionPart(const std::vector<Condition>& conditions, SessionIndex session) const;
    RowIndex eventPart(const std::vector<Condition>& conditions, const Subject& subject) const;
    bool factHolds(const std::vector<Condition>& conditions, const Fact& fact, const Subject& subject) const;
    const Fact* findFact(const std::vector<Condition>& conditions, Fact::Kind kind, const Subject& subject) const;
    const Fact* factPart(const std::vector<Condition>& conditions, const Subject& subject) const;
    std::vector<RowIndex> candidates(const std::vector<Condition>& conditions, const Subject& subject) const;
    bool eventHolds(const std::vector<Condition>& conditions, RowIndex row, const Subject& subject) const;

    /// All that decides which facts speak of a session, and which conditions are asked.
    using FactKey = std::tuple<const std::vector<Condition>*, Fact::Kind, EntryKind, PoolId, PoolId, PoolId, PoolId,
                               PoolId, PoolId>;

    const Surroundings& m_around;
    mutable std::map<FactKey, const Fact*> m_found; ///< null: none holds
};

} // namespace sendwright
