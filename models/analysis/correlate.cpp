// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/correlate.h"

#include "analysis/event_ties.h"
#include "analysis/proxy_join.h"
#include "analysis/tls_story.h"
#include "core/text_scan.h"

#include <algorithm>
#include <map>
#include <set>

namespace sendwright {

namespace {

constexpr std::int64_t kQuarter = 15 * 60 * kTicksPerSecond;
/// How long one activity of Windows may last for its events to be told of one session.
constexpr std::int64_t kActivityWindow = 60 * kTicksPerSecond;
constexpr int kMostQuarters = 14 * 4;

/// A failing session and the moment it failed.
struct FailedSession
{
    TimePoint time;
    SessionIndex session = kNoSession;
};

std::vector<FailedSession> failuresOf(const Snapshot& snapshot)
{
    std::vector<FailedSession> failures;
    const auto& sessions = snapshot.sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        const RowIndex row = failingRow(sessions[i]);
        if (row != kNoRow && snapshot.time(row).known())
            failures.push_back({snapshot.time(row), i});
    }
    std::sort(failures.begin(), failures.end(), [](const FailedSession& a, const FailedSession& b) {
        return a.time != b.time ? a.time < b.time : a.session < b.session;
    });
    return failures;
}

/// Failures in [time - window, time + uncertainty + window].
std::pair<std::size_t, std::size_t> around(const std::vector<FailedSession>& failures, TimePoint time,
                                           std::int64_t before, std::int64_t past)
{
    const auto low = std::lower_bound(failures.begin(), failures.end(), time.ticks - before,
                                      [](const FailedSession& f, std::int64_t ticks) { return f.time.ticks < ticks; });
    const auto high = std::upper_bound(low, failures.end(), time.ticks + past,
                                       [](std::int64_t ticks, const FailedSession& f) { return ticks < f.time.ticks; });
    return {static_cast<std::size_t>(low - failures.begin()), static_cast<std::size_t>(high - failures.begin())};
}

std::string gapText(const EventRecord& event, std::int64_t gap)
{
    if (event.uncertainty >= kTicksPerSecond && gap <= 0 && gap > -event.uncertainty)
        return "the event is in the same second (its export has whole seconds only)";
    const std::string length = formatDuration(gap < 0 ? -gap : gap);
    return "the event came " + length + (gap < 0 ? " before" : " after") + " the failing row";
}

/// A failing session for an event: of those that fit by content, the one most contents speak for, then the nearest in
/// time.
EventLink bestLink(const Snapshot& snapshot, RowIndex row, const std::vector<FailedSession>& failures,
                   std::int64_t shift)
{
    const EventRecord& event = snapshot.event(row);
    const TimePoint time{event.time.ticks + shift};
    const auto [low, high] = around(failures, time, kEventWindow, kEventWindow + event.uncertainty);
    EventLink link;
    link.eventRow = row;
    link.uncertainty = event.uncertainty;
    EventTie best;
    std::int64_t nearest = 0;
    std::uint32_t fitting = 0;
    for (std::size_t i = low; i < high; ++i) {
        EventTie tie = tieOf(snapshot, event, snapshot.sessions()[failures[i].session]);
        if (!tie.fits)
            continue;
        ++fitting;
        const std::int64_t gap = time.ticks - failures[i].time.ticks;
        // Within its uncertainty an event counts as simultaneous.
        const std::int64_t distance =
            gap <= 0 && gap > -std::max<std::int64_t>(event.uncertainty, 1) ? 0 : (gap < 0 ? -gap : gap);
        const bool stronger = tie.strength > best.strength;
        if (link.session != kNoSession && !stronger && (tie.strength < best.strength || distance >= nearest))
            continue;
        best = std::move(tie);
        nearest = distance;
        link.session = failures[i].session;
        link.gap = gap;
    }
    link.rivals = fitting > 0 ? fitting - 1 : 0;
    link.reasons = std::move(best.reasons);
    return link;
}

void giveReasons(const Snapshot& snapshot, EventLink& link, std::int64_t shift)
{
    const EventRecord& event = snapshot.event(link.eventRow);
    const Session& session = snapshot.sessions()[link.session];
    const std::string_view error = snapshot.text(session.tlsDetail);
    link.reasons.insert(link.reasons.begin(), {gapText(event, link.gap),
                                               event.provider + ' ' + std::to_string(event.eventId) + " goes with " +
                                                   (session.tls == TlsState::Failed && !error.empty()
                                                        ? std::string(error)
                                                        : std::string("this kind of failure"))});
    if (shift != 0)
        link.reasons.push_back("times of this export were moved by " + formatDuration(shift) + " (assumed)");
    if (link.rivals > 0)
        link.reasons.push_back(std::to_string(link.rivals) +
                               (link.rivals == 1 ? " other session fits" : " other sessions fit") + " as well");
}

bool isNullActivity(std::string_view id)
{
    return id.find_first_not_of("{}-0") == std::string_view::npos;
}

/// Events that Windows itself ties to a linked one, by the id of the activity they belong to.
void linkByActivity(const Snapshot& snapshot, Correlation& result)
{
    std::map<std::string, std::size_t> byActivity;
    std::set<RowIndex> linked;
    for (std::size_t i = 0; i < result.links.size(); ++i) {
        const EventRecord& event = snapshot.event(result.links[i].eventRow);
        linked.insert(result.links[i].eventRow);
        if (!isNullActivity(event.activityId))
            byActivity.try_emplace(toLower(event.activityId), i);
    }
    if (byActivity.empty())
        return;
    for (const RowIndex row : snapshot.eventRows) {
        const EventRecord& event = snapshot.event(row);
        const auto found = byActivity.find(toLower(event.activityId));
        if (found == byActivity.end() || linked.contains(row) || !isMailProvider(event.provider))
            continue;
        const EventLink first = result.links[found->second];
        const EventRecord& other = snapshot.event(first.eventRow);
        const std::int64_t gap = event.time.ticks - other.time.ticks;
        if (!event.time.known() || !isSameComputer(event.computer, other.computer) || gap > kActivityWindow ||
            gap < -kActivityWindow)
            continue;
        EventLink link{row, first.session, first.gap + gap, event.uncertainty, first.rivals, {}};
        link.reasons.push_back("it belongs to the same activity as " + other.provider + ' ' +
                               std::to_string(other.eventId) + ", which is tied to this session");
        result.links.push_back(std::move(link));
    }
    std::stable_sort(result.links.begin(), result.links.end(),
                     [](const EventLink& a, const EventLink& b) { return a.eventRow < b.eventRow; });
}

/// Failing sessions an event could speak of when its time is moved by `shift`, to the second.
bool hitsFailure(const Snapshot& snapshot, const EventRecord& event, const std::vector<FailedSession>& failures,
                 std::int64_t shift)
{
    const auto [low, high] = around(failures, TimePoint{event.time.ticks + shift}, kTicksPerSecond / 2,
                                    event.uncertainty + kTicksPerSecond / 2);
    for (std::size_t i = low; i < high; ++i)
        if (tieOf(snapshot, event, snapshot.sessions()[failures[i].session]).fits)
            return true;
    return false;
}

std::string shiftSentence(const SourceInfo& source, const ClockShift& shift)
{
    const bool later = shift.shift > 0;
    std::string zone;
    if (source.zone == "UTC" || source.zone == "Etc/UTC" || source.zone == "GMT") {
        const std::int64_t minutes = (later ? shift.shift : -shift.shift) / (60 * kTicksPerSecond);
        const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        zone = std::string(" (UTC") + (later ? "-" : "+") + two(minutes / 60) + ':' + two(minutes % 60) + ')';
    }
    return source.path + " has local times without a zone. Read in " +
           (source.zone.empty() ? "this computer's zone" : source.zone) + " they miss the failures; moved by " +
           formatDuration(shift.shift) + zone + ", " + std::to_string(shift.matched) + " of " +
           std::to_string(shift.looked) +
           " fall in the same second. That was assumed; set the zone of the source to settle it.";
}

/// Tries every quarter of an hour for one export.
std::optional<ClockShift> findShift(const Snapshot& snapshot, const SourceInfo& source,
                                    const std::vector<RowIndex>& rows, const std::vector<FailedSession>& failures)
{
    const auto hits = [&](std::int64_t shift) {
        std::uint32_t count = 0;
        for (const RowIndex row : rows)
            count += hitsFailure(snapshot, snapshot.event(row), failures, shift) ? 1 : 0;
        return count;
    };
    const std::uint32_t asRead = hits(0);
    ClockShift best{source.id, 0, asRead, static_cast<std::uint32_t>(rows.size()), {}};
    for (int quarters = -kMostQuarters; quarters <= kMostQuarters; ++quarters) {
        const std::int64_t shift = quarters * kQuarter;
        const std::uint32_t count = hits(shift);
        const bool rounder =
            count == best.matched && best.shift != 0 && quarters % 4 == 0 && best.shift % (4 * kQuarter) != 0;
        if (count > best.matched || rounder) {
            best.shift = shift;
            best.matched = count;
        }
    }
    if (best.shift == 0)
        return std::nullopt;
    best.says = shiftSentence(source, best);
    return best;
}

/// Events of exports whose zone nobody set, that speak of failures of ours; at most 500 a source (the newest need no
/// more).
std::map<SourceId, std::vector<RowIndex>> unzonedEvents(const Snapshot& snapshot)
{
    std::map<SourceId, std::vector<RowIndex>> bySource;
    for (const RowIndex row : snapshot.eventRows) {
        const EventRecord& event = snapshot.event(row);
        const SourceInfo& source = snapshot.sourceOf(row);
        auto& rows = bySource[source.id];
        const bool speaks =
            isSchannel(event) || (isTransport(event) && (event.eventId == 1035 || event.eventId == 2015 ||
                                                         event.eventId == 2017 || event.eventId == 2004));
        if (event.localTime && source.zoneAssumed && event.time.known() && speaks && rows.size() < 500)
            rows.push_back(row);
    }
    return bySource;
}

} // namespace

bool isMailProvider(std::string_view provider)
{
    return equalsNoCase(provider, "Schannel") || startsWithNoCase(provider, "MSExchange") ||
           containsNoCase(provider, "CAPI2") || containsNoCase(provider, "CertificateServicesClient");
}

std::int64_t Correlation::shiftOf(SourceId source) const
{
    for (const ClockShift& shift : shifts)
        if (shift.source == source)
            return shift.shift;
    return 0;
}

Correlation correlate(const Snapshot& snapshot)
{
    Correlation result;
    const std::vector<FailedSession> failures = failuresOf(snapshot);
    if (!failures.empty()) {
        for (const auto& [source, rows] : unzonedEvents(snapshot))
            if (!rows.empty())
                if (auto shift = findShift(snapshot, snapshot.sources[index(source)], rows, failures))
                    result.shifts.push_back(std::move(*shift));
    }
    for (const RowIndex row : snapshot.eventRows) {
        if (!snapshot.event(row).time.known())
            continue;
        const std::int64_t shift = result.shiftOf(snapshot.sourceOf(row).id);
        EventLink link = bestLink(snapshot, row, failures, shift);
        if (link.session == kNoSession)
            continue;
        giveReasons(snapshot, link, shift);
        result.links.push_back(std::move(link));
    }
    linkByActivity(snapshot, result);
    result.joins = joinProxied(snapshot);
    result.transport = joinTransport(snapshot);
    return result;
}

} // namespace sendwright
