// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_geometry.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr int kTop = 16;
constexpr int kDensityHeight = 32;
constexpr int kLowestDensity = 22;
constexpr int kTallestDensity = 64;
constexpr int kTallestLane = 30;
constexpr int kDensityGap = 8;
constexpr int kNameGap = 12;

int laneHeightFor(const QFontMetrics& metrics)
{
    return std::max(25, metrics.height() + 8);
}
int axisHeightFor(const QFontMetrics& metrics)
{
    return metrics.height() + 12;
}

/// Room that is left over goes to the density first, then to the lanes; what is missing is taken from them the same
/// way.
void spread(TimelineGeometry& g, int& densityHeight, int lowestLane, int spare)
{
    const int taller = std::clamp(spare, kLowestDensity - kDensityHeight, kTallestDensity - kDensityHeight);
    densityHeight += taller;
    const int count = static_cast<int>(g.laneCount);
    if (count == 0 || spare == taller)
        return;
    const int rest = spare - taller;
    const int each = rest > 0 ? rest / count : (rest - count + 1) / count;
    g.laneHeight = std::clamp(g.laneHeight + each, lowestLane, std::max(g.laneHeight, kTallestLane));
}

/// A lane is shown whole or not at all.
int visibleLanes(const TimelineGeometry& g, int room)
{
    const int fitting = std::max(1, room / g.laneHeight);
    return std::min(static_cast<int>(g.laneCount), fitting);
}

} // namespace

QRect TimelineGeometry::lane(std::size_t i) const
{
    return QRect(lanes.left(), lanes.top() + static_cast<int>(i) * laneHeight - scroll, lanes.width(), laneHeight);
}

QRect TimelineGeometry::name(std::size_t i) const
{
    const QRect row = lane(i);
    return QRect(names.left(), row.top(), names.width(), row.height());
}

std::optional<std::size_t> TimelineGeometry::laneAt(const QPoint& point) const
{
    if (point.x() < names.left() || point.x() > lanes.right() || point.y() < lanes.top() || point.y() > lanes.bottom())
        return std::nullopt;
    const auto lane = static_cast<std::size_t>((point.y() - lanes.top() + scroll) / laneHeight);
    return lane < laneCount ? std::optional(lane) : std::nullopt;
}

TimelineGeometry timelineGeometry(const QSize& size, const QFontMetrics& metrics, std::size_t laneCount, int widestName,
                                  int scroll)
{
    TimelineGeometry g;
    g.laneHeight = laneHeightFor(metrics);
    g.laneCount = laneCount;
    const int nameWidth = std::clamp(widestName, 56, std::max(56, std::min(200, size.width() * 28 / 100)));
    const int left = TimelineGeometry::kMargin + nameWidth + kNameGap;
    const int right = size.width() - TimelineGeometry::kMargin;
    const int axisTop = size.height() - axisHeightFor(metrics);
    int densityHeight = kDensityHeight;
    spread(g, densityHeight, metrics.height() + 2, size.height() - timelineHeight(metrics, laneCount));
    const int lanesTop = kTop + densityHeight + kDensityGap;
    const int width = std::max(1, right - left);
    g.names = QRect(TimelineGeometry::kMargin, kTop, nameWidth, std::max(1, axisTop - kTop));
    g.density = QRect(left, kTop, width, densityHeight);
    // Where there is room, the axis stands under the last lane, not at the foot of an empty field.
    g.lanes = QRect(left, lanesTop, width, std::max(1, visibleLanes(g, axisTop - lanesTop) * g.laneHeight));
    g.axis = QRect(left, g.lanes.bottom() + 1, width, axisHeightFor(metrics));
    g.scroll = std::clamp(scroll, 0, g.longestScroll());
    return g;
}

int timelineHeight(const QFontMetrics& metrics, std::size_t laneCount)
{
    return kTop + kDensityHeight + kDensityGap + static_cast<int>(laneCount) * laneHeightFor(metrics) +
           axisHeightFor(metrics);
}

} // namespace sendwright
