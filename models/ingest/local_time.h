// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

class QTimeZone;

namespace sendwright {

enum class DateOrder : std::uint8_t { Unknown, MonthFirst, DayFirst };

/// A date and time as Windows writes them for a person, before it is known which number is the month.
struct LocalTimeText
{
    int first = 0, second = 0, year = 0; ///< as they stand; month and day when yearFirst
    int hour = 0, minute = 0, wholeSecond = 0;
    std::int64_t ticks = 0;
    std::int64_t resolution = kTicksPerSecond; ///< ticks the last written digit stands for; 0 for a tick or less
    char separator = '/';
    bool yearFirst = false;
    bool amPm = false;
    std::optional<int> offsetMinutes; ///< the text itself names its distance from UTC (`Z`, `+02:00`)
};

/// `10/7/2016 06:38:24 PM`, `19-07-2026 09:58:57`, `27.10.2021 12:28:26`, `2017/11/18 15:35:24`, ISO. ASCII digits
/// only; the invisible marks and narrow blanks newer Windows puts in are ignored. Nothing when no order makes it a
/// date.
std::optional<LocalTimeText> parseLocalTime(std::string_view text);

/// The fields under an order of day and month; nothing when they are out of range under it.
std::optional<CivilTime> civilIn(const LocalTimeText& text, DateOrder order);

/// Event XML's SystemTime: ISO with `T` or blank, with or without `Z`, or with an offset.
std::optional<TimePoint> parseSystemTime(std::string_view text);

/// Ticks by which a time may be early that was cut off behind `digits` digits of its second's fraction; 0 from seven
/// on.
std::int64_t resolutionOfFraction(std::size_t digits);
/// The same for a time as it is written: `...:36` a second, `...:36.222Z` a millisecond.
std::int64_t resolutionOfTime(std::string_view text);

/// Finds out from the dates of a whole file which number is the month.
class DateOrderVote
{
public:
    void see(const LocalTimeText& text);
    bool decided() const { return m_decided != DateOrder::Unknown; }
    DateOrder order() const;        ///< the decided one, else the likely one
    std::string assumption() const; ///< a sentence when the order could not be decided; else empty

private:
    DateOrder m_decided = DateOrder::Unknown;
    bool m_seen = false;
    bool m_amPm = false;
    char m_separator = '/';
};

/// The zone in which local times of an export are read. Not for use from two threads at once.
class LocalZone
{
public:
    /// `Europe/Berlin`, `UTC`, `UTC+02:00`, `+02:00`; empty or unknown: this computer's.
    explicit LocalZone(const std::string& name);
    ~LocalZone();
    LocalZone(const LocalZone&) = delete;
    LocalZone& operator=(const LocalZone&) = delete;

    /// Times that do not exist or exist twice at a clock change are read as standard time.
    std::optional<TimePoint> toUtc(const CivilTime& local);
    std::string id() const { return m_id; }            ///< `UTC`, `UTC+02:00` or an IANA id
    bool assumed() const { return m_assumed; }         ///< this computer's zone was taken
    bool unknownName() const { return m_unknownName; } ///< a name was given that is not known here

private:
    std::int64_t offsetSeconds(std::int64_t localSeconds) const;

    std::unique_ptr<QTimeZone> m_zone;
    std::string m_id;
    std::int64_t m_cachedQuarter = -1; ///< quarter of an hour (local) the cached offset is for
    std::int64_t m_cachedOffset = 0;
    bool m_assumed = false;
    bool m_unknownName = false;
};

} // namespace sendwright
