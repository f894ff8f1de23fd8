// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/histogram.h"

#include <algorithm>

namespace sendwright {

namespace {

std::size_t classOf(Severity severity)
{
    if (severity == Severity::Error)
        return 2;
    return severity == Severity::Warning ? 1 : 0;
}

} // namespace

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
    for (auto& sums : m_sums)
        sums.assign(kBins + 1, 0);
    for (auto row = order.begin(); row != end; ++row)
        ++m_sums[classOf(snapshot.rows[*row].severity)][binOf(snapshot.time(*row)) + 1];
    for (auto& sums : m_sums)
        for (std::size_t bin = 1; bin <= kBins; ++bin)
            sums[bin] += sums[bin - 1];
}

std::size_t Density::binOf(TimePoint time) const
{
    // long double: the span in ticks times the number of bins does not fit 64 bits for logs of many years.
    const auto past = static_cast<long double>(time.ticks - m_first.ticks);
    const auto span = static_cast<long double>(m_last.ticks - m_first.ticks);
    return std::min(static_cast<std::size_t>(past / span * static_cast<long double>(kBins)), kBins - 1);
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
