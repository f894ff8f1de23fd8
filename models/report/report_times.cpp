// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report_times.h"

#include <QDateTime>
#include <QLocale>

namespace sendwright {

ReportTimes::ReportTimes(const std::string& zone) : m_zone(QByteArray::fromStdString(zone)), m_name(zone)
{
    if (m_zone.isValid())
        return;
    m_zone = QTimeZone::utc();
    m_name = "UTC";
}

std::string ReportTimes::format(TimePoint time, const char* pattern) const
{
    if (!time.known())
        return "no time";
    // Floor, so that a time before 1970 is not moved by a millisecond.
    const std::int64_t ms = time.ticks / kTicksPerMillisecond - (time.ticks % kTicksPerMillisecond < 0 ? 1 : 0);
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(ms, m_zone);
    return QLocale::c().toString(moment, QString::fromLatin1(pattern)).toStdString();
}

std::string ReportTimes::full(TimePoint time) const
{
    return format(time, "d MMM yyyy HH:mm:ss.zzz");
}
std::string ReportTimes::second(TimePoint time) const
{
    return format(time, "d MMM yyyy HH:mm:ss");
}
std::string ReportTimes::clock(TimePoint time) const
{
    return format(time, "HH:mm:ss");
}
std::string ReportTimes::minute(TimePoint time) const
{
    return format(time, "HH:mm");
}
std::string ReportTimes::stamp(TimePoint time) const
{
    return format(time, "d MMM HH:mm");
}
std::string ReportTimes::day(TimePoint time) const
{
    return format(time, "d MMM yyyy");
}

std::int64_t ReportTimes::offset(TimePoint time) const
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time.ticks / kTicksPerMillisecond, Qt::UTC);
    return m_zone.offsetFromUtc(moment) * kTicksPerSecond;
}

std::string groupedNumber(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

} // namespace sendwright
