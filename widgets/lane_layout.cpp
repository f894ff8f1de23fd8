// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lane_layout.h"

#include <algorithm>

namespace sendwright {

namespace {

struct Extent
{
    int x = 0, end = 0;
    bool wide = false;
    bool visible = false;
    bool fromBefore = false; ///< began before the strip
};

/// Columns an item covers, cut to the strip.
Extent extentOf(const LaneItem& item, const TimeMap& map, int minimumWidth)
{
    const double from = map.columnOf(item.start);
    const double to = map.columnAfter(item.end);
    Extent extent;
    extent.wide = to - from > minimumWidth;
    const double end = extent.wide ? to : from + minimumWidth;
    extent.visible = end > 0 && from < map.width;
    extent.fromBefore = from < 0;
    if (extent.visible) {
        extent.x = static_cast<int>(std::max(from, 0.0));
        extent.end = static_cast<int>(std::min(end, static_cast<double>(map.width)));
    }
    return extent;
}

/// Puts an item into the bar that stands for its column.
void join(LaneBar& bar, const LaneItem& item, const Extent& extent)
{
    bar.width = std::max(bar.width, extent.end - bar.x);
    if (bar.count == 0 || item.severity > bar.severity) {
        bar.severity = item.severity;
        bar.index = item.index;
        bar.shape = item.shape;
    }
    ++bar.count;
}

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Which bar the next item of a kind belongs to: items come by start, so one bar of each kind is open at a time; those
/// from before the strip have one for every column they may end in.
class OpenBars
{
public:
    explicit OpenBars(int width) : m_before(2 * (static_cast<std::size_t>(width) + 1), kNone) {}

    std::size_t& placeFor(const Extent& extent)
    {
        const std::size_t wide = extent.wide ? 1 : 0;
        return extent.fromBefore ? m_before[2 * static_cast<std::size_t>(extent.end) + wide] : m_now[wide];
    }

private:
    std::size_t m_now[2] = {kNone, kNone};
    std::vector<std::size_t> m_before;
};

/// Half-open range of places worth looking at; items drawn wider than they last may reach in from the left.
std::pair<std::size_t, std::size_t> candidates(const LaneItems& items, const TimeMap& map, int minimumWidth)
{
    const double reach = (minimumWidth + 1) * map.span() / map.width;
    return {items.firstReaching(TimeMap::moved(map.from, -reach)), items.firstStartingAfter(map.to)};
}

} // namespace

LaneItems::LaneItems(std::vector<LaneItem> items) : m_items(std::move(items))
{
    const auto earlier = [](const LaneItem& a, const LaneItem& b) {
        return a.start != b.start ? a.start < b.start : a.index < b.index;
    };
    if (!std::is_sorted(m_items.begin(), m_items.end(), earlier))
        std::sort(m_items.begin(), m_items.end(), earlier);
    m_latestEnd.reserve(m_items.size());
    TimePoint latest;
    for (LaneItem& item : m_items) {
        item.end = std::max(item.end, item.start);
        latest = std::max(latest, item.end);
        m_latestEnd.push_back(latest);
    }
}

std::size_t LaneItems::firstReaching(TimePoint time) const
{
    return static_cast<std::size_t>(std::lower_bound(m_latestEnd.begin(), m_latestEnd.end(), time) -
                                    m_latestEnd.begin());
}

std::size_t LaneItems::firstStartingAfter(TimePoint time) const
{
    const auto later = [](TimePoint t, const LaneItem& item) { return t < item.start; };
    return static_cast<std::size_t>(std::upper_bound(m_items.begin(), m_items.end(), time, later) - m_items.begin());
}

std::optional<std::size_t> LaneItems::find(std::uint32_t index, TimePoint start) const
{
    const auto before = [](const LaneItem& item, TimePoint t) { return item.start < t; };
    auto it = std::lower_bound(m_items.begin(), m_items.end(), start, before);
    for (; it != m_items.end() && it->start == start; ++it) {
        if (it->index == index)
            return static_cast<std::size_t>(it - m_items.begin());
    }
    return std::nullopt;
}

std::optional<std::size_t> LaneItems::nearest(TimePoint time) const
{
    if (empty())
        return std::nullopt;
    const std::size_t after = firstStartingAfter(time);
    if (after == 0)
        return 0;
    if (after == size())
        return after - 1;
    const bool left =
        TimeMap::distance(m_items[after - 1].start, time) <= TimeMap::distance(time, m_items[after].start);
    return left ? after - 1 : after;
}

std::vector<LaneBar> layoutLane(const LaneItems& items, const TimeMap& range, int minimumWidth)
{
    const TimeMap map = range; // a copy that nothing else can change keeps its scale in a register
    std::vector<LaneBar> bars;
    if (!map.valid())
        return bars;
    const auto [from, to] = candidates(items, map, minimumWidth);
    OpenBars open(map.width);
    for (std::size_t i = from; i < to; ++i) {
        const Extent extent = extentOf(items[i], map, minimumWidth);
        if (!extent.visible)
            continue;
        std::size_t& place = open.placeFor(extent);
        const bool other = place == kNone || (!extent.fromBefore && bars[place].x != extent.x);
        if (other) {
            place = bars.size();
            bars.push_back(LaneBar{.x = extent.x});
        }
        join(bars[place], items[i], extent);
    }
    return bars;
}

std::optional<LaneHit> hitLane(const LaneItems& items, const TimeMap& map, int minimumWidth, int x)
{
    if (!map.valid())
        return std::nullopt;
    const auto [from, to] = candidates(items, map, minimumWidth);
    std::optional<LaneHit> hit;
    for (std::size_t i = from; i < to; ++i) {
        const Extent extent = extentOf(items[i], map, minimumWidth);
        if (!extent.visible || x < extent.x || x >= extent.end)
            continue;
        if (!hit)
            hit = LaneHit{i, 0, {}};
        else if (items[i].severity > items[hit->place].severity)
            hit->place = i;
        ++hit->count;
        ++hit->bySeverity[static_cast<std::size_t>(items[i].severity)];
    }
    return hit;
}

} // namespace sendwright
