// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time.h"

#include <array>

namespace sendwright {

namespace {

constexpr std::int64_t kSecondsPerDay = 86'400;

/// Days since 1970-01-01 of a Gregorian date (the usual era arithmetic: years begin in March).
constexpr std::int64_t daysFromCivil(int year, int month, int day)
{
    const int shifted = month <= 2 ? year - 1 : year;
    const int era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    const int yearOfEra = shifted - era * 400;
    const int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return static_cast<std::int64_t>(era) * 146'097 + dayOfEra - 719'468;
}

constexpr bool isLeap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

constexpr int daysInMonth(int year, int month)
{
    constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && isLeap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

/// Reads exactly `count` ASCII digits at `at`; -1 when there are fewer.
int digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// Fraction digits at the start of `text` as ticks; digits past the seventh are dropped. -1 when malformed.
std::int64_t fraction(std::string_view& text)
{
    std::int64_t ticks = 0;
    std::int64_t unit = kTicksPerSecond / 10;
    std::size_t used = 0;
    while (used < text.size() && text[used] >= '0' && text[used] <= '9') {
        ticks += (text[used] - '0') * unit;
        unit /= 10;
        ++used;
    }
    text.remove_prefix(used);
    return used >= 1 && used <= 9 ? ticks : -1;
}

void appendPadded(std::string& out, std::int64_t value, int width)
{
    const std::string number = std::to_string(value);
    for (int i = static_cast<int>(number.size()); i < width; ++i)
        out += '0';
    out += number;
}

} // namespace

std::optional<TimePoint> fromCivil(const CivilTime& c)
{
    const bool dateFine = c.year >= 1601 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 &&
                          c.day <= daysInMonth(c.year, c.month);
    const bool timeFine =
        c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60 && c.second >= 0 && c.second < 60;
    if (!dateFine || !timeFine || c.ticks < 0 || c.ticks >= kTicksPerSecond)
        return std::nullopt;
    const std::int64_t seconds =
        daysFromCivil(c.year, c.month, c.day) * kSecondsPerDay + c.hour * 3600 + c.minute * 60 + c.second;
    return TimePoint{seconds * kTicksPerSecond + c.ticks};
}

CivilTime toCivil(TimePoint time)
{
    std::int64_t seconds = time.ticks / kTicksPerSecond;
    std::int64_t ticks = time.ticks % kTicksPerSecond;
    if (ticks < 0) {
        ticks += kTicksPerSecond;
        --seconds;
    }
    std::int64_t days = seconds / kSecondsPerDay;
    std::int64_t rest = seconds % kSecondsPerDay;
    if (rest < 0) {
        rest += kSecondsPerDay;
        --days;
    }
    const std::int64_t shifted = days + 719'468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
    const auto dayOfEra = static_cast<int>(shifted - era * 146'097);
    const int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int monthIndex = (5 * dayOfYear + 2) / 153;
    CivilTime civil;
    civil.day = dayOfYear - (153 * monthIndex + 2) / 5 + 1;
    civil.month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
    civil.year = yearOfEra + static_cast<int>(era) * 400 + (civil.month <= 2 ? 1 : 0);
    civil.hour = static_cast<int>(rest / 3600);
    civil.minute = static_cast<int>(rest / 60 % 60);
    civil.second = static_cast<int>(rest % 60);
    civil.ticks = ticks;
    return civil;
}

std::optional<TimePoint> parseIsoTime(std::string_view text)
{
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != ' ') ||
        text[13] != ':' || text[16] != ':')
        return std::nullopt;
    CivilTime civil;
    civil.year = digits(text, 0, 4);
    civil.month = digits(text, 5, 2);
    civil.day = digits(text, 8, 2);
    civil.hour = digits(text, 11, 2);
    civil.minute = digits(text, 14, 2);
    civil.second = digits(text, 17, 2);
    text.remove_prefix(19);
    if (!text.empty() && text.front() == '.') {
        text.remove_prefix(1);
        civil.ticks = fraction(text);
    }
    if (text == "Z")
        text = {};
    return text.empty() ? fromCivil(civil) : std::nullopt;
}

std::string formatIsoTime(TimePoint time, int fractionDigits)
{
    if (!time.known())
        return {};
    const CivilTime civil = toCivil(time);
    std::string out;
    out.reserve(28);
    appendPadded(out, civil.year, 4);
    out += '-';
    appendPadded(out, civil.month, 2);
    out += '-';
    appendPadded(out, civil.day, 2);
    out += 'T';
    appendPadded(out, civil.hour, 2);
    out += ':';
    appendPadded(out, civil.minute, 2);
    out += ':';
    appendPadded(out, civil.second, 2);
    if (fractionDigits > 0) {
        std::string ticks;
        appendPadded(ticks, civil.ticks, 7);
        out += '.';
        out += ticks.substr(0, static_cast<std::size_t>(fractionDigits < 7 ? fractionDigits : 7));
    }
    return out + 'Z';
}

std::string formatPlainTime(TimePoint time)
{
    if (!time.known())
        return {};
    constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CivilTime civil = toCivil(time);
    const std::string clock = formatIsoTime(time, 0).substr(11, 8);
    return std::to_string(civil.day) + ' ' + kMonths[static_cast<std::size_t>(civil.month - 1)] + ' ' +
           std::to_string(civil.year) + ' ' + clock + " UTC";
}

std::string formatDuration(std::int64_t ticks)
{
    if (ticks < 0)
        return '-' + formatDuration(-ticks);
    const std::int64_t ms = ticks / kTicksPerMillisecond;
    if (ms < 1000)
        return std::to_string(ms) + " ms";
    if (ms < 60'000)
        return std::to_string(ms / 1000) + '.' + std::to_string(ms / 100 % 10) + " s";
    const std::int64_t seconds = ms / 1000;
    if (seconds < 3600)
        return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
    if (seconds < 48 * 3600)
        return std::to_string(seconds / 3600) + " h " + std::to_string(seconds / 60 % 60) + " min";
    return std::to_string(seconds / kSecondsPerDay) + " d " + std::to_string(seconds / 3600 % 24) + " h";
}

} // namespace sendwright
