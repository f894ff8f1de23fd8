// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/row_order.h"

#include <algorithm>
#include <limits>

namespace sendwright {

namespace {

/// A row with its sorting key beside it: looking the time up in the columns for every comparison costs more than the
/// comparison.
struct Keyed
{
    std::int64_t time;
    RowIndex row;
    bool operator<(const Keyed& other) const { return time != other.time ? time < other.time : row < other.row; }
};

/// Unknown times go to the end.
std::int64_t keyOf(const RowColumns& row)
{
    return row.time == TimePoint::kUnknown ? std::numeric_limits<std::int64_t>::max() : row.time;
}

/// A log is written in order but for a few rows: puts those back by insertion and gives up where they travel far.
/// Returns the end of the stretch that is in order now.
std::size_t settleRun(std::vector<Keyed>& list, std::size_t begin)
{
    constexpr std::size_t kFar = 64;
    std::size_t at = begin + 1;
    for (; at < list.size(); ++at) {
        if (!(list[at] < list[at - 1]))
            continue;
        if (at - begin > kFar && list[at] < list[at - kFar])
            break;
        const Keyed moved = list[at];
        std::size_t to = at;
        for (; to > begin && moved < list[to - 1]; --to)
            list[to] = list[to - 1];
        list[to] = moved;
    }
    return at;
}

/// Ends of ordered runs that follow one another; neighbours that are in order already are one run.
std::vector<std::size_t> orderedRuns(std::vector<Keyed>& list)
{
    std::vector<std::size_t> ends;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = settleRun(list, begin);
        if (!ends.empty() && !(list[begin] < list[ends.back() - 1]))
            ends.back() = end;
        else
            ends.push_back(end);
        begin = end;
    }
    return ends;
}

/// Merges neighbouring runs, pair by pair, until one is left.
void mergeRuns(std::vector<Keyed>& list)
{
    std::vector<std::size_t> ends = orderedRuns(list);
    std::vector<Keyed> other(ends.size() > 1 ? list.size() : 0);
    while (ends.size() > 1) {
        std::vector<std::size_t> next;
        for (std::size_t i = 0; i < ends.size(); i += 2) {
            const std::size_t begin = i == 0 ? 0 : ends[i - 1];
            const std::size_t end = i + 1 < ends.size() ? ends[i + 1] : ends[i];
            const auto at = [&list](std::size_t place) { return list.begin() + static_cast<std::ptrdiff_t>(place); };
            std::merge(at(begin), at(ends[i]), at(ends[i]), at(end),
                       other.begin() + static_cast<std::ptrdiff_t>(begin));
            next.push_back(end);
        }
        list.swap(other);
        ends.swap(next);
    }
}

} // namespace

Change RowOrder::extend(const ChunkedVector<RowColumns>& rows)
{
    const auto before = static_cast<RowIndex>(m_order->size());
    const auto count = static_cast<RowIndex>(rows.size());
    if (before == count)
        return {Change::Kind::Appended, before, 0};
    std::vector<Keyed> fresh(count - before);
    for (RowIndex row = before; row < count; ++row)
        fresh[row - before] = {keyOf(rows[row]), row};
    mergeRuns(fresh);

    auto merged = std::make_shared<std::vector<RowIndex>>(count);
    const auto known = [&rows](RowIndex row) { return Keyed{keyOf(rows[row]), row}; };
    const auto disturbed = std::upper_bound(m_order->begin(), m_order->end(), fresh.front(),
                                            [&](const Keyed& a, RowIndex b) { return a < known(b); });
    const bool appended = disturbed == m_order->end();
    auto out = std::copy(m_order->begin(), disturbed, merged->begin());
    auto next = fresh.begin();
    for (auto old = disturbed; old != m_order->end(); ++out) {
        const bool takeFresh = next != fresh.end() && *next < known(*old);
        *out = takeFresh ? (next++)->row : *old++;
    }
    for (; next != fresh.end(); ++next)
        *out++ = next->row;
    m_order = std::move(merged);
    return appended ? Change{Change::Kind::Appended, before, count - before} : Change{Change::Kind::Reordered, 0, 0};
}

} // namespace sendwright
