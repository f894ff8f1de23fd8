// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "core/time.h"
#include "widgets/time_map.h"

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace sendwright {

/// Something that has a place on a lane: a session, or an event (start equals end).
struct LaneItem
{
    TimePoint start, end;
    std::uint32_t index = 0; ///< SessionIndex or RowIndex
    Severity severity = Severity::Info;
    std::uint8_t shape = 0; ///< carried along for the painter

    bool operator==(const LaneItem&) const = default;
};

/// The items of one lane, by start. Immutable once built.
class LaneItems
{
public:
    LaneItems() = default;
    /// Sorts by start, then index. Items without a start must have been left out; an end before its start becomes it.
    explicit LaneItems(std::vector<LaneItem> items);

    std::size_t size() const { return m_items.size(); }
    bool empty() const { return m_items.empty(); }
    const LaneItem& operator[](std::size_t i) const { return m_items[i]; }
    auto begin() const { return m_items.begin(); }
    auto end() const { return m_items.end(); }

    TimePoint first() const { return empty() ? TimePoint{} : m_items.front().start; }
    TimePoint last() const { return empty() ? TimePoint{} : m_latestEnd.back(); }
    /// Place of the first item that can reach `time`, and of the first that starts after it. Binary searches.
    std::size_t firstReaching(TimePoint time) const;
    std::size_t firstStartingAfter(TimePoint time) const;
    /// Place of the item with this index and start; nothing when it is not on this lane.
    std::optional<std::size_t> find(std::uint32_t index, TimePoint start) const;
    /// So many items at a time are looked at together.
    static constexpr std::size_t kBlock = 32;
    struct Block
    {
        TimePoint latestEnd;
        double longest = 0;    ///< ticks
        std::size_t worst = 0; ///< place of the first of its worst items
        std::size_t end = 0;   ///< place after its last item
    };
    const Block& blockOf(std::size_t place) const { return m_blocks[place / kBlock]; }

    /// Place of the item whose start is nearest to `time`.
    std::optional<std::size_t> nearest(TimePoint time) const;

private:
    Block summed(std::size_t first) const;

    std::vector<LaneItem> m_items;
    std::vector<TimePoint> m_latestEnd; ///< of all items up to and including this one
    std::vector<Block> m_blocks;
};

/// What is painted: one item, or several that begin in the same pixel column.
struct LaneBar
{
    int x = 0, width = 0;
    std::uint32_t count = 0;
    std::uint32_t index = 0;            ///< of the first of its worst items
    Severity severity = Severity::Info; ///< the worst
    std::uint8_t shape = 0;             ///< of that item
    bool operator==(const LaneBar&) const = default;
};

/// Bars of the items that touch the strip, cut to it, in order of their column. Items shorter than `minimumWidth`
/// pixels are drawn that wide; those that begin in one column become one bar. Longer ones keep their length, and again
/// those that begin in one column become one bar, as long as the longest. What began before the strip becomes one bar
/// for each column it ends in. So there are at most three bars a pixel column, however many items there are.
std::vector<LaneBar> layoutLane(const LaneItems& items, const TimeMap& map, int minimumWidth);

/// What lies under a pixel.
struct LaneHit
{
    std::size_t place = 0;   ///< of the first of the worst items
    std::uint32_t count = 0; ///< items there
    std::array<std::uint32_t, 4> bySeverity{};
};
/// The items that are drawn over pixel `x`, each on its own; nothing when none is.
std::optional<LaneHit> hitLane(const LaneItems& items, const TimeMap& map, int minimumWidth, int x);

} // namespace sendwright
