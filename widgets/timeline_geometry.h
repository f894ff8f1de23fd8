// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QRect>
#include <QSize>

#include <cstddef>
#include <optional>

namespace sendwright {

/// Where the parts of the timeline lie in its widget, in logical pixels: names on the left, density on top, lanes that
/// scroll, the axis below.
struct TimelineGeometry
{
    static constexpr int kMargin = 12;
    static constexpr int kScrollBar = 10;

    QRect names; ///< beside density and lanes
    QRect density;
    QRect lanes; ///< the part of the lanes that is seen
    QRect axis;
    int laneHeight = 25;
    std::size_t laneCount = 0;
    int scroll = 0; ///< pixels of lanes hidden above

    QRect plot() const { return QRect(density.topLeft(), lanes.bottomRight()); }
    QRect lane(std::size_t i) const; ///< bars of a lane, perhaps outside `lanes`
    QRect name(std::size_t i) const;
    QRect densityName() const { return QRect(names.left(), density.top(), names.width(), density.height()); }
    QRect axisName() const { return QRect(names.left(), axis.top(), names.width(), axis.height()); }
    std::optional<std::size_t> laneAt(const QPoint& point) const; ///< names included
    int contentHeight() const { return static_cast<int>(laneCount) * laneHeight; }
    int longestScroll() const { return std::max(0, contentHeight() - lanes.height()); }
    bool scrolls() const { return longestScroll() > 0; }
};

/// `widestName` in pixels; `scroll` is kept inside what there is to scroll.
TimelineGeometry timelineGeometry(const QSize& size, const QFontMetrics& metrics, std::size_t laneCount, int widestName,
                                  int scroll);

/// Height that shows this many lanes without scrolling.
int timelineHeight(const QFontMetrics& metrics, std::size_t laneCount);

} // namespace sendwright
