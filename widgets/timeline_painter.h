// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/lane_layout.h"
#include "widgets/timeline_axis.h"
#include "widgets/timeline_geometry.h"
#include "widgets/timeline_lanes.h"

#include <QRegion>

#include <vector>

class QPainter;

namespace sendwright {

class Theme;

/// Pixels a bar or a tick has at least.
inline constexpr int kLeastBar = 3;
inline constexpr int kLeastTick = 2;

inline int leastWidth(TimelineLane::Kind kind)
{
    return kind == TimelineLane::Kind::Sessions ? kLeastBar : kLeastTick;
}

/// Everything a frame needs, laid out before. Bars are in device pixels from the left edge of the lanes; `scale` device
/// pixels make one logical pixel.
struct TimelineScene
{
    const Theme& theme;
    const TimelineGeometry& geometry;
    const TimelineLanes& lanes;
    const std::vector<std::vector<LaneBar>>& bars;   ///< a list a lane
    const std::vector<std::vector<LaneBar>>& marked; ///< sessions of the selected finding
    const std::vector<AxisLabel>& labels;
    TimeMap map; ///< in device pixels
    double scale = 1;
    std::vector<TimelineLanes::Place> selected; ///< a session, an event, or both
    std::optional<TimelineLanes::Place> cursor; ///< where the keyboard is; only while it has the focus
    QString corner;                             ///< day and zone, left of the axis
    QRegion exposed;                            ///< what has to be painted
};

/// Paints lanes, names and axis; density and overlay are widgets of their own. Never looks at an item that is not
/// selected: only at bars.
void paintTimeline(QPainter& painter, const TimelineScene& scene);

} // namespace sendwright
