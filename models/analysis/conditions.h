// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/condition_fields.h"
#include "analysis/surroundings.h"
#include "core/result.h"

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
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

/// One thread. It remembers of each list of conditions what it asks for, by the list's place, and of a session what its
/// fields said: lists must stay where and as they are.
class ConditionEvaluator
{
public:
    explicit ConditionEvaluator(const Surroundings& surroundings) : m_around(surroundings) {}

    Held holds(const std::vector<Condition>& conditions, const Subject& subject) const;

    /// Fields a condition may name, for checking rules. docs: resources/knowledge/README.md.
    static bool isKnownField(std::string_view field);

private:
    /// A condition on a session field.
    struct SessionCondition
    {
        const Condition* condition = nullptr;
        SessionFieldFunction read = nullptr;
        std::size_t place = 0; ///< of the field among m_values
    };
    struct Prepared
    {
        std::vector<SessionCondition> onSession;
        bool onGroup = false, onEvent = false, onFact = false;
    };
    struct Value
    {
        bool known = false;
        std::string text;
    };
    const Prepared& prepared(const std::vector<Condition>& conditions) const;
    std::size_t placeOf(const std::string& field) const;
    bool sessionPart(const Prepared& conditions, SessionIndex session) const;
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
    mutable std::unordered_map<const std::vector<Condition>*, Prepared> m_prepared;
    mutable std::unordered_map<std::string, std::size_t> m_places; ///< of fields among m_values
    mutable std::vector<Value> m_values;                           ///< of the fields of m_session
    mutable SessionIndex m_session = kNoSession;
    mutable std::map<FactKey, const Fact*> m_found; ///< null: none holds
};

} // namespace sendwright
