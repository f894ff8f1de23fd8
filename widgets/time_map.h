// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <algorithm>
#include <cmath>

namespace sendwright {

/// Where a moment lies on a strip of `width` pixels that shows [from, to]. A plain value; all functions are pure. Spans
/// never get shorter than kMinimumSpan. Times beyond the strip map to pixels beyond it.
struct TimeMap
{
    static constexpr std::int64_t kMinimumSpan = 10 * kTicksPerMillisecond;
    static constexpr double kRounding = 1e-6;

    TimePoint from, to;
    int width = 0;

    bool operator==(const TimeMap&) const = default;

    bool valid() const { return from.known() && to.known() && width > 0 && from < to; }

    /// Ticks shown. A double, because the ends may be as far apart as evidence likes.
    double span() const { return distance(from, to); }

    double timeToX(TimePoint time) const { return valid() ? distance(from, time) * (width / span()) : 0; }

    /// Column in which a moment lies, and the column before which it ends; whole numbers. A millionth of a pixel is
    /// forgiven, so that times on the edge of a column do not spill over by rounding.
    double columnOf(TimePoint time) const { return wholeBelow(timeToX(time) + kRounding); }
    double columnAfter(TimePoint time) const { return -wholeBelow(kRounding - timeToX(time)); }

    TimePoint xToTime(double x) const { return valid() ? moved(from, x / width * span()) : TimePoint{}; }

    /// The moment under pixel `x` stays there; `factor` above 1 shows less time.
    TimeMap zoomed(double x, double factor) const
    {
        if (!valid() || !(factor > 0))
            return *this;
        const double newSpan = std::max(span() / factor, static_cast<double>(kMinimumSpan));
        const TimePoint newFrom = moved(xToTime(x), -x / width * newSpan);
        return {newFrom, moved(newFrom, newSpan), width};
    }

    /// Content follows the hand: positive `pixels` show earlier times.
    TimeMap panned(double pixels) const
    {
        if (!valid())
            return *this;
        const double shift = -pixels / width * span();
        return {moved(from, shift), moved(to, shift), width};
    }

    /// Shifted into [first, last] without changing its span, or all of [first, last] when it is longer than that.
    TimeMap clamped(TimePoint first, TimePoint last) const
    {
        if (!valid() || !first.known() || !last.known())
            return *this;
        const TimePoint end = std::max(last, moved(first, kMinimumSpan));
        if (span() >= distance(first, end))
            return {first, end, width};
        if (from < first)
            return {first, moved(first, span()), width};
        if (to > end)
            return {moved(end, -span()), end, width};
        return *this;
    }

    static double distance(TimePoint a, TimePoint b)
    {
        return static_cast<double>(b.ticks) - static_cast<double>(a.ticks);
    }

    /// std::floor without a call into the maths library, which costs most of a layout on the oldest processors we build
    /// for. Pixels further away than any screen are cut short.
    static double wholeBelow(double x)
    {
        constexpr double kFar = 1e15;
        const double near = std::clamp(x, -kFar, kFar);
        const auto whole = static_cast<double>(static_cast<std::int64_t>(near));
        return whole > near ? whole - 1 : whole;
    }

    /// Kept inside what a calendar can show, so that no sum overflows.
    static TimePoint moved(TimePoint time, double ticks)
    {
        constexpr double kFurthest = 2.0e18;
        const double result = std::clamp(static_cast<double>(time.ticks) + ticks, -kFurthest, kFurthest);
        if (std::abs(result) >= kFurthest || std::abs(ticks) >= kFurthest)
            return TimePoint{static_cast<std::int64_t>(result)};
        return TimePoint{time.ticks + static_cast<std::int64_t>(std::llround(ticks))};
    }
};

} // namespace sendwright
