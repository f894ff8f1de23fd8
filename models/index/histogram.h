// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <array>
#include <vector>

namespace sendwright {

/// Counts of entries in equal bins of time, by severity class. Prefix sums let any zoom read its bars in O(pixels).
class Density
{
public:
    static constexpr std::size_t kBins = 1u << 16;
    static constexpr std::size_t kClasses = 3; ///< quiet (info, good), warning, error

    Density() = default;
    explicit Density(const Snapshot& snapshot); ///< entries without a time are left out

    TimePoint first() const { return m_first; }
    TimePoint last() const { return m_last; }
    bool empty() const { return !m_first.known(); }
    /// Entries of a class in [from, to), to the resolution of the bins.
    std::uint32_t count(std::size_t severityClass, TimePoint from, TimePoint to) const;
    std::array<std::uint32_t, kClasses> counts(TimePoint from, TimePoint to) const; ///< of all classes

private:
    static constexpr std::size_t kRowsAThread = 100'000; ///< at least, where several count
    using Sums = std::array<std::vector<std::uint32_t>, kClasses>;

    void countRows(const Snapshot& snapshot, std::size_t begin, std::size_t end, Sums& sums) const;
    std::size_t binOf(TimePoint time) const;
    std::size_t edgeOf(TimePoint time) const; ///< the same for any time: 0 before, kBins after
    TimePoint m_first, m_last;
    double m_binsATick = 0;
    Sums m_sums;
};

} // namespace sendwright
