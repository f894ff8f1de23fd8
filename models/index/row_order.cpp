// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/row_order.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace sendwright {

namespace {

/// Sorting key: unknown times go to the end.
std::int64_t keyOf(const ChunkedVector<RowColumns>& rows, RowIndex row)
{
    const std::int64_t time = rows[row].time;
    return time == TimePoint::kUnknown ? std::numeric_limits<std::int64_t>::max() : time;
}

} // namespace

Change RowOrder::extend(const ChunkedVector<RowColumns>& rows)
{
    const auto before = static_cast<RowIndex>(m_order->size());
    const auto count = static_cast<RowIndex>(rows.size());
    if (before == count)
        return {Change::Kind::Appended, before, 0};
    auto merged = std::make_shared<std::vector<RowIndex>>();
    merged->reserve(count);
    *merged = *m_order;
    merged->resize(count);
    std::iota(merged->begin() + before, merged->end(), before);
    const auto earlier = [&rows](RowIndex a, RowIndex b) {
        const std::int64_t ka = keyOf(rows, a), kb = keyOf(rows, b);
        return ka != kb ? ka < kb : a < b;
    };
    const auto fresh = merged->begin() + before;
    if (!std::is_sorted(fresh, merged->end(), earlier))
        std::sort(fresh, merged->end(), earlier);
    const auto disturbed = std::upper_bound(merged->begin(), fresh, *fresh, earlier);
    const bool appended = disturbed == fresh;
    if (!appended)
        std::inplace_merge(disturbed, fresh, merged->end(), earlier);
    m_order = std::move(merged);
    return appended ? Change{Change::Kind::Appended, before, count - before} : Change{Change::Kind::Reordered, 0, 0};
}

} // namespace sendwright
