// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/row_order.h"

#include "index/parallel.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <numeric>

namespace sendwright {

namespace {

/// Rows without a time come last.
std::int64_t orderKey(std::int64_t time)
{
    return time == TimePoint::kUnknown ? std::numeric_limits<std::int64_t>::max() : time;
}

/// Orders rows by time, ties by row; unknown times go to the end. Rows are compared where they lie: a copy of their
/// times would be the largest thing in memory while loading.
class Order
{
public:
    explicit Order(const RowTable::View& rows) : m_rows(rows) {}
    bool operator()(RowIndex a, RowIndex b) const { return isEarlier(a, key(a), b, key(b)); }
    static bool isEarlier(RowIndex a, std::int64_t keyOfA, RowIndex b, std::int64_t keyOfB)
    {
        return keyOfA != keyOfB ? keyOfA < keyOfB : a < b;
    }
    std::int64_t key(RowIndex row) const { return orderKey(m_rows.time(row)); }

private:
    const RowTable::View& m_rows;
};

/// First of `count` rows (at least one) of a block, from its place `at` on, that comes before the one ahead of it
/// there; `count` when there is none.
std::size_t firstDisorderIn(const RowBlock& block, std::size_t at, std::size_t count)
{
    const auto search = [count](auto&& isBefore) {
        std::size_t i = 1;
        while (i < count && !isBefore(i))
            ++i;
        return i;
    };
    const std::uint32_t* const milliseconds = block.milliseconds.data() + at; // an unknown time is the greatest
    if (!block.time)
        return search([=](std::size_t i) { return milliseconds[i] < milliseconds[i - 1]; });
    const std::int64_t* const ticks = block.time.get() + at;
    return search([=](std::size_t i) { return orderKey(ticks[i]) < orderKey(ticks[i - 1]); });
}

/// First place from `at` on whose row does not come after the one before it. Rows of `list` from there on are in their
/// own order still, so their times are read block by block.
std::size_t firstDisorder(const std::vector<RowIndex>& list, std::size_t at, const RowTable::View& rows)
{
    while (at < list.size()) {
        if (orderKey(rows.time(list[at])) < orderKey(rows.time(list[at - 1])))
            return at;
        const std::size_t place = list[at] % RowBlock::kRows;
        const std::size_t count = std::min(RowBlock::kRows - place, list.size() - at);
        const std::size_t found = firstDisorderIn(rows.blockAt(list[at] / RowBlock::kRows), place, count);
        at += found;
        if (found < count)
            return at;
    }
    return at;
}

/// A log is written in order but for a few rows: puts those back by insertion and gives up where they travel far.
/// Returns the end of the stretch that is in order now.
std::size_t settleRun(std::vector<RowIndex>& list, std::size_t begin, const RowTable::View& rows, const Order& earlier)
{
    constexpr std::size_t kFar = 64;
    std::size_t at = firstDisorder(list, begin + 1, rows);
    for (; at < list.size(); at = firstDisorder(list, at + 1, rows)) {
        if (at - begin > kFar && earlier(list[at], list[at - kFar]))
            break;
        const RowIndex moved = list[at];
        std::size_t to = at;
        for (; to > begin && earlier(moved, list[to - 1]); --to)
            list[to] = list[to - 1];
        list[to] = moved;
    }
    return at;
}

/// Ends of ordered runs that follow one another; neighbours that are in order already are one run.
std::vector<std::size_t> orderedRuns(std::vector<RowIndex>& list, const RowTable::View& rows, const Order& earlier)
{
    std::vector<std::size_t> ends;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = settleRun(list, begin, rows, earlier);
        if (!ends.empty() && !earlier(list[begin], list[ends.back() - 1]))
            ends.back() = end;
        else
            ends.push_back(end);
        begin = end;
    }
    return ends;
}

using Place = std::vector<RowIndex>::iterator;

/// Merges [begin, middle) and [middle, end) where they are; `buffer` is for the first of them. Each key is read once.
void mergeAlone(Place begin, Place middle, Place end, std::vector<RowIndex>& buffer, const Order& earlier)
{
    buffer.assign(begin, middle);
    auto first = buffer.begin();
    Place second = middle, out = begin; // never overtakes `second`
    if (first != buffer.end() && second != end) {
        for (std::int64_t a = earlier.key(*first), b = earlier.key(*second);;) {
            if (Order::isEarlier(*second, b, *first, a)) {
                *out++ = *second++;
                if (second == end)
                    break;
                b = earlier.key(*second);
            } else {
                *out++ = *first++;
                if (first == buffer.end())
                    break;
                a = earlier.key(*first);
            }
        }
    }
    std::copy(first, buffer.end(), out);
}

/// How many of the earliest `wanted` rows of [begin, middle) and [middle, end) together are of the first of them.
std::ptrdiff_t shareOfFirst(Place begin, Place middle, Place end, std::ptrdiff_t wanted, const Order& earlier)
{
    std::ptrdiff_t low = std::max<std::ptrdiff_t>(0, wanted - (end - middle)), high = std::min(wanted, middle - begin);
    while (low < high) {
        const std::ptrdiff_t share = (low + high) / 2;
        if (earlier(begin[share], middle[wanted - share - 1]))
            low = share + 1;
        else
            high = share;
    }
    return low;
}

/// The same as mergeAlone, on two cores where there is much: the earlier half of both is brought together first.
void mergePair(Place begin, Place middle, Place end, std::array<std::vector<RowIndex>, 2>& buffers,
               const Order& earlier)
{
    constexpr std::ptrdiff_t kMuch = 65536;
    if (end - begin < kMuch)
        return mergeAlone(begin, middle, end, buffers[0], earlier);
    const std::ptrdiff_t half = (end - begin) / 2, share = shareOfFirst(begin, middle, end, half, earlier);
    std::rotate(begin + share, middle, middle + (half - share));
    parallelFor(2, 2, [&](std::size_t i) {
        if (i == 0)
            mergeAlone(begin, begin + share, begin + half, buffers[0], earlier);
        else
            mergeAlone(begin + half, middle + (half - share), end, buffers[1], earlier);
    });
}

/// Merges neighbouring runs, pair by pair, until one is left.
void mergeRuns(std::vector<RowIndex>& list, const RowTable::View& rows, const Order& earlier)
{
    std::vector<std::size_t> ends = orderedRuns(list, rows, earlier);
    std::array<std::vector<RowIndex>, 2> buffers;
    const auto at = [&list](std::size_t place) { return list.begin() + static_cast<std::ptrdiff_t>(place); };
    while (ends.size() > 1) {
        std::vector<std::size_t> next;
        for (std::size_t i = 0; i < ends.size(); i += 2) {
            if (i + 1 < ends.size())
                mergePair(at(i == 0 ? 0 : ends[i - 1]), at(ends[i]), at(ends[i + 1]), buffers, earlier);
            next.push_back(i + 1 < ends.size() ? ends[i + 1] : ends[i]);
        }
        ends.swap(next);
    }
}

} // namespace

Change RowOrder::extend(const RowTable::View& rows)
{
    const auto before = static_cast<RowIndex>(m_order->size());
    const auto count = static_cast<RowIndex>(rows.size());
    if (before == count)
        return {Change::Kind::Appended, before, 0};
    const Order earlier(rows);
    std::vector<RowIndex> fresh(count - before);
    std::iota(fresh.begin(), fresh.end(), before);
    mergeRuns(fresh, rows, earlier);

    const auto disturbed = std::upper_bound(m_order->begin(), m_order->end(), fresh.front(), earlier);
    const bool appended = disturbed == m_order->end();
    auto merged = std::make_shared<std::vector<RowIndex>>();
    if (m_order->empty()) {
        *merged = std::move(fresh);
    } else {
        merged->reserve(count);
        merged->assign(m_order->begin(), disturbed);
        std::merge(disturbed, m_order->end(), fresh.begin(), fresh.end(), std::back_inserter(*merged), earlier);
    }
    m_order = std::move(merged);
    return appended ? Change{Change::Kind::Appended, before, count - before} : Change{Change::Kind::Reordered, 0, 0};
}

} // namespace sendwright
