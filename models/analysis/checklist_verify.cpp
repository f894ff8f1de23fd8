// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the last steps: the log after the fix against the log before it.

#include "analysis/checklist_answers.h"

#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

using enum StepState;
using State = Recovery::State;

const Recovery* recovery(const CheckView& v)
{
    return v.failing != nullptr && v.failing->recovery.state != State::NotAsked ? &v.failing->recovery : nullptr;
}

RowIndex tellingRow(const Session& session)
{
    for (const Mark mark : {Mark::TlsResult, Mark::ConnectFailed, Mark::ErrorReply, Mark::Close})
        if (session.mark(mark) != kNoRow)
            return session.mark(mark);
    return kNoRow;
}

/// An alarm beside the leading one that is neither mended nor older than the mending.
const Finding* otherOpen(const CheckView& v)
{
    const auto found = std::find_if(v.findings.begin(), v.findings.end(), [&](const Finding& finding) {
        const bool past = finding.sessions.empty() && finding.last.known() && finding.last < v.failing->recovery.since;
        return &finding != v.failing && finding.severity == Severity::Error && finding.confidence >= 0.5 &&
               finding.recovery.state != State::Mended && !past;
    });
    return found != v.findings.end() ? &*found : nullptr;
}

CheckResult mendedAnswer(const CheckView& v, const Recovery& seen)
{
    const auto& sessions = v.snapshot().sessions();
    const Session& good = sessions[seen.delivered.front()];
    std::vector<RowIndex> rows = {good.mark(Mark::TlsResult), good.mark(Mark::FirstAccepted)};
    if (const Finding* other = otherOpen(v)) {
        CheckResult result =
            v.answerWithRows(Suggested, "This one is mended; another one is not: " + other->title, rows);
        if (!other->evidence.empty())
            result.evidence.insert(result.evidence.begin(), other->evidence.front());
        return result;
    }
    rows.push_back(tellingRow(sessions[seen.lastBad]));
    return v.answerWithRows(Proven, seen.says, rows);
}

CheckResult logAfter(const CheckView& v)
{
    const Recovery* seen = recovery(v);
    if (seen == nullptr)
        return v.unknown("Add the log after the fix here");
    const auto& sessions = v.snapshot().sessions();
    std::vector<RowIndex> rows;
    if (!seen->failing.empty())
        rows.push_back(tellingRow(sessions[seen->failing.back()]));
    if (!seen->delivered.empty())
        rows.push_back(sessions[seen->delivered.front()].mark(Mark::FirstAccepted));
    rows.push_back(tellingRow(sessions[seen->lastBad]));
    switch (seen->state) {
    case State::Mended:
        return mendedAnswer(v, *seen);
    case State::StillFails:
        return v.answerWithRows(Contradicted, seen->says, rows);
    case State::Mixed:
        return v.answerWithRows(Suggested, seen->says, rows);
    case State::NotYet:
        return v.answerWithRows(Unknown, seen->says, rows);
    default:
        return v.unknown("Add the log after the fix here. " + seen->says);
    }
}

/// The certificate of the failures and of the sessions that delivered later.
CheckResult certificate(const CheckView& v)
{
    const Recovery* seen = recovery(v);
    if (seen == nullptr || seen->delivered.empty())
        return v.unknown("No session after the fix is here");
    const auto& sessions = v.snapshot().sessions();
    const CertificateView &before = sessions[seen->lastBad].sent, &now = sessions[seen->delivered.back()].sent;
    const std::vector<RowIndex> rows = {sessions[seen->delivered.back()].mark(Mark::CertSent),
                                        sessions[seen->lastBad].mark(Mark::CertSent)};
    const std::string earlier = plainThumbprint(v.said(before.thumbprint)),
                      later = plainThumbprint(v.said(now.thumbprint));
    if (later.empty())
        return v.unknown("The log after the fix shows no thumbprint");
    if (earlier.empty())
        return v.answerWithRows(Proven, "Now " + shortPrint(v.said(now.thumbprint)) + "; the log before shows none",
                                rows);
    return v.answerWithRows(Proven,
                            earlier == later ? "The same certificate as before: " + shortPrint(v.said(now.thumbprint))
                                             : "Another certificate: " + shortPrint(v.said(now.thumbprint)) +
                                                   " instead of " + shortPrint(v.said(before.thumbprint)),
                            rows);
}

/// The same queue in an earlier and a later paste.
CheckResult queue(const CheckView& v)
{
    const Fact *first = nullptr, *last = nullptr;
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind != Fact::Kind::Queue || !parseNumber(trimmed(fact.field("MessageCount"))))
            continue;
        if (first == nullptr)
            first = &fact;
        else if (fact.source != first->source && !fact.field("Identity").empty() &&
                 equalsNoCase(fact.field("Identity"), first->field("Identity")))
            last = &fact;
    }
    if (first == nullptr || last == nullptr)
        return v.unknown(first == nullptr ? "No queue was pasted" : "Paste the queue once more after the fix");
    const auto before = *parseNumber(trimmed(first->field("MessageCount")));
    const auto now = *parseNumber(trimmed(last->field("MessageCount")));
    const std::string change = std::to_string(before) + " before, " + std::to_string(now) + " now";
    CheckResult result = v.answerWithFact(
        now < before ? Proven : Contradicted,
        now < before ? "The queue has gone down: " + change : "The queue has not gone down: " + change, *last);
    result.evidence.push_back(citeFact(*first));
    return result;
}

/// Events of the kinds that belong to the finding, later than its last failure.
CheckResult noNewEvents(const CheckView& v)
{
    const Recovery* seen = recovery(v);
    if (seen == nullptr || seen->delivered.empty() || v.failing->eventRows.empty())
        return v.unknown(v.failing != nullptr && v.failing->eventRows.empty()
                             ? "No Windows event belongs to this failure"
                             : "No session after the fix is here");
    const EventRecord& kind = v.snapshot().event(v.failing->eventRows.front());
    const std::string name = kind.provider + ' ' + std::to_string(kind.eventId);
    TimePoint covered;
    for (const RowIndex row : v.snapshot().eventRows)
        covered = std::max(covered, v.snapshot().event(row).time);
    std::vector<RowIndex> later;
    for (const RowIndex row : v.around.eventsOf(toLower(kind.provider) + '/' + std::to_string(kind.eventId)))
        if (v.snapshot().event(row).time >= seen->since && later.size() < 3)
            later.push_back(row);
    if (!later.empty())
        return v.answerWithRows(Suggested, name + " was logged again after the fix", later);
    if (!covered.known() || covered < seen->since)
        return v.unknown("The event logs here end before the fix");
    return v.answer(Proven, "No " + name + " since " + formatPlainTime(seen->since));
}

CheckResult report(const CheckView& v)
{
    const CheckResult verified = logAfter(v);
    if (verified.state != Proven)
        return v.unknown("Comes last: when the log after the fix shows success");
    return v.answerWithRows(Proven,
                            "Mended since " + formatPlainTime(v.failing->recovery.since) +
                                "; export the report and note the follow-ups",
                            {v.snapshot().sessions()[v.failing->recovery.delivered.front()].mark(Mark::FirstAccepted)});
}

} // namespace

const AnswerTable& verifyAnswers()
{
    static const AnswerTable kAnswers = {
        {"verify.after", logAfter}, {"verify.certificate", certificate},
        {"verify.queue", queue},    {"verify.events", noNewEvents},
        {"close.report", report},
    };
    return kAnswers;
}

} // namespace sendwright
