// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/row_order.h"

#include <algorithm>
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
    bool operator()(RowIndex a, RowIndex b) const
    {
        const std::int64_t ka = key(a), kb = key(b);
        return ka != kb ? ka < kb : a < b;
    }

private:
    std::int64_t key(RowIndex row) const { return orderKey(m_rows.time(row)); }
    const RowTable::View& m_rows;
};

/// First place from `at` on whose row does not come after the one before it. Rows of `list` from there on are in their
/// own order still, so their times are read block by block.
std::size_t firstDisorder(const std::vector<RowIndex>& list, std::size_t at, const RowTable::View& rows)
{
    if (at >= list.size())
        return list.size();
    std::int64_t before = orderKey(rows.time(list[at - 1]));
    for (; at < list.size(); ++at) {
        const std::int64_t time = orderKey(rows.time(list[at]));
        if (time < before)
            return at;
        before = time;
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

/// Merges [begin, middle) and [middle, end) of the list where they are; `buffer` is for the first of them. Two halves
/// at once would be faster by a fiftieth of a load, and cost memory for all rows when it is scarcest.
void mergePair(std::vector<RowIndex>& list, std::size_t begin, std::size_t middle, std::size_t end,
               std::vector<RowIndex>& buffer, const Order& earlier)
{
    const auto at = [&list](std::size_t place) { return list.begin() + static_cast<std::ptrdiff_t>(place); };
    buffer.assign(at(begin), at(middle));
    auto first = buffer.begin();
    auto second = at(middle), out = at(begin); // never overtakes `second`
    while (first != buffer.end() && second != at(end))
        *out++ = earlier(*second, *first) ? *second++ : *first++;
    std::copy(first, buffer.end(), out);
}

/// Merges neighbouring runs, pair by pair, until one is left.
void mergeRuns(std::vector<RowIndex>& list, const RowTable::View& rows, const Order& earlier)
{
    std::vector<std::size_t> ends = orderedRuns(list, rows, earlier);
    std::vector<RowIndex> buffer;
    while (ends.size() > 1) {
        std::vector<std::size_t> next;
        for (std::size_t i = 0; i < ends.size(); i += 2) {
            if (i + 1 < ends.size())
                mergePair(list, i == 0 ? 0 : ends[i - 1], ends[i], ends[i + 1], buffer, earlier);
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
