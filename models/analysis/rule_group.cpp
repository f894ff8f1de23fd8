// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/rule_group.h"

#include "analysis/cite.h"
#include "analysis/condition_fields.h"
#include "analysis/row_gaps.h"
#include "analysis/tls_story.h"
#include "core/text_scan.h"

#include <algorithm>
#include <array>
#include <set>

namespace sendwright {

namespace {

constexpr std::size_t kQuotedSessions = 6;
constexpr std::size_t kQuotedFacts = 4;

Severity severityOf(std::string_view word)
{
    if (word == "error")
        return Severity::Error;
    return word == "warning" ? Severity::Warning : Severity::Info;
}

Area areaOf(std::string_view word)
{
    for (const Area area : {Area::Connector, Area::Firewall, Area::Certificate, Area::KeyPermission,
                            Area::ProtocolCipher, Area::Dns, Area::Remote, Area::Policy})
        if (word == slug(area))
            return area;
    return Area::None;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

std::string joinedNames(const std::vector<std::string>& names)
{
    std::string out;
    for (std::size_t i = 0; i < names.size() && i < 3; ++i)
        out += (i > 0 ? ", " : "") + names[i];
    return names.size() > 3 ? out + " and " + std::to_string(names.size() - 3) + " more" : out;
}

} // namespace

std::optional<Mark> markOf(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, Mark>, 21> kNames = {{
        {"attempt", Mark::Attempt},
        {"connect-failed", Mark::ConnectFailed},
        {"connect", Mark::Connect},
        {"banner", Mark::Banner},
        {"ehlo", Mark::Ehlo},
        {"ehlo-reply", Mark::EhloReply},
        {"starttls-offer", Mark::StartTlsOffer},
        {"masked-offer", Mark::MaskedOffer},
        {"starttls", Mark::StartTlsCommand},
        {"starttls-reply", Mark::StartTlsReply},
        {"cert-sent", Mark::CertSent},
        {"cert-received", Mark::CertReceived},
        {"tls-result", Mark::TlsResult},
        {"chain", Mark::Chain},
        {"after-tls", Mark::AfterTls},
        {"first-mail", Mark::FirstMail},
        {"accepted", Mark::FirstAccepted},
        {"error-reply", Mark::ErrorReply},
        {"auth-failed", Mark::AuthFailed},
        {"tarpit", Mark::Tarpit},
        {"close", Mark::Close},
    }};
    for (const auto& [known, mark] : kNames)
        if (known == name)
            return mark;
    return std::nullopt;
}

void FindingWriter::inTimeOrder(std::vector<RowIndex>& rows) const
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::stable_sort(rows.begin(), rows.end(), [this](RowIndex a, RowIndex b) {
        return m_around.snapshot().time(a) < m_around.snapshot().time(b);
    });
}

Finding FindingWriter::write(const RuleGroup& group) const
{
    Finding finding;
    finding.rule = group.rule->id;
    finding.cause = group.rule->cause;
    finding.severity = severityOf(group.rule->severity);
    finding.confidence = group.rule->confidence;
    finding.sessions = group.sessions;
    finding.eventRows = group.events;
    if (const Cause* cause = m_knowledge.cause(finding.cause)) {
        finding.title = cause->title;
        finding.area = areaOf(cause->area);
    }
    if (!group.rule->reason.empty())
        finding.reasons.push_back(group.rule->reason);
    cover(finding, group);
    std::vector<const Fact*> facts = group.facts;
    weigh(finding, group, facts);
    doubtGaps(finding, group);
    ask(finding, group);
    inTimeOrder(finding.eventRows);
    explainLinks(finding);
    cite(finding, group, facts);
    finding.summary = summarise(finding, group);
    return finding;
}

void FindingWriter::cover(Finding& finding, const RuleGroup& group) const
{
    const Snapshot& snapshot = m_around.snapshot();
    std::set<std::string> connectors, peers;
    const auto extend = [&](TimePoint from, TimePoint to) {
        if (from.known() && (!finding.first.known() || from < finding.first))
            finding.first = from;
        if (to.known() && (!finding.last.known() || to > finding.last))
            finding.last = to;
    };
    for (const SessionIndex index : group.sessions) {
        const Session& session = snapshot.sessions()[index];
        extend(session.first, session.last);
        if (session.connector != PoolId::Empty)
            connectors.emplace(snapshot.text(session.connector));
        if (session.remoteEndpoint != PoolId::Empty)
            peers.emplace(hostPart(snapshot.text(session.remoteEndpoint)));
    }
    if (group.sessions.empty())
        for (const RowIndex row : group.events)
            extend(snapshot.event(row).time, snapshot.event(row).time);
    finding.connectors.assign(connectors.begin(), connectors.end());
    finding.peers.assign(peers.begin(), peers.end());
}

void FindingWriter::weigh(Finding& finding, const RuleGroup& group, std::vector<const Fact*>& facts) const
{
    const auto use = [&facts](const Fact* fact) {
        if (fact != nullptr && std::find(facts.begin(), facts.end(), fact) == facts.end())
            facts.push_back(fact);
    };
    for (const Weigh& weigh : group.rule->weigh) {
        std::size_t held = 0;
        std::vector<SessionIndex> subjects = group.sessions;
        if (subjects.empty())
            subjects.push_back(kNoSession);
        for (const SessionIndex session : subjects) {
            const Subject subject{session, kNoRow, nullptr, group.sessions.size(), finding.peers.size()};
            const Held result = m_evaluator.holds(weigh.when, subject);
            held += result.holds ? 1 : 0;
            if (result.usedEvent != kNoRow)
                finding.eventRows.push_back(result.usedEvent);
            if (result.holds && facts.size() < kQuotedFacts)
                use(result.usedFact);
        }
        // What speaks against a few of many sessions does not clear the rest.
        if (held == 0 || (weigh.against && held * 2 <= subjects.size()))
            continue;
        finding.confidence = weigh.against ? std::min(finding.confidence, weigh.confidence)
                                           : std::max(finding.confidence, weigh.confidence);
        if (weigh.remark)
            finding.severity = Severity::Info;
        std::string reason = weigh.reason;
        if (held < group.sessions.size())
            reason +=
                " (" + std::to_string(held) + " of " + counted(group.sessions.size(), "session", "sessions") + ")";
        (weigh.against ? finding.against : finding.reasons).push_back(std::move(reason));
    }
}

/// A rule that needs something to be lacking says little of sessions whose rows are not all here.
void FindingWriter::doubtGaps(Finding& finding, const RuleGroup& group) const
{
    constexpr double kMost = 0.4;
    const auto& when = group.rule->when;
    const bool restsOnAbsence = std::any_of(when.begin(), when.end(), [](const Condition& condition) {
        const bool lacking =
            condition.op == "missing" && isSessionField(condition.field) && !isOfOthers(condition.field);
        return lacking || (condition.field == "starttls" && condition.values == std::vector<std::string>{"none"});
    });
    const bool gaps = !group.sessions.empty() &&
                      std::all_of(group.sessions.begin(), group.sessions.end(),
                                  [&](SessionIndex session) { return hasRowGaps(m_around.snapshot(), session); });
    if (!restsOnAbsence || !gaps)
        return;
    finding.confidence = std::min(finding.confidence, kMost);
    finding.against.push_back("Rows of the session are missing from the log; what it lacks proves nothing.");
}

/// What would settle it, without what the evidence answers already.
void FindingWriter::ask(Finding& finding, const RuleGroup& group) const
{
    const SessionIndex first = group.sessions.empty() ? kNoSession : group.sessions.front();
    const Subject subject{first, kNoRow, nullptr, group.sessions.size(), finding.peers.size()};
    for (const Question& question : group.rule->settles)
        if (question.unless.empty() || !m_evaluator.holds(question.unless, subject).holds)
            finding.settles.push_back(question);
    if (!m_around.anyEvents() && finding.severity == Severity::Error && !group.sessions.empty() &&
        finding.confidence < 0.9)
        finding.settles.push_back(
            {"The System and Application event logs of the same minutes, exported and added here.",
             {},
             {{"an event of Schannel or MSExchangeTransport stands in the same second",
               "It tells why, or rules this out."},
              {"none stands there", "This server saw nothing wrong; look at the path and at the other side."}}});
}

/// Says why the first events are thought to belong to their sessions.
void FindingWriter::explainLinks(Finding& finding) const
{
    const Snapshot& snapshot = m_around.snapshot();
    std::size_t told = 0;
    for (const SessionIndex session : finding.sessions)
        for (const EventLink* link : m_around.linksOf(session)) {
            const bool ours = std::find(finding.eventRows.begin(), finding.eventRows.end(), link->eventRow) !=
                              finding.eventRows.end();
            if (!ours || told >= 2)
                continue;
            ++told;
            std::string text = snapshot.sourceOf(link->eventRow).path + ':' +
                               std::to_string(snapshot.rows.line(link->eventRow)) + " belongs to session " +
                               std::string(snapshot.text(snapshot.sessions()[session].id)) + ": ";
            for (std::size_t i = 0; i < link->reasons.size(); ++i)
                text += (i > 0 ? "; " : "") + link->reasons[i];
            finding.reasons.push_back(text + (link->rivals == 0 ? "; no other session fits." : "."));
        }
    for (const RowIndex row : finding.eventRows)
        if (!snapshot.event(row).time.known()) {
            finding.against.push_back("The event text has no time, so it is tied by its content only.");
            break;
        }
}

void FindingWriter::cite(Finding& finding, const RuleGroup& group, const std::vector<const Fact*>& facts) const
{
    const Snapshot& snapshot = m_around.snapshot();
    CitationList list(snapshot, m_text);
    const auto marksOf = [&](SessionIndex index, std::size_t most) {
        for (std::size_t i = 0; i < group.rule->cites.size() && i < most; ++i)
            if (const auto mark = markOf(group.rule->cites[i]))
                list.row(snapshot.sessions()[index].mark(*mark), group.rule->cites[i]);
    };
    if (!group.sessions.empty())
        marksOf(group.sessions.front(), 1);
    for (std::size_t i = 0; i < finding.eventRows.size() && i < 3; ++i)
        list.row(finding.eventRows[i], "event");
    if (!group.sessions.empty())
        citeConnectivity(list, group.sessions.front());
    for (std::size_t i = 0; i < facts.size() && i < kQuotedFacts; ++i)
        list.fact(*facts[i], "pasted");
    if (!group.sessions.empty())
        marksOf(group.sessions.front(), group.rule->cites.size());
    for (std::size_t i = 1; i < group.sessions.size() && i < kQuotedSessions; ++i)
        marksOf(group.sessions[i], 1);
    if (group.sessions.empty() && group.facts.empty() && finding.eventRows.size() > 3)
        list.row(finding.eventRows.back(), "event");
    if (finding.severity == Severity::Error && (group.facts.empty() || !group.sessions.empty()))
        citeQueues(list);
    finding.evidence = list.take();
}

/// What the connectivity log says of the same session, when that is a failure as well.
void FindingWriter::citeConnectivity(CitationList& list, SessionIndex session) const
{
    const Snapshot& snapshot = m_around.snapshot();
    for (const TransportJoin& join : joinsOf(m_around.correlation().transport, session))
        if (snapshot.transport(join.row).kind == EntryKind::Connectivity &&
            snapshot.rows[join.row].severity >= Severity::Warning)
            return list.row(join.row, "connectivity log, same session id");
}

void FindingWriter::citeQueues(CitationList& list) const
{
    std::size_t quoted = 0;
    for (const Fact& fact : *m_around.snapshot().facts)
        if (fact.kind == Fact::Kind::Queue && !fact.field("LastError").empty() && quoted++ < 2)
            list.fact(fact, "what the queue says");
}

std::string FindingWriter::summarise(const Finding& finding, const RuleGroup& group) const
{
    std::string out;
    if (!group.sessions.empty()) {
        out = counted(group.sessions.size(), "session", "sessions");
        if (!finding.connectors.empty())
            out += " on " + joinedNames(finding.connectors);
        if (finding.first.known())
            out += " since " + formatPlainTime(finding.first);
        out += ". ";
    } else if (!group.events.empty()) {
        out = counted(group.events.size(), "Windows event", "Windows events");
        if (finding.first.known())
            out += " since " + formatPlainTime(finding.first);
        out += ". ";
    } else if (!group.facts.empty()) {
        out = counted(group.facts.size(), "pasted entry", "pasted entries") + ". ";
    }
    return out + (finding.reasons.empty() ? std::string() : finding.reasons.front());
}

} // namespace sendwright
