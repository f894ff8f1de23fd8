// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_axis.h"

#include <QDateTime>
#include <QLocale>

#include <iterator>

namespace sendwright {

namespace {

constexpr qint64 kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

// Distances people read easily: in milliseconds up to two weeks, in months beyond.
constexpr qint64 kSteps[] = {1,
                             2,
                             5,
                             10,
                             20,
                             50,
                             100,
                             200,
                             500,
                             kSecond,
                             2 * kSecond,
                             5 * kSecond,
                             10 * kSecond,
                             15 * kSecond,
                             30 * kSecond,
                             kMinute,
                             2 * kMinute,
                             5 * kMinute,
                             10 * kMinute,
                             15 * kMinute,
                             30 * kMinute,
                             kHour,
                             2 * kHour,
                             3 * kHour,
                             6 * kHour,
                             12 * kHour,
                             kDay,
                             2 * kDay,
                             7 * kDay,
                             14 * kDay};
constexpr int kMonths[] = {1, 3, 6, 12, 60, 120, 600, 6000};
constexpr qint64 kMonth = 30 * kDay;

/// The first step that is long enough; the last when none is.
template <typename Step, std::size_t N>
Step stepFor(const Step (&steps)[N], double wanted)
{
    for (const Step step : steps) {
        if (static_cast<double>(step) >= wanted)
            return step;
    }
    return steps[N - 1];
}

qint64 floorMilliseconds(TimePoint time)
{
    const qint64 quotient = time.ticks / kTicksPerMillisecond;
    return time.ticks % kTicksPerMillisecond < 0 ? quotient - 1 : quotient;
}

QDateTime moment(qint64 milliseconds, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(milliseconds, zone);
}

/// Milliseconds a clock in the zone is ahead of UTC.
qint64 offsetAt(qint64 milliseconds, const QTimeZone& zone)
{
    return moment(milliseconds, zone).offsetFromUtc() * kSecond;
}

QString timeFormat(qint64 step)
{
    if (step >= kMinute)
        return QStringLiteral("HH:mm");
    return step >= kSecond ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm:ss.zzz");
}

QString labelText(const QDateTime& time, qint64 step, bool newDay)
{
    const QLocale english = QLocale::c();
    if (newDay || step >= kDay)
        return english.toString(time, QStringLiteral("d MMM"));
    return english.toString(time, timeFormat(step));
}

/// Adds a label unless it lies outside or too near to the one before.
void addLabel(std::vector<AxisLabel>& labels, const TimeMap& map, int spacing, AxisLabel label)
{
    constexpr double kRounding = 0.5;
    const bool inside = label.x >= -kRounding && label.x <= map.width + kRounding;
    if (inside && (labels.empty() || label.x - labels.back().x >= spacing / 2.0))
        labels.push_back(std::move(label));
}

/// Labels at the beginning of every so many months.
std::vector<AxisLabel> monthLabels(const TimeMap& map, const QTimeZone& zone, int spacing, int months)
{
    std::vector<AxisLabel> labels;
    const QDate first = moment(floorMilliseconds(map.from), zone).date();
    const QDate last = moment(floorMilliseconds(map.to), zone).date();
    const int start = (first.year() * 12 + first.month() - 1) / months * months;
    for (int month = start; month <= last.year() * 12 + last.month() - 1; month += months) {
        const QDateTime time(QDate(month / 12, month % 12 + 1, 1), QTime(0, 0), zone);
        const QString format = months % 12 == 0 ? QStringLiteral("yyyy") : QStringLiteral("MMM yyyy");
        const double x = map.timeToX(TimePoint{time.toMSecsSinceEpoch() * kTicksPerMillisecond});
        if (time.isValid())
            addLabel(labels, map, spacing, {x, QLocale::c().toString(time, format), false});
    }
    return labels;
}

/// Rounded on the zone's own clock, so that days begin at its midnight. Where the clock is put forward or back in
/// between, labels of hours move with it.
std::vector<AxisLabel> clockLabels(const TimeMap& map, const QTimeZone& zone, int spacing, qint64 step)
{
    std::vector<AxisLabel> labels;
    const qint64 first = floorMilliseconds(map.from), last = floorMilliseconds(map.to);
    const qint64 start = first + offsetAt(first, zone);
    qint64 local = start - start % step - (start % step < 0 ? step : 0);
    for (const qint64 end = last + offsetAt(last, zone); local <= end; local += step) {
        const qint64 guess = local - offsetAt(first, zone);
        const qint64 utc = local - offsetAt(guess, zone);
        const QDateTime time = moment(utc, zone);
        const bool newDay = time.time().msecsSinceStartOfDay() == 0;
        addLabel(labels, map, spacing,
                 {map.timeToX(TimePoint{utc * kTicksPerMillisecond}), labelText(time, step, newDay),
                  newDay && step < 7 * kDay});
    }
    return labels;
}

} // namespace

std::vector<AxisLabel> axisLabels(const TimeMap& map, const QTimeZone& zone, int spacing)
{
    if (!map.valid() || spacing <= 0)
        return {};
    const double wanted = map.span() / kTicksPerMillisecond * spacing / map.width;
    if (wanted > kSteps[std::size(kSteps) - 1])
        return monthLabels(map, zone, spacing, stepFor(kMonths, wanted / kMonth));
    return clockLabels(map, zone, spacing, stepFor(kSteps, wanted));
}

QString dayText(TimePoint time, const QTimeZone& zone)
{
    return time.known() ? QLocale::c().toString(moment(floorMilliseconds(time), zone), QStringLiteral("d MMM yyyy"))
                        : QString();
}

QString momentText(TimePoint time, const QTimeZone& zone)
{
    return time.known()
               ? QLocale::c().toString(moment(floorMilliseconds(time), zone), QStringLiteral("d MMM yyyy HH:mm:ss.zzz"))
               : QString();
}

QString zoneText(const QTimeZone& zone)
{
    return QString::fromUtf8(zone.id());
}

} // namespace sendwright
