// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/rule_engine.h"

#include "analysis/rule_group.h"
#include "core/text_scan.h"
#include "index/parallel.h"

#include <algorithm>
#include <map>
#include <span>

namespace sendwright {

namespace {

constexpr std::size_t kFactsOfGroup = 8;   ///< more than are quoted
constexpr std::size_t kEventsOfGroup = 32; ///< of a rule on sessions; more than are quoted
constexpr std::size_t kFewSessions = 500;  ///< are not worth a thread

/// What matched, by rule and signature.
class Groups
{
public:
    RuleGroup& of(const Rule& rule, const std::string& signature)
    {
        RuleGroup& group = m_groups[rule.id + '\n' + signature];
        group.rule = &rule;
        group.signature = signature;
        return group;
    }

    /// Pasted output that a rule on sessions needed is evidence as well.
    static void addFact(RuleGroup& group, const Fact* fact) { addOnce(group.facts, fact, kFactsOfGroup); }
    /// An event that a rule on sessions needed is evidence as well.
    static void addEvent(RuleGroup& group, RowIndex row) { addOnce(group.events, row, kEventsOfGroup); }

    /// Those of later sessions behind these, as if one had looked at all of them.
    void append(const Groups& later)
    {
        for (const auto& [key, group] : later.m_groups) {
            RuleGroup& own = of(*group.rule, group.signature);
            own.sessions.insert(own.sessions.end(), group.sessions.begin(), group.sessions.end());
            for (const Fact* fact : group.facts)
                addFact(own, fact);
            for (const RowIndex row : group.events)
                addEvent(own, row);
        }
    }

    std::vector<RuleGroup> taken()
    {
        std::vector<RuleGroup> groups;
        for (auto& [key, group] : m_groups)
            groups.push_back(std::move(group));
        return groups;
    }

private:
    template <typename T>
    static void addOnce(std::vector<T>& list, T what, std::size_t most)
    {
        if (list.size() < most && std::find(list.begin(), list.end(), what) == list.end())
            list.push_back(what);
    }

    std::map<std::string, RuleGroup> m_groups;
};

class Engine
{
public:
    Engine(const Surroundings& around, const Knowledge& knowledge, unsigned threads, std::stop_token stop)
        : m_around(around), m_evaluator(around), m_threads(threads), m_stop(std::move(stop))
    {
        for (const Rule& rule : knowledge.rules())
            m_rules.push_back(&rule);
        std::stable_sort(m_rules.begin(), m_rules.end(),
                         [](const Rule* a, const Rule* b) { return a->order < b->order; });
    }

    std::vector<RuleGroup> run()
    {
        sessions();
        events();
        facts();
        return m_groups.taken();
    }

private:
    /// What sessions of one finding share beside the rule: the error's name or number, and which way they went.
    std::string signatureOf(const Session& session) const
    {
        const Snapshot& snapshot = m_around.snapshot();
        std::string out = session.kind == EntryKind::SmtpSend ? "send " : "receive ";
        if (session.tls == TlsState::Failed)
            return out + std::string(snapshot.text(session.tlsDetail));
        if (session.mark(Mark::ConnectFailed) != kNoRow)
            return out + std::to_string(session.winsock);
        return session.mark(Mark::ErrorReply) != kNoRow ? out + std::to_string(session.errorCode) : out;
    }

    void sessions()
    {
        const auto& all = m_around.snapshot().sessions();
        std::vector<const Rule*> rules, onHealthy;
        for (const Rule* rule : m_rules) {
            const bool any = rule->scope == "any-session" && anyRuleCanFire(*rule);
            if (any || rule->scope == "session")
                rules.push_back(rule);
            if (any)
                onHealthy.push_back(rule);
        }
        const auto failed = [&](SessionIndex index) { return all[index].failed || all[index].tlsFailed; };
        std::vector<SessionIndex> order;
        for (SessionIndex i = 0; i < all.size(); ++i)
            if (failed(i) || (!onHealthy.empty() && all[i].messages == 0))
                order.push_back(i);
        std::stable_sort(order.begin(), order.end(),
                         [&](SessionIndex a, SessionIndex b) { return all[a].first < all[b].first; });
        const auto rulesFor = [&](SessionIndex index) { return std::span(failed(index) ? rules : onHealthy); };
        std::vector<Groups> parts(std::min<std::size_t>(2u * m_threads, order.size() / kFewSessions + 1));
        parallelFor(parts.size(), m_threads, [&](std::size_t i) {
            const std::size_t from = order.size() * i / parts.size(), to = order.size() * (i + 1) / parts.size();
            const ConditionEvaluator evaluator(m_around); // of this thread
            for (const SessionIndex index : std::span(order).subspan(from, to - from))
                if (!m_stop.stop_requested())
                    session(index, rulesFor(index), evaluator, parts[i]);
        });
        for (const Groups& part : parts)
            m_groups.append(part);
    }

    /// The first rule that holds for the session takes it.
    void session(SessionIndex index, std::span<const Rule* const> rules, const ConditionEvaluator& evaluator,
                 Groups& groups) const
    {
        for (const Rule* rule : rules) {
            const Held held = evaluator.holds(rule->when, Subject{index, kNoRow, nullptr, 0, 0});
            if (!held.holds)
                continue;
            RuleGroup& group = groups.of(*rule, signatureOf(m_around.snapshot().sessions()[index]));
            group.sessions.push_back(index);
            if (held.usedFact != nullptr)
                Groups::addFact(group, held.usedFact);
            if (held.usedEvent != kNoRow)
                Groups::addEvent(group, held.usedEvent);
            return;
        }
    }

    /// A rule that needs an event which is not there is passed over at once, and of healthy sessions only those without
    /// mail are asked about, so that a large healthy log costs next to nothing.
    bool anyRuleCanFire(const Rule& rule) const
    {
        for (const Condition& condition : rule.when)
            if (condition.field == "anyEvent")
                return std::any_of(condition.values.begin(), condition.values.end(),
                                   [&](const std::string& kind) { return !m_around.eventsOf(kind).empty(); });
        return true;
    }

    void events()
    {
        for (const Rule* rule : m_rules) {
            if (rule->scope != "event")
                continue;
            for (const Condition& condition : rule->when)
                if (condition.field == "event" || condition.field == "anyEvent")
                    for (const std::string& kind : condition.values)
                        for (const RowIndex row : m_around.eventsOf(kind))
                            if (m_evaluator.holds(rule->when, Subject{kNoSession, row, nullptr, 0, 0}).holds)
                                m_groups.of(*rule, {}).events.push_back(row);
        }
    }

    void facts()
    {
        for (const Fact& fact : *m_around.snapshot().facts)
            for (const Rule* rule : m_rules)
                if (rule->scope == "fact" &&
                    m_evaluator.holds(rule->when, Subject{kNoSession, kNoRow, &fact, 0, 0}).holds) {
                    m_groups.of(*rule, {}).facts.push_back(&fact);
                    break;
                }
    }

    const Surroundings& m_around;
    ConditionEvaluator m_evaluator;
    const unsigned m_threads;
    std::stop_token m_stop;
    std::vector<const Rule*> m_rules;
    Groups m_groups;
};

/// Events or facts that say what a session already says are evidence for that finding, not a finding of their own.
void mergeSameCause(std::vector<Finding>& findings)
{
    std::vector<Finding> kept;
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return !a.sessions.empty() && b.sessions.empty(); });
    for (Finding& finding : findings) {
        const auto same = std::find_if(kept.begin(), kept.end(), [&](const Finding& other) {
            return other.cause == finding.cause && (finding.sessions.empty() || other.rule == finding.rule);
        });
        if (same == kept.end() || !finding.sessions.empty()) {
            kept.push_back(std::move(finding));
            continue;
        }
        same->confidence = std::max(same->confidence, finding.confidence);
        if (same->eventRows.empty())
            same->reasons.insert(same->reasons.end(), finding.reasons.begin(), finding.reasons.end());
        for (const Citation& citation : finding.evidence)
            if (same->evidence.size() < 12)
                same->evidence.push_back(citation);
    }
    findings = std::move(kept);
}

void sortFindings(std::vector<Finding>& findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        if (a.confidence != b.confidence)
            return a.confidence > b.confidence;
        if (a.severity != b.severity)
            return a.severity > b.severity;
        return a.sessions.size() > b.sessions.size();
    });
}

bool knownScope(const std::string& scope)
{
    return scope == "session" || scope == "any-session" || scope == "event" || scope == "fact";
}

void checkConditions(const std::string& rule, const std::vector<Condition>& conditions,
                     std::vector<std::string>& faults)
{
    for (const Condition& condition : conditions)
        if (!ConditionEvaluator::isKnownField(condition.field))
            faults.push_back(rule + ": unknown field " + condition.field);
}

} // namespace

std::vector<Finding> runRules(const Surroundings& around, const Knowledge& knowledge, const RowText& text,
                              unsigned threads, std::stop_token stop)
{
    Engine engine(around, knowledge, threads, std::move(stop));
    const FindingWriter writer(around, knowledge, text);
    std::vector<Finding> findings;
    for (const RuleGroup& group : engine.run())
        findings.push_back(writer.write(group));
    mergeSameCause(findings);
    sortFindings(findings);
    return findings;
}

std::vector<std::string> checkRules(const Knowledge& knowledge)
{
    std::vector<std::string> faults;
    for (const Rule& rule : knowledge.rules()) {
        checkConditions(rule.id, rule.when, faults);
        for (const Weigh& weigh : rule.weigh)
            checkConditions(rule.id, weigh.when, faults);
        for (const Question& question : rule.settles)
            checkConditions(rule.id, question.unless, faults);
        if (!knownScope(rule.scope))
            faults.push_back(rule.id + ": unknown scope " + rule.scope);
        if (!rule.native.empty())
            faults.push_back(rule.id + ": unknown native condition " + rule.native);
        for (const std::string& mark : rule.cites)
            if (!markOf(mark))
                faults.push_back(rule.id + ": unknown mark " + mark);
    }
    return faults;
}

} // namespace sendwright
