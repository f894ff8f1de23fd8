// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/conditions.h"

#include "analysis/condition_fields.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

bool matches(const Condition& condition, const std::string& value)
{
    if (condition.op == "missing")
        return value.empty();
    if (value.empty())
        return false;
    if (condition.op == "exists")
        return true;
    const auto any = [&](auto&& test) { return std::any_of(condition.values.begin(), condition.values.end(), test); };
    if (condition.op == "contains")
        return any([&](const std::string& wanted) { return value.find(wanted) != std::string::npos; });
    if (condition.op == "is" || condition.op == "in")
        return any([&](const std::string& wanted) { return value == wanted; });
    const auto number = parseNumber(value);
    const auto limit = condition.values.empty() ? std::nullopt : parseNumber(condition.values.front());
    if (!number || !limit)
        return false;
    return condition.op == "less" ? *number < *limit : *number > *limit;
}

bool hasFields(const std::vector<Condition>& conditions, bool (*test)(std::string_view))
{
    return std::any_of(conditions.begin(), conditions.end(), [test](const Condition& c) { return test(c.field); });
}

bool isGroupField(std::string_view field)
{
    return field == "groupSessions" || field == "groupPeers";
}

bool groupPart(const std::vector<Condition>& conditions, const Subject& subject)
{
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
        const std::size_t count = condition.field == "groupPeers" ? subject.groupPeers : subject.groupSessions;
        return !isGroupField(condition.field) || matches(condition, std::to_string(count));
    });
}

} // namespace

bool ConditionEvaluator::isKnownField(std::string_view field)
{
    return isGroupField(field) || isSessionField(field) || isEventField(field) || isFactField(field);
}

bool ConditionEvaluator::sessionPart(const std::vector<Condition>& conditions, SessionIndex session) const
{
    for (const Condition& condition : conditions)
        if (isSessionField(condition.field) &&
            (session == kNoSession || !matches(condition, sessionField(m_around, session, condition.field))))
            return false;
    return true;
}

bool ConditionEvaluator::eventHolds(const std::vector<Condition>& conditions, RowIndex row,
                                    const Subject& subject) const
{
    const EventRecord& event = m_around.snapshot().event(row);
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
        if (condition.field == "eventFits")
            return matches(condition, m_around.namesOtherConnector(event, subject.session) ? "" : "true");
        return !isEventField(condition.field) || matches(condition, eventField(event, condition.field));
    });
}

std::vector<RowIndex> ConditionEvaluator::candidates(const std::vector<Condition>& conditions,
                                                     const Subject& subject) const
{
    std::vector<RowIndex> rows;
    const bool anyTime = hasFields(conditions, [](std::string_view field) { return field == "anyEvent"; });
    if (subject.session == kNoSession || anyTime) {
        for (const Condition& condition : conditions)
            for (const std::string& kind : condition.values)
                if (condition.field == "event" || condition.field == "anyEvent")
                    rows.insert(rows.end(), m_around.eventsOf(kind).begin(), m_around.eventsOf(kind).end());
        return rows;
    }
    // `event` means an event tied to this session; one without a time can be tied to none, and counts by its content.
    for (const EventLink* link : m_around.linksOf(subject.session))
        rows.push_back(link->eventRow);
    rows.insert(rows.end(), m_around.untimedEvents().begin(), m_around.untimedEvents().end());
    return rows;
}

RowIndex ConditionEvaluator::eventPart(const std::vector<Condition>& conditions, const Subject& subject) const
{
    if (subject.event != kNoRow)
        return eventHolds(conditions, subject.event, subject) ? subject.event : kNoRow;
    for (const RowIndex row : candidates(conditions, subject))
        if (eventHolds(conditions, row, subject))
            return row;
    return kNoRow;
}

const Fact* ConditionEvaluator::factPart(const std::vector<Condition>& conditions, const Subject& subject) const
{
    const auto holds = [&](const Fact& fact) {
        return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& c) {
            return !isFactField(c.field) || matches(c, factField(m_around, fact, subject.session, c.field));
        });
    };
    if (subject.fact != nullptr)
        return holds(*subject.fact) ? subject.fact : nullptr;
    const auto& facts = *m_around.snapshot().facts;
    const auto found = std::find_if(facts.begin(), facts.end(), holds);
    return found != facts.end() ? &*found : nullptr;
}

Held ConditionEvaluator::holds(const std::vector<Condition>& conditions, const Subject& subject) const
{
    Held held;
    if (!groupPart(conditions, subject) || !sessionPart(conditions, subject.session))
        return held;
    if (hasFields(conditions, isEventField)) {
        held.usedEvent = eventPart(conditions, subject);
        if (held.usedEvent == kNoRow)
            return held;
    }
    if (hasFields(conditions, isFactField)) {
        held.usedFact = factPart(conditions, subject);
        if (held.usedFact == nullptr)
            return held;
    }
    held.holds = true;
    return held;
}

} // namespace sendwright
