// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/conditions.h"

#include "analysis/fact_fields.h"
#include "core/text_scan.h"

#include <algorithm>
#include <utility>

namespace sendwright {

namespace {

constexpr std::size_t kFactsTried = 2000; ///< of a kind, so that hostile pastes stay cheap
constexpr std::size_t kFoundKept = 50000;

enum class Operator { Is, Contains, Missing, Exists, Less, More };

/// Of an operator that the knowledge's reader has let through; `in` is `is` with several values.
Operator operatorOf(const std::string& op)
{
    switch (op.front()) {
    case 'c':
        return Operator::Contains;
    case 'e':
        return Operator::Exists;
    case 'l':
        return Operator::Less;
    case 'm':
        return op[1] == 'i' ? Operator::Missing : Operator::More;
    default:
        return Operator::Is;
    }
}

bool matches(const Condition& condition, const std::string& value)
{
    const Operator op = operatorOf(condition.op);
    if (op == Operator::Missing || value.empty())
        return op == Operator::Missing && value.empty();
    if (op == Operator::Exists)
        return true;
    const auto any = [&](auto&& test) { return std::any_of(condition.values.begin(), condition.values.end(), test); };
    if (op == Operator::Contains)
        return any([&](const std::string& wanted) { return value.find(wanted) != std::string::npos; });
    if (op == Operator::Is)
        return any([&](const std::string& wanted) { return value == wanted; });
    const auto number = parseNumber(value);
    const auto limit = condition.values.empty() ? std::nullopt : parseNumber(condition.values.front());
    if (!number || !limit)
        return false;
    return op == Operator::Less ? *number < *limit : *number > *limit;
}

bool hasFields(const std::vector<Condition>& conditions, bool (*test)(std::string_view))
{
    return std::any_of(conditions.begin(), conditions.end(), [test](const Condition& c) { return test(c.field); });
}

/// Whether a condition on facts asks something of facts of this kind.
bool asksOf(std::string_view field, Fact::Kind kind)
{
    return factFieldKind(field) == kind || (field == "certHasKey" && kind == Fact::Kind::StoredCertificate);
}

/// `certHasKey` is all that is asked of certificates.
bool asksForKeyOnly(const std::vector<Condition>& conditions)
{
    return std::all_of(conditions.begin(), conditions.end(), [](const Condition& c) {
        return c.field == "certHasKey" || factFieldKind(c.field) != Fact::Kind::Certificate;
    });
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

std::size_t ConditionEvaluator::placeOf(const std::string& field) const
{
    const std::size_t place = m_places.try_emplace(field, m_places.size()).first->second;
    m_values.resize(m_places.size());
    return place;
}

const ConditionEvaluator::Prepared& ConditionEvaluator::prepared(const std::vector<Condition>& conditions) const
{
    const auto [found, isNew] = m_prepared.try_emplace(&conditions);
    Prepared& out = found->second;
    if (!isNew)
        return out;
    for (const Condition& condition : conditions)
        if (const SessionFieldFunction read = sessionFieldFunction(condition.field))
            out.onSession.push_back({&condition, read, placeOf(condition.field)});
    out.onGroup = hasFields(conditions, isGroupField);
    out.onEvent = hasFields(conditions, isEventField);
    out.onFact = hasFields(conditions, isFactField);
    return out;
}

/// Rules ask a session for the same few fields over and over; each is read once.
bool ConditionEvaluator::sessionPart(const Prepared& conditions, SessionIndex session) const
{
    if (std::exchange(m_session, session) != session)
        for (Value& value : m_values)
            value.known = false;
    return std::all_of(conditions.onSession.begin(), conditions.onSession.end(), [&](const SessionCondition& asked) {
        if (session == kNoSession && !isOfOthers(asked.condition->field))
            return false;
        Value& value = m_values[asked.place];
        if (!std::exchange(value.known, true))
            value.text = readSessionField(asked.read, m_around, session);
        return matches(*asked.condition, value.text);
    });
}

bool ConditionEvaluator::eventHolds(const std::vector<Condition>& conditions, RowIndex row,
                                    const Subject& subject) const
{
    const EventRecord& event = m_around.snapshot().event(row);
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
        return !isEventField(condition.field) ||
               matches(condition, eventField(m_around, event, subject.session, condition.field));
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

bool ConditionEvaluator::factHolds(const std::vector<Condition>& conditions, const Fact& fact,
                                   const Subject& subject) const
{
    if (!speaksOf(m_around, fact, subject.session))
        return false;
    return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& c) {
        return !asksOf(c.field, fact.kind) || matches(c, factField(m_around, fact, subject.session, c.field));
    });
}

const Fact* ConditionEvaluator::findFact(const std::vector<Condition>& conditions, Fact::Kind kind,
                                         const Subject& subject) const
{
    const auto searchIn = [&](const std::vector<const Fact*>& facts) -> const Fact* {
        std::size_t looked = 0;
        for (const Fact* fact : facts)
            if (++looked > kFactsTried || factHolds(conditions, *fact, subject))
                return looked > kFactsTried ? nullptr : fact;
        return nullptr;
    };
    const auto search = [&] {
        const Fact* found = searchIn(m_around.factsOf(kind));
        // Whether a certificate has its key, the store tells as well as Exchange.
        const bool store = found == nullptr && kind == Fact::Kind::Certificate && asksForKeyOnly(conditions);
        return store ? searchIn(m_around.factsOf(Fact::Kind::StoredCertificate)) : found;
    };
    if (subject.session == kNoSession)
        return search();
    // Sessions share certificate, connector and peer: what was found for one holds for all like it.
    const Session& session = m_around.snapshot().sessions()[subject.session];
    const FactKey key{&conditions,           kind,
                      session.kind,          session.sent.thumbprint,
                      session.sent.subject,  session.sent.serial,
                      session.sent.issuer,   session.connector,
                      session.remoteEndpoint};
    if (const auto found = m_found.find(key); found != m_found.end())
        return found->second;
    if (m_found.size() > kFoundKept)
        m_found.clear();
    return m_found[key] = search();
}

const Fact* ConditionEvaluator::factPart(const std::vector<Condition>& conditions, const Subject& subject) const
{
    const Fact* used = nullptr;
    std::vector<Fact::Kind> kinds;
    for (const Condition& condition : conditions)
        if (const auto kind = factFieldKind(condition.field);
            kind && std::find(kinds.begin(), kinds.end(), *kind) == kinds.end())
            kinds.push_back(*kind);
    // A rule about pasted output speaks of this fact, so it must ask something of it.
    if (subject.fact != nullptr && std::find(kinds.begin(), kinds.end(), subject.fact->kind) == kinds.end())
        return nullptr;
    for (const Fact::Kind kind : kinds) {
        const bool own = subject.fact != nullptr && subject.fact->kind == kind;
        const Fact* found = own ? subject.fact : findFact(conditions, kind, subject);
        if (found == nullptr || (own && !factHolds(conditions, *found, subject)))
            return nullptr;
        used = used == nullptr ? found : used;
    }
    return used;
}

Held ConditionEvaluator::holds(const std::vector<Condition>& conditions, const Subject& subject) const
{
    Held held;
    const Prepared& asked = prepared(conditions);
    if ((asked.onGroup && !groupPart(conditions, subject)) || !sessionPart(asked, subject.session))
        return held;
    if (asked.onEvent) {
        held.usedEvent = eventPart(conditions, subject);
        if (held.usedEvent == kNoRow)
            return held;
    }
    if (asked.onFact) {
        held.usedFact = factPart(conditions, subject);
        if (held.usedFact == nullptr)
            return held;
    }
    held.holds = true;
    return held;
}

} // namespace sendwright
