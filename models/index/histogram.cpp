// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/histogram.h"

#include "index/parallel.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace sendwright {

Density::Density(const Snapshot& snapshot)
{
    const auto& order = *snapshot.order;
    auto end = order.end();
    while (end != order.begin() && !snapshot.time(*(end - 1)).known())
        --end;
    if (end == order.begin())
        return;
    m_first = snapshot.time(order.front());
    m_last = TimePoint{snapshot.time(*(end - 1)).ticks + 1};
    m_binsATick = static_cast<double>(kBins) / static_cast<double>(m_last.ticks - m_first.ticks);
    const std::size_t count = snapshot.rows.size();
    std::vector<Sums> parts(std::clamp<std::size_t>(count / kRowsAThread, 1, threadsOr(0)));
    parallelFor(parts.size(), static_cast<unsigned>(parts.size()), [&](std::size_t i) {
        countRows(snapshot, count * i / parts.size(), count * (i + 1) / parts.size(), parts[i]);
    });
    m_sums = std::move(parts.front());
    for (std::size_t kind = 0; kind < kClasses; ++kind) {
        for (std::size_t part = 1; part < parts.size(); ++part)
            std::transform(parts[part][kind].begin(), parts[part][kind].end(), m_sums[kind].begin(),
                           m_sums[kind].begin(), std::plus<>());
        std::partial_sum(m_sums[kind].begin(), m_sums[kind].end(), m_sums[kind].begin());
    }
}

/// Rows as they were read: those that follow each other mostly fall into one bin, which is then looked for once.
void Density::countRows(const Snapshot& snapshot, std::size_t begin, std::size_t end, Sums& sums) const
{
    for (auto& ofClass : sums)
        ofClass.assign(kBins + 1, 0);
    std::size_t bin = 0;
    TimePoint from, to; ///< for certain inside the bin
    std::array<std::uint32_t, kClasses> run{};
    const auto flush = [&] {
        for (std::size_t kind = 0; kind < kClasses; ++kind)
            sums[kind][bin + 1] += std::exchange(run[kind], 0);
    };
    for (std::size_t row = begin; row < end; ++row) {
        const TimePoint time{snapshot.rows.time(static_cast<RowIndex>(row))};
        if (time < from || time >= to) {
            if (!time.known())
                continue;
            flush();
            bin = binOf(time);
            // A hundredth of a bin is left out on both sides, for rounding decides there; of tiny bins everything is.
            const double width = 1 / m_binsATick, start = static_cast<double>(bin) * width;
            from.ticks = m_first.ticks + static_cast<std::int64_t>(start + width / 100) + 1;
            to.ticks = m_first.ticks + static_cast<std::int64_t>(start + width - width / 100) - 1;
        }
        const Severity severity = snapshot.rows.severity(static_cast<RowIndex>(row));
        run[1] += severity == Severity::Warning ? 1 : 0;
        run[2] += severity == Severity::Error ? 1 : 0;
        run[0] += severity < Severity::Warning ? 1 : 0;
    }
    flush();
}

std::size_t Density::binOf(TimePoint time) const
{
    // Grows with the time, however it is rounded: entries and questions meet the same edges.
    const auto past = static_cast<double>(time.ticks - m_first.ticks);
    return std::min(static_cast<std::size_t>(past * m_binsATick), kBins - 1);
}

std::size_t Density::edgeOf(TimePoint time) const
{
    if (time <= m_first)
        return 0;
    return time >= m_last ? kBins : binOf(time);
}

std::array<std::uint32_t, Density::kClasses> Density::counts(TimePoint from, TimePoint to) const
{
    std::array<std::uint32_t, kClasses> found{};
    const std::size_t low = empty() ? 0 : edgeOf(from), high = empty() ? 0 : edgeOf(to);
    for (std::size_t kind = 0; kind < kClasses && high > low; ++kind)
        found[kind] = m_sums[kind][high] - m_sums[kind][low];
    return found;
}

std::uint32_t Density::count(std::size_t severityClass, TimePoint from, TimePoint to) const
{
    return severityClass < kClasses ? counts(from, to)[severityClass] : 0;
}

} // namespace sendwright
