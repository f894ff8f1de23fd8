// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

inline constexpr std::int64_t kTicksPerMillisecond = 10'000;
inline constexpr std::int64_t kTicksPerSecond = 10'000'000;

/// A moment in UTC, in ticks of 100 ns since 1970-01-01T00:00:00Z (Windows' own resolution). May be unknown.
struct TimePoint
{
    static constexpr std::int64_t kUnknown = std::numeric_limits<std::int64_t>::min();
    std::int64_t ticks = kUnknown;

    constexpr bool known() const { return ticks != kUnknown; }
    auto operator<=>(const TimePoint&) const = default;
};

/// Calendar fields in the proleptic Gregorian calendar. month 1..12, day 1..31; ticks is the fraction of a second.
struct CivilTime
{
    int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
    std::int64_t ticks = 0;
};

/// Fields to UTC; nothing when a field is out of its range (second 60 is refused).
std::optional<TimePoint> fromCivil(const CivilTime& civil);
CivilTime toCivil(TimePoint time);

/// Reads `YYYY-MM-DD` `T` or blank `hh:mm:ss`, a fraction of 0 to 9 digits, and an optional `Z`. ASCII digits only.
/// Anything else, a zone offset included, gives nothing. Times without `Z` are taken as UTC.
std::optional<TimePoint> parseIsoTime(std::string_view text);

/// `2017-10-18T14:07:11.365Z`, with 0 to 7 digits of fraction (cut, not rounded). Empty for an unknown time.
std::string formatIsoTime(TimePoint time, int fractionDigits = 3);

/// `18 Oct 2017 14:07:11 UTC`, for sentences. Empty for an unknown time.
std::string formatPlainTime(TimePoint time);

/// A length of time for people: `218 ms`, `1.9 s`, `5 min 3 s`, `2 h 4 min`. Negative lengths carry a minus sign.
std::string formatDuration(std::int64_t ticks);

} // namespace sendwright
