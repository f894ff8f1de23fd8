// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/verdict.h"

#include "analysis/connector_set.h"
#include "analysis/tls_story.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

std::string grouped(std::size_t number)
{
    std::string digits = std::to_string(number);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string sessionsOf(std::size_t count)
{
    return grouped(count) + (count == 1 ? " session" : " sessions");
}

std::string upperFirst(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

std::string whoOf(const Finding& finding)
{
    if (finding.connectors.size() == 1)
        return " on " + finding.connectors.front();
    return finding.connectors.size() > 1 ? " on " + std::to_string(finding.connectors.size()) + " connectors" : "";
}

/// The event that decided, in half a sentence.
std::string eventClause(const Snapshot& snapshot, const Finding& finding)
{
    if (finding.eventRows.empty())
        return {};
    const EventRecord& event = snapshot.event(finding.eventRows.front());
    std::string out = event.provider + ' ' + std::to_string(event.eventId);
    for (const auto& [name, value] : event.data)
        if (equalsNoCase(name, "ErrorCode") && value.size() < 20)
            out += " (" + value + ')';
    return out + (event.time.known() ? " goes with it. " : " (no time given) goes with it. ");
}

std::string stillWorks(const Surroundings& around, const Finding& finding)
{
    const bool outbound =
        !finding.sessions.empty() && around.snapshot().sessions()[finding.sessions.front()].kind == EntryKind::SmtpSend;
    return outbound && around.inboundTlsWorks() ? "Inbound mail over TLS still works." : "";
}

/// Sessions on the finding's connectors since its first failure, and up to a time when one is given: how many of them
/// it hits.
std::string shareOf(const Snapshot& snapshot, const Finding& finding, TimePoint until = {})
{
    const Session& sample = snapshot.sessions()[finding.sessions.front()];
    ConnectorSet connectors(snapshot, finding.connectors);
    std::size_t all = 0;
    for (const Session& session : snapshot.sessions())
        if (session.kind == sample.kind && session.first.known() && session.first >= finding.first &&
            (!until.known() || session.first <= until) && connectors.contains(session.connector))
            ++all;
    if (all < finding.sessions.size())
        return sessionsOf(finding.sessions.size());
    return grouped(finding.sessions.size()) + " of " + sessionsOf(all);
}

/// How far the first of them got.
std::string reached(const Snapshot& snapshot, const Finding& finding)
{
    const TlsStory story = tellStory(snapshot, snapshot.sessions()[finding.sessions.front()]);
    if (!story.lastWorked || !story.firstFailed)
        return {};
    return std::string("Last step that worked: ") + name(*story.lastWorked) + ". ";
}

Verdict problem(const Surroundings& around, const Finding& finding)
{
    Verdict verdict;
    constexpr double kHint = 0.5; // below it is a hint, and no verdict
    const bool sure = finding.severity == Severity::Error && finding.confidence >= kHint;
    verdict.kind = sure ? Verdict::Kind::Problem : Verdict::Kind::Warning;
    verdict.title = upperFirst(sureness(finding.confidence)) + ": " + finding.title;
    std::string text;
    if (!finding.sessions.empty()) {
        text = shareOf(around.snapshot(), finding) + whoOf(finding);
        text += finding.first.known() ? " since " + formatPlainTime(finding.first) +
                                            (finding.sessions.size() == 1 ? " fails. " : " fail. ")
                                      : std::string(finding.sessions.size() == 1 ? " fails. " : " fail. ");
        text += reached(around.snapshot(), finding);
    }
    text += eventClause(around.snapshot(), finding);
    verdict.text = text + stillWorks(around, finding);
    if (verdict.text.empty())
        verdict.text = finding.summary;
    return verdict;
}

/// What failed, and that it does not any more.
Verdict mended(const Snapshot& snapshot, const Finding& finding)
{
    Verdict verdict;
    verdict.kind = Verdict::Kind::Mended;
    verdict.title = "Mended since " + formatPlainTime(finding.recovery.since) + ". It was: " + finding.title;
    verdict.text = finding.recovery.says + ' ';
    verdict.text += "Before that, " + shareOf(snapshot, finding, finding.recovery.lastFailure) + whoOf(finding) +
                    " failed from " + formatPlainTime(finding.first) + " on.";
    return verdict;
}

bool isMended(const Finding& finding)
{
    return finding.recovery.state == Recovery::State::Mended;
}

/// Events and pasted text of the time before the mending are part of what was mended.
bool isPast(const Finding& finding, const Finding& mendedOne)
{
    return finding.sessions.empty() && finding.last.known() && finding.last < mendedOne.recovery.since;
}

Verdict healthy(const Snapshot& snapshot)
{
    Verdict verdict;
    verdict.kind = Verdict::Kind::Healthy;
    const std::size_t failed = snapshot.failedSessions();
    verdict.title = failed == 0 ? "No TLS or delivery failure in " + sessionsOf(snapshot.sessions().size())
                                : "No cause to act on in " + sessionsOf(snapshot.sessions().size());
    if (failed > 0)
        verdict.text =
            sessionsOf(failed) + " ended without a delivery, none with a sign of a fault that is known here. ";
    TimePoint first, last;
    for (const SourceInfo& source : snapshot.sources) {
        if (source.first.known() && (!first.known() || source.first < first))
            first = source.first;
        last = std::max(last, source.last);
    }
    if (first.known())
        verdict.text += "Covered: " + formatPlainTime(first) + " to " + formatPlainTime(last) + '.';
    return verdict;
}

Verdict notEnough(const Snapshot& snapshot)
{
    Verdict verdict;
    verdict.kind = snapshot.sources.empty() ? Verdict::Kind::Empty : Verdict::Kind::NotEnough;
    verdict.title = snapshot.sources.empty() ? "Nothing opened yet" : "Not enough evidence to tell";
    if (snapshot.rows.empty() && !snapshot.sources.empty())
        verdict.text = "None of the sources holds a protocol log or Windows events. Add the SMTP Send or Receive "
                       "protocol log of the time mail stopped.";
    else if (!snapshot.sources.empty())
        verdict.text = "There is no SMTP session here. Add the SMTP Send or Receive protocol log of the same time.";
    return verdict;
}

} // namespace

Verdict verdictOf(const Surroundings& around, const std::vector<Finding>& findings)
{
    const auto speaks = [](const Finding& f) { return f.severity >= Severity::Warning && f.confidence >= 0.3; };
    const auto worst = std::find_if(findings.begin(), findings.end(), speaks);
    if (worst == findings.end())
        return around.snapshot().sessions().empty() ? notEnough(around.snapshot()) : healthy(around.snapshot());
    if (!isMended(*worst))
        return problem(around, *worst);
    const auto open = std::find_if(findings.begin(), findings.end(),
                                   [&](const Finding& f) { return speaks(f) && !isMended(f) && !isPast(f, *worst); });
    if (open == findings.end())
        return mended(around.snapshot(), *worst);
    Verdict verdict = problem(around, *open);
    verdict.text += (verdict.text.ends_with(' ') ? "Mended since " : " Mended since ") +
                    formatPlainTime(worst->recovery.since) + ": " + worst->title + '.';
    return verdict;
}

} // namespace sendwright
