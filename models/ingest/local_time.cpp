// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/local_time.h"

#include "core/text_scan.h"

#include <QDateTime>
#include <QTimeZone>

namespace sendwright {

namespace {

/// Blanks and marks that newer Windows puts into dates, and words for morning and afternoon, as plain ASCII.
constexpr std::pair<std::string_view, std::string_view> kPlain[] = {
    {"\xC2\xA0", " "}, {"\xE2\x80\xAF", " "}, {"\xE2\x80\x8E", ""}, {"\xE2\x80\x8F", ""}, {"午前", "AM "},
    {"午後", "PM "},   {"上午", "AM "},       {"下午", "PM "},      {"오전", "AM "},      {"오후", "PM "},
};

std::string plain(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        bool replaced = false;
        for (const auto& [from, to] : kPlain) {
            if (static_cast<unsigned char>(text[i]) < 0x80 || !text.substr(i).starts_with(from))
                continue;
            out += to;
            i += from.size();
            replaced = true;
            break;
        }
        if (!replaced)
            out += text[i++];
    }
    return out;
}

/// Walks over the text of a date.
class Cursor
{
public:
    explicit Cursor(std::string_view text) : m_rest(text) {}

    bool number(int& value, std::size_t maxDigits)
    {
        std::size_t used = 0;
        value = 0;
        while (used < m_rest.size() && m_rest[used] >= '0' && m_rest[used] <= '9') {
            if (++used > maxDigits)
                return false;
            value = value * 10 + (m_rest[used - 1] - '0');
        }
        m_rest.remove_prefix(used);
        m_digits = used;
        return used > 0;
    }
    std::size_t digits() const { return m_digits; }
    bool oneOf(std::string_view set, char& which)
    {
        if (m_rest.empty() || set.find(m_rest.front()) == std::string_view::npos)
            return false;
        which = m_rest.front();
        m_rest.remove_prefix(1);
        return true;
    }
    void blanks()
    {
        while (!m_rest.empty() && m_rest.front() == ' ')
            m_rest.remove_prefix(1);
    }
    bool word(std::string_view wanted)
    {
        if (!startsWithNoCase(m_rest, wanted))
            return false;
        m_rest.remove_prefix(wanted.size());
        return true;
    }
    bool done() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
    std::size_t m_digits = 0;
};

enum class Half { None, Am, Pm };

Half halfOfDay(Cursor& cursor)
{
    cursor.blanks();
    if (cursor.word("AM") || cursor.word("a.m.") || cursor.word("a. m."))
        return Half::Am;
    return cursor.word("PM") || cursor.word("p.m.") || cursor.word("p. m.") ? Half::Pm : Half::None;
}

bool readDate(Cursor& cursor, LocalTimeText& out)
{
    char again = 0;
    int third = 0;
    if (!cursor.number(out.first, 4))
        return false;
    out.yearFirst = cursor.digits() == 4;
    if (cursor.digits() == 3 || !cursor.oneOf("/-.", out.separator))
        return false;
    cursor.blanks();
    if (!cursor.number(out.second, 2) || !cursor.oneOf("/-.", again) || again != out.separator)
        return false;
    cursor.blanks();
    if (!cursor.number(third, out.yearFirst ? 2 : 4) || cursor.digits() == 3)
        return false;
    out.year = third;
    if (out.yearFirst) {
        out.year = out.first;
        out.first = out.second;
        out.second = third;
    } else if (cursor.digits() <= 2) {
        out.year += 2000;
    }
    return true;
}

bool readClock(Cursor& cursor, LocalTimeText& out)
{
    char mark = 0;
    if (!cursor.number(out.hour, 2) || !cursor.oneOf(":.", mark) || !cursor.number(out.minute, 2))
        return false;
    char again = 0;
    if (!cursor.oneOf(std::string_view(&mark, 1), again)) {
        out.resolution = 60 * kTicksPerSecond;
        return true;
    }
    if (!cursor.number(out.wholeSecond, 2))
        return false;
    int fraction = 0;
    if (!cursor.oneOf(".,", mark))
        return true;
    if (!cursor.number(fraction, 9))
        return false;
    out.ticks = fraction;
    out.resolution = resolutionOfFraction(cursor.digits());
    for (std::size_t i = cursor.digits(); i < 7; ++i)
        out.ticks *= 10;
    for (std::size_t i = cursor.digits(); i > 7; --i)
        out.ticks /= 10;
    return true;
}

/// `Z` or `+02:00` behind the clock. False when something else stands there.
bool readOffset(Cursor& cursor, LocalTimeText& out)
{
    if (cursor.word("Z")) {
        out.offsetMinutes = 0;
        return true;
    }
    char sign = 0;
    char colon = 0;
    int hours = 0;
    int minutes = 0;
    if (!cursor.oneOf("+-", sign))
        return true;
    if (!cursor.number(hours, 2))
        return false;
    if (cursor.oneOf(":", colon) && !cursor.number(minutes, 2))
        return false;
    const int total = hours * 60 + minutes;
    out.offsetMinutes = sign == '-' ? -total : total;
    return hours <= 14 && minutes < 60;
}

bool applyHalf(Half half, LocalTimeText& out)
{
    if (half == Half::None)
        return out.hour < 24;
    out.amPm = true;
    // Some cultures print `14:07 PM`; the hour then speaks for itself.
    if (out.hour >= 12)
        out.hour = half == Half::Am && out.hour == 12 ? 0 : out.hour;
    else if (half == Half::Pm)
        out.hour += 12;
    return out.hour < 24;
}

/// Seconds of `+02:00` or `UTC-05:30`; nothing for another text.
std::optional<int> fixedOffset(std::string_view name)
{
    if (startsWithNoCase(name, "UTC") || startsWithNoCase(name, "GMT"))
        name.remove_prefix(3);
    if (name.empty())
        return 0;
    if (name.size() < 2 || (name.front() != '+' && name.front() != '-'))
        return std::nullopt;
    const auto hours = parseNumber(before(name.substr(1), ":"));
    const std::string_view rest = after(name, ":");
    const auto minutes = rest.empty() ? std::optional<std::uint64_t>(0) : parseNumber(rest);
    if (!hours || !minutes || *hours > 14 || *minutes > 59)
        return std::nullopt;
    const int seconds = static_cast<int>(*hours * 3600 + *minutes * 60);
    return name.front() == '-' ? -seconds : seconds;
}

std::string nameOfOffset(int seconds)
{
    if (seconds == 0)
        return "UTC";
    const int minutes = seconds < 0 ? -seconds / 60 : seconds / 60;
    const auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::string("UTC") + (seconds < 0 ? '-' : '+') + two(minutes / 60) + ':' + two(minutes % 60);
}

} // namespace

std::optional<LocalTimeText> parseLocalTime(std::string_view text)
{
    constexpr std::size_t kLongestDate = 64;
    if (text.size() > kLongestDate)
        return std::nullopt;
    const std::string ascii = plain(text);
    Cursor cursor(trimmed(ascii));
    LocalTimeText out;
    char mark = 0;
    if (!readDate(cursor, out))
        return std::nullopt;
    cursor.oneOf(".", mark); // Hungarian and Korean dates end in a dot
    cursor.oneOf("T,", mark);
    Half half = halfOfDay(cursor);
    cursor.blanks();
    if (!readClock(cursor, out))
        return std::nullopt;
    if (half == Half::None)
        half = halfOfDay(cursor);
    if (!readOffset(cursor, out) || !cursor.done() || !applyHalf(half, out))
        return std::nullopt;
    if (!civilIn(out, DateOrder::MonthFirst) && !civilIn(out, DateOrder::DayFirst))
        return std::nullopt;
    return out;
}

std::optional<CivilTime> civilIn(const LocalTimeText& text, DateOrder order)
{
    const bool monthFirst = text.yearFirst || order != DateOrder::DayFirst;
    CivilTime civil;
    civil.year = text.year;
    civil.month = monthFirst ? text.first : text.second;
    civil.day = monthFirst ? text.second : text.first;
    civil.hour = text.hour;
    civil.minute = text.minute;
    civil.second = text.wholeSecond;
    civil.ticks = text.ticks;
    return fromCivil(civil) ? std::optional<CivilTime>(civil) : std::nullopt;
}

std::optional<TimePoint> parseSystemTime(std::string_view text)
{
    const std::string_view value = trimmed(text);
    if (const auto plainIso = parseIsoTime(value))
        return plainIso;
    const auto read = parseLocalTime(value);
    if (!read || !read->yearFirst)
        return std::nullopt;
    const auto civil = civilIn(*read, DateOrder::MonthFirst);
    const auto time = civil ? fromCivil(*civil) : std::nullopt;
    if (!time)
        return std::nullopt;
    return TimePoint{time->ticks - read->offsetMinutes.value_or(0) * 60 * kTicksPerSecond};
}

std::int64_t resolutionOfFraction(std::size_t digits)
{
    std::int64_t ticks = kTicksPerSecond;
    for (; digits > 0 && ticks > 1; --digits)
        ticks /= 10;
    return ticks > 1 ? ticks : 0;
}

std::int64_t resolutionOfTime(std::string_view text)
{
    const std::size_t seconds = text.rfind(':');
    const std::size_t offset = seconds == std::string_view::npos ? seconds : text.find_last_of("+-", seconds);
    // In `10:13:14.2+02:00` the last colon is the offset's.
    const bool inOffset = offset != std::string_view::npos && text.substr(0, offset).find(':') < offset;
    const std::string_view clock = inOffset ? text.substr(0, offset) : text;
    const std::size_t mark = clock.find_last_of(".,");
    if (mark == std::string_view::npos || clock.substr(mark).find(':') != std::string_view::npos)
        return kTicksPerSecond;
    std::size_t digits = 0;
    while (mark + 1 + digits < clock.size() && clock[mark + 1 + digits] >= '0' && clock[mark + 1 + digits] <= '9')
        ++digits;
    return resolutionOfFraction(digits);
}

void DateOrderVote::see(const LocalTimeText& text)
{
    if (decided() || text.yearFirst)
        return;
    if (!m_seen)
        m_separator = text.separator;
    m_seen = true;
    m_amPm = m_amPm || text.amPm;
    if (text.first > 12)
        m_decided = DateOrder::DayFirst;
    else if (text.second > 12)
        m_decided = DateOrder::MonthFirst;
}

DateOrder DateOrderVote::order() const
{
    if (decided())
        return m_decided;
    return m_amPm || m_separator == '/' ? DateOrder::MonthFirst : DateOrder::DayFirst;
}

std::string DateOrderVote::assumption() const
{
    if (decided() || !m_seen)
        return {};
    const std::string why =
        m_amPm ? "the times say AM or PM" : std::string("of the mark '") + m_separator + "' between them";
    const std::string read = order() == DateOrder::MonthFirst ? "month, day, year" : "day, month, year";
    return "No date in this file tells day from month; they were read as " + read + " because " + why + '.';
}

LocalZone::LocalZone(const std::string& name)
{
    const std::string_view wanted = trimmed(name);
    if (const auto fixed = wanted.empty() ? std::nullopt : fixedOffset(wanted)) {
        m_zone = std::make_unique<QTimeZone>(*fixed == 0 ? QTimeZone::utc() : QTimeZone(*fixed));
        m_id = nameOfOffset(*fixed);
        return;
    }
    if (!wanted.empty())
        m_zone = std::make_unique<QTimeZone>(QByteArray(wanted.data(), static_cast<qsizetype>(wanted.size())));
    m_unknownName = m_zone && !m_zone->isValid();
    m_assumed = !m_zone || m_unknownName;
    if (m_assumed)
        m_zone = std::make_unique<QTimeZone>(QTimeZone::systemTimeZone());
    if (!m_zone->isValid())
        m_zone = std::make_unique<QTimeZone>(QTimeZone::utc());
    m_id = m_zone->id().toStdString();
}

LocalZone::~LocalZone() = default;

std::optional<TimePoint> LocalZone::toUtc(const CivilTime& local)
{
    const auto asUtc = fromCivil(local);
    if (!asUtc)
        return std::nullopt;
    const std::int64_t seconds = asUtc->ticks / kTicksPerSecond;
    // Clocks change on quarters of an hour only, and rows of an export stand close together in time.
    const std::int64_t quarter = seconds / 900;
    if (quarter != m_cachedQuarter || m_cachedQuarter == -1) {
        m_cachedQuarter = quarter;
        m_cachedOffset = offsetSeconds(seconds);
    }
    return TimePoint{asUtc->ticks - m_cachedOffset * kTicksPerSecond};
}

std::int64_t LocalZone::offsetSeconds(std::int64_t localSeconds) const
{
    const auto at = [](std::int64_t seconds) { return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC); };
    const std::int64_t standard = m_zone->standardTimeOffset(at(localSeconds));
    const std::int64_t actual = m_zone->offsetFromUtc(at(localSeconds - standard));
    if (actual == standard)
        return standard;
    const bool summerExists = m_zone->offsetFromUtc(at(localSeconds - actual)) == actual;
    return summerExists ? actual : standard;
}

} // namespace sendwright
