// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist from frame to queue. Proven: fine by the log. Contradicted: the log shows the fault.

#include "analysis/checklist_answers.h"

#include "analysis/connector_set.h"
#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>
#include <set>

namespace sendwright {

namespace {

using enum StepState;

CheckResult direction(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    return v.answer(
        Proven, std::string(v.outbound() ? "Outbound" : "Inbound") + " on " + std::string(v.said(v.session->connector)),
        {Mark::Attempt, Mark::Connect});
}

/// The last session on the finding's connectors that worked before the finding began.
SessionIndex lastGood(const CheckView& v)
{
    SessionIndex found = kNoSession;
    if (v.lead == nullptr || v.session == nullptr || !v.lead->first.known())
        return found;
    const auto& sessions = v.snapshot().sessions();
    ConnectorSet connectors(v.snapshot(), v.lead->connectors);
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        const Session& session = sessions[i];
        const bool good =
            !session.failed && !session.tlsFailed && (session.accepted > 0 || session.tls == TlsState::Negotiated);
        if (good && session.kind == v.session->kind && session.first.known() && session.first < v.lead->first &&
            (found == kNoSession || session.first > sessions[found].first) && connectors.contains(session.connector))
            found = i;
    }
    return found;
}

CheckResult since(const CheckView& v)
{
    if (v.lead == nullptr || !v.lead->first.known())
        return v.unknown("No failure with a time");
    const SessionIndex good = lastGood(v);
    std::string says = "First failure " + formatIsoTime(v.lead->first);
    std::vector<RowIndex> rows;
    if (v.session != nullptr)
        for (const Mark mark : {Mark::TlsResult, Mark::ConnectFailed, Mark::ErrorReply})
            rows.push_back(v.session->mark(mark));
    if (good != kNoSession) {
        const Session& session = v.snapshot().sessions()[good];
        says += "; the last success on the same connector " + formatIsoTime(session.first);
        rows.push_back(session.mark(session.accepted > 0 ? Mark::FirstAccepted : Mark::TlsResult));
    } else {
        says += "; no earlier success here, so it may have begun before these logs";
    }
    return v.answerWithRows(Proven, says, rows);
}

/// Restarts, updates and installations among the events between two times.
std::vector<RowIndex> changeEvents(const CheckView& v, TimePoint from, TimePoint to)
{
    constexpr const char* kKinds[] = {"user32/1074",
                                      "eventlog/6005",
                                      "eventlog/6008",
                                      "microsoft-windows-kernel-general/12",
                                      "microsoft-windows-windowsupdateclient/19",
                                      "microsoft-windows-servicing/2",
                                      "msiinstaller/1033",
                                      "msiinstaller/1035",
                                      "msiinstaller/11707"};
    std::vector<RowIndex> rows;
    for (const char* kind : kKinds)
        for (const RowIndex row : v.around.eventsOf(kind)) {
            const TimePoint time = v.snapshot().event(row).time;
            if (time.known() && time <= to && (!from.known() || time >= from))
                rows.push_back(row);
        }
    std::stable_sort(rows.begin(), rows.end(),
                     [&](RowIndex a, RowIndex b) { return v.snapshot().event(a).time > v.snapshot().event(b).time; });
    return rows;
}

std::string certificateChange(const CheckView& v, const CertificateView& before, const CertificateView& now)
{
    const std::string_view print = v.said(now.thumbprint), earlier = v.said(before.thumbprint);
    if (plainThumbprint(print).empty() || plainThumbprint(earlier).empty() ||
        equalsNoCase(trimmed(print), trimmed(earlier)))
        return {};
    std::string says =
        "A new certificate: " + shortPrint(earlier) + " before, " + shortPrint(print) + " with the first failure";
    if (now.notBefore.known())
        says += ", valid from " + formatIsoTime(now.notBefore, 0).substr(0, 10);
    const bool otherIssuer = now.issuer != PoolId::Empty && before.issuer != PoolId::Empty &&
                             !sameDistinguishedName(v.said(now.issuer), v.said(before.issuer));
    const bool otherName = now.subject != PoolId::Empty && before.subject != PoolId::Empty &&
                           !sameDistinguishedName(v.said(now.subject), v.said(before.subject));
    if (otherIssuer)
        says += ", of another issuer (" + std::string(bounded(v.said(now.issuer), 120)) + ')';
    if (otherName)
        says += ", with another subject";
    return says;
}

CheckResult changed(const CheckView& v)
{
    if (v.lead == nullptr || v.session == nullptr || !v.lead->first.known())
        return v.unknown("No failure with a time");
    const SessionIndex good = lastGood(v);
    const Session* before = good != kNoSession ? &v.snapshot().sessions()[good] : nullptr;
    std::vector<std::string> parts;
    std::vector<RowIndex> rows;
    if (before != nullptr && v.sent() && before->mark(Mark::CertSent) != kNoRow)
        if (std::string says = certificateChange(v, before->sent, v.session->sent); !says.empty()) {
            parts.push_back(std::move(says));
            rows = {v.session->mark(Mark::CertSent), before->mark(Mark::CertSent)};
        }
    const auto events = changeEvents(v, before != nullptr ? before->first : TimePoint{}, v.lead->first);
    if (!events.empty()) {
        parts.push_back(std::to_string(events.size()) +
                        (events.size() == 1 ? " restart or update" : " restarts or updates") +
                        (before != nullptr ? " since the last success" : " before the first failure"));
        rows.insert(rows.end(), events.begin(),
                    events.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, events.size())));
    }
    if (parts.empty())
        return v.unknown(before == nullptr ? "No earlier success to compare with"
                                           : "The evidence shows no change since the last success; ask the calendar");
    return v.answerWithRows(Proven, parts.size() == 2 ? parts[0] + "; " + parts[1] : parts[0], rows);
}

CheckResult logs(const CheckView& v)
{
    std::size_t logs = 0, problems = 0;
    for (const SourceInfo& source : v.snapshot().sources) {
        const bool log = source.format == Format::SmtpSendLog || source.format == Format::SmtpReceiveLog;
        logs += log ? 1 : 0;
        problems += log ? source.skipped : 0;
    }
    if (!v.snapshot().complete)
        return v.unknown("Still reading");
    if (logs == 0)
        return v.answer(Contradicted, "No protocol log is here");
    std::string says = std::to_string(logs) + (logs == 1 ? " protocol log" : " protocol logs") + " read";
    const Fact* connector = v.connectorFact("ProtocolLoggingLevel");
    if (connector != nullptr && fieldIs(*connector, "ProtocolLoggingLevel", "None"))
        return v.answerWithFact(Suggested, says + "; but logging is off on this connector now", *connector);
    if (problems > 0)
        return v.answer(Suggested, says + ", " + std::to_string(problems) + " rows could not be read");
    return v.answer(Proven, says);
}

CheckResult events(const CheckView& v)
{
    if (!v.around.anyEvents())
        return v.unknown("No Windows event log is here");
    if (v.lead == nullptr || !v.lead->first.known())
        return v.answer(Proven, std::to_string(v.snapshot().events.size()) + " Windows events read");
    for (const SourceInfo& source : v.snapshot().sources) {
        const bool eventLog = source.format == Format::EventXml || source.format == Format::EventCsv ||
                              source.format == Format::EventJson || source.format == Format::EventClixml;
        const std::int64_t shift = v.around.correlation().shiftOf(source.id);
        if (eventLog && source.first.known() && source.first.ticks + shift <= v.lead->first.ticks + kEventWindow &&
            source.last.ticks + shift + kTicksPerSecond >= v.lead->first.ticks - kEventWindow)
            return v.answer(Proven, "Windows events cover the first failure");
    }
    return v.unknown("The Windows events here do not cover the first failure");
}

CheckResult zone(const CheckView& v)
{
    if (!v.around.correlation().shifts.empty())
        return v.answer(Suggested, v.around.correlation().shifts.front().says);
    for (const SourceInfo& source : v.snapshot().sources)
        if (source.localTimes && source.zoneAssumed)
            return v.answer(Unknown, source.path + " has local times; " + source.zone + " was assumed");
    return v.answer(v.around.anyEvents() ? Proven : NotApplicable,
                    v.around.anyEvents() ? "All times are UTC or their zone was set" : "No local times");
}

/// Kerberos and certificates bear five minutes.
CheckResult clockRight(const CheckView& v)
{
    constexpr std::uint64_t kBearable = 300;
    for (auto fact = v.snapshot().facts->rbegin(); fact != v.snapshot().facts->rend(); ++fact) {
        if (fact->kind != Fact::Kind::TimeService)
            continue;
        const std::string_view written = trimmed(fact->field("Offset"));
        const std::string_view amount =
            written.starts_with('-') || written.starts_with('+') ? written.substr(1) : written;
        const auto seconds = parseNumber(before(before(amount, "."), ","));
        const bool known = seconds.has_value();
        if (known && *seconds >= kBearable)
            return v.answerWithFact(Contradicted, "The clock is off by " + std::string(written) + " seconds", *fact);
        if (fieldIs(*fact, "Synchronised", "False"))
            return v.answerWithFact(Suggested, "The clock is not synchronised with any source", *fact);
        return v.answerWithFact(Proven,
                                "Synchronised with " + std::string(bounded(fact->field("Source"), 100)) +
                                    (known ? ", off by " + std::string(written) + " seconds" : std::string()),
                                *fact);
    }
    return v.unknown("Unknown until the output of w32tm is pasted");
}

/// The latest paste of each queue.
std::vector<const Fact*> latestQueues(const CheckView& v)
{
    std::vector<const Fact*> queues;
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::Queue)
            continue;
        const auto same = std::find_if(queues.begin(), queues.end(), [&](const Fact* other) {
            return !fact.field("Identity").empty() && equalsNoCase(other->field("Identity"), fact.field("Identity"));
        });
        if (same != queues.end())
            *same = &fact;
        else if (queues.size() < 1000)
            queues.push_back(&fact);
    }
    return queues;
}

CheckResult queueError(const CheckView& v)
{
    for (const Fact* fact : latestQueues(v))
        if (!fact->field("LastError").empty())
            return v.answerWithFact(Proven, "The queue says: " + std::string(bounded(fact->field("Inner"), 200)),
                                    *fact);
    return v.unknown("No queue text is here; paste the output of Get-Queue");
}

CheckResult queueScope(const CheckView& v)
{
    std::set<std::string> hops;
    const Fact* first = nullptr;
    for (const Fact* fact : latestQueues(v)) {
        if (fact->field("NextHopDomain").empty() || fieldIs(*fact, "MessageCount", "0"))
            continue;
        first = first == nullptr ? fact : first;
        if (hops.size() < 200)
            hops.emplace(bounded(fact->field("NextHopDomain"), 80));
    }
    if (first == nullptr)
        return v.unknown("Not known which queues wait");
    std::string names;
    std::size_t told = 0;
    for (const std::string& hop : hops)
        if (told++ < 5)
            names += (told > 1 ? ", " : "") + hop;
    if (hops.size() > 5)
        names += " and " + std::to_string(hops.size() - 5) + " more";
    return v.answerWithFact(
        Proven, std::to_string(hops.size()) + (hops.size() == 1 ? " queue waits: " : " queues wait: ") + names, *first);
}

} // namespace

const AnswerTable& frameAnswers()
{
    static const AnswerTable kAnswers = {
        {"frame.direction", direction}, {"frame.since", since},           {"frame.changed", changed},
        {"evidence.logs", logs},        {"evidence.events", events},      {"evidence.zone", zone},
        {"evidence.clock", clockRight}, {"queue.last-error", queueError}, {"queue.scope", queueScope},
    };
    return kAnswers;
}

} // namespace sendwright
