// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/lane_layout.h"

#include <algorithm>
#include <cmath>

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

/// Several items of one bar, of which `worst` is the first of the worst.
void join(LaneBar& bar, const LaneItem& worst, std::uint32_t count)
{
    if (bar.count == 0 || worst.severity > bar.severity) {
        bar.severity = worst.severity;
        bar.index = worst.index;
        bar.shape = worst.shape;
    }
    bar.count += count;
}

/// Puts an item into the bar that stands for its column.
void join(LaneBar& bar, const LaneItem& item, const Extent& extent)
{
    bar.width = std::max(bar.width, extent.end - bar.x);
    join(bar, item, 1);
}

/// Half-open range of places worth looking at; items drawn wider than they last may reach in from the left.
std::pair<std::size_t, std::size_t> candidates(const LaneItems& items, const TimeMap& map, int minimumWidth)
{
    const double reach = (minimumWidth + 1) * map.span() / map.width;
    return {items.firstReaching(TimeMap::moved(map.from, -reach)), items.firstStartingAfter(map.to)};
}

/// Lays out one lane. Items come by start, so those of a pixel column come one after the other: what is outside or
/// inside a column, narrow or wide for certain is told by comparing whole numbers, and a block of items that lies in
/// one column at once. Only where rounding decides is an item placed with extentOf.
class LaneLayout
{
public:
    LaneLayout(const LaneItems& items, const TimeMap& map, int minimumWidth)
        : m_items(items),
          m_map(map),
          m_minimumWidth(minimumWidth),
          m_ticksAPixel(map.span() / map.width),
          m_slack(std::max(kSlackPixels * m_ticksAPixel, kSlackShare * largest(map))),
          m_surelyNarrow((minimumWidth - 1) * m_ticksAPixel - 2 * m_slack)
    {
    }

    std::vector<LaneBar> bars()
    {
        const auto [from, to] = candidates(m_items, m_map, m_minimumWidth);
        std::size_t i = layOutBefore(from, to);
        while (i < to)
            i = layOutColumn(i, to);
        return std::move(m_bars);
    }

private:
    // Far more than rounding takes, be it of pixels or of moments far from 1970.
    static constexpr double kSlackPixels = 0.001, kSlackShare = 1e-15;
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    static double largest(const TimeMap& map)
    {
        return std::max(std::abs(static_cast<double>(map.from.ticks)), std::abs(static_cast<double>(map.to.ticks)));
    }

    /// What began before the strip: a bar of each kind for every column it may end in. Gives the first item inside.
    std::size_t layOutBefore(std::size_t from, std::size_t to)
    {
        const TimePoint left = TimeMap::moved(m_map.from, -(m_minimumWidth + 1) * m_ticksAPixel - m_slack);
        std::vector<std::size_t> open;
        std::size_t i = from;
        while (i < to && m_map.columnOf(m_items[i].start) < 0) {
            const LaneItems::Block& block = m_items.blockOf(i);
            if (block.latestEnd < left) {
                i = std::min(block.end, to);
                continue;
            }
            const Extent extent = extentOf(m_items[i], m_map, m_minimumWidth);
            if (extent.visible) {
                if (open.empty())
                    open.assign(2 * (static_cast<std::size_t>(m_map.width) + 1), kNone);
                joinPlaced(open[2 * static_cast<std::size_t>(extent.end) + (extent.wide ? 1 : 0)], i, extent);
            }
            ++i;
        }
        return i;
    }

    /// What begins in the column of item `i`: at most a narrow and a wide bar. Gives the first item after the column.
    std::size_t layOutColumn(std::size_t i, std::size_t to)
    {
        const double column = m_map.columnOf(m_items[i].start);
        if (column >= m_map.width)
            return to;
        const double end = (column + 1) * m_ticksAPixel;
        const TimePoint inside{m_map.from.ticks + static_cast<std::int64_t>(end - m_slack)};
        const TimePoint outside{m_map.from.ticks + static_cast<std::int64_t>(end + m_slack) + 1};
        const auto isInside = [&](TimePoint start) {
            return start < inside || (start < outside && m_map.columnOf(start) <= column);
        };
        Extent narrow{static_cast<int>(column), 0, false, true, false};
        narrow.end = static_cast<int>(std::min(column + m_minimumWidth, static_cast<double>(m_map.width)));
        std::size_t open[2] = {kNone, kNone};
        while (i < to) {
            const LaneItems::Block& block = m_items.blockOf(i);
            if (i % LaneItems::kBlock == 0 && block.end <= to && block.longest <= m_surelyNarrow &&
                isInside(m_items[block.end - 1].start)) {
                join(barAt(open[0], narrow), m_items[block.worst], static_cast<std::uint32_t>(block.end - i));
                i = block.end;
                continue;
            }
            const LaneItem& item = m_items[i];
            if (!isInside(item.start))
                break;
            if (TimeMap::distance(item.start, item.end) <= m_surelyNarrow) {
                join(barAt(open[0], narrow), item, 1);
            } else {
                const Extent extent = extentOf(item, m_map, m_minimumWidth);
                joinPlaced(open[extent.wide ? 1 : 0], i, extent);
            }
            ++i;
        }
        return i;
    }

    LaneBar& barAt(std::size_t& place, const Extent& extent)
    {
        if (place == kNone) {
            place = m_bars.size();
            m_bars.push_back(LaneBar{.x = extent.x, .width = extent.end - extent.x});
        }
        return m_bars[place];
    }

    void joinPlaced(std::size_t& place, std::size_t i, const Extent& extent)
    {
        join(barAt(place, extent), m_items[i], extent);
    }

    const LaneItems& m_items;
    const TimeMap m_map; ///< a copy that nothing else can change keeps its scale in a register
    const int m_minimumWidth;
    const double m_ticksAPixel;
    const double m_slack, m_surelyNarrow; ///< ticks
    std::vector<LaneBar> m_bars;
};

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
    for (std::size_t first = 0; first < m_items.size(); first += kBlock)
        m_blocks.push_back(summed(first));
}

LaneItems::Block LaneItems::summed(std::size_t first) const
{
    const std::size_t to = std::min(first + kBlock, m_items.size());
    Block block{m_items[first].end, 0, first, to};
    for (std::size_t i = first; i < to; ++i) {
        block.latestEnd = std::max(block.latestEnd, m_items[i].end);
        block.longest = std::max(block.longest, TimeMap::distance(m_items[i].start, m_items[i].end));
        if (m_items[i].severity > m_items[block.worst].severity)
            block.worst = i;
    }
    return block;
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

std::vector<LaneBar> layoutLane(const LaneItems& items, const TimeMap& map, int minimumWidth)
{
    return map.valid() ? LaneLayout(items, map, minimumWidth).bars() : std::vector<LaneBar>();
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
