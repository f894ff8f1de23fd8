// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_clock.h"

#include "core/text_scan.h"
#include "ingest/event_data.h"

namespace sendwright {

namespace {

/// `/Date(1710231194222)/`, with or without the offset that some serializers add (it does not change the moment).
std::optional<TimePoint> parseDotNetDate(std::string_view text)
{
    constexpr std::string_view kStart = "/Date(";
    constexpr std::int64_t kFarthest = 253'402'300'800'000; // the year 10000
    if (!text.starts_with(kStart) || !text.ends_with(")/"))
        return std::nullopt;
    std::string_view number = text.substr(kStart.size(), text.size() - kStart.size() - 2);
    const bool negative = number.starts_with('-');
    number.remove_prefix(negative ? 1 : 0);
    const auto milliseconds = parseNumber(number.substr(0, number.find_first_of("+-")));
    if (!milliseconds || *milliseconds >= static_cast<std::uint64_t>(kFarthest))
        return std::nullopt;
    const auto ticks = static_cast<std::int64_t>(*milliseconds) * kTicksPerMillisecond;
    return TimePoint{negative ? -ticks : ticks};
}

} // namespace

EventClock::EventClock(const ReadContext& context, EventBatcher& out, DateOrderVote vote)
    : m_context(context), m_out(out), m_vote(vote), m_zone(context.zone)
{
}

void EventClock::read(EventRecord& event, std::string_view text, std::uint32_t line)
{
    const std::string_view written = trimmed(text);
    if (const auto time = parseDotNetDate(written)) {
        event.time = *time;
        event.uncertainty = kTicksPerMillisecond;
        return;
    }
    const auto read = parseLocalTime(written);
    if (!read) {
        missing(line);
        return;
    }
    auto civil = civilIn(*read, m_vote.order());
    if (!civil) {
        const DateOrder other = m_vote.order() == DateOrder::DayFirst ? DateOrder::MonthFirst : DateOrder::DayFirst;
        civil = civilIn(*read, other);
        m_out.assume(
            line,
            "The date of this event fits only with day and month the other way round than in the rest of the file.");
    }
    event.uncertainty = read->resolution;
    event.localTime = !read->offsetMinutes;
    m_usedZone = m_usedZone || event.localTime;
    if (read->offsetMinutes)
        event.time = TimePoint{fromCivil(*civil)->ticks - *read->offsetMinutes * 60 * kTicksPerSecond};
    else
        event.time = m_zone.toUtc(*civil).value_or(TimePoint{});
}

void EventClock::missing(std::uint32_t line)
{
    m_out.assume(line, "The time of this event cannot be read; it is listed without one.");
}

void EventClock::tell(ReadSummary& summary)
{
    summary.localTimes = m_usedZone;
    summary.zone = m_usedZone ? m_zone.id() : "UTC";
    summary.zoneAssumed = m_usedZone && m_zone.assumed();
    summary.note = m_vote.assumption();
    if (m_usedZone && m_zone.unknownName())
        m_out.about("The time zone " + plainText(m_context.zone, kShortLimit) +
                    " is not known on this computer; this computer's own zone was used.");
}

} // namespace sendwright
