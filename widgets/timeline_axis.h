// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/time_map.h"

#include <QString>
#include <QTimeZone>

#include <vector>

namespace sendwright {

/// A label under the lanes.
struct AxisLabel
{
    double x = 0;
    QString text;
    bool dayBorder = false; ///< a new day begins here; the text says which
    bool operator==(const AxisLabel&) const = default;
};

/// Labels at round times of the zone, at least `spacing` pixels apart, with as many digits as their distance asks for.
std::vector<AxisLabel> axisLabels(const TimeMap& map, const QTimeZone& zone, int spacing);

/// `18 Oct 2017`, in the zone.
QString dayText(TimePoint time, const QTimeZone& zone);
/// `18 Oct 2017 14:07:11.365`, in the zone.
QString momentText(TimePoint time, const QTimeZone& zone);
/// What people call a zone: `UTC`, `Europe/Berlin`.
QString zoneText(const QTimeZone& zone);

} // namespace sendwright
