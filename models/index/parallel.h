// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace sendwright {

inline unsigned threadsOr(unsigned wanted)
{
    return std::min(wanted != 0 ? wanted : std::max(1u, std::thread::hardware_concurrency()), 64u);
}

/// Calls `work(i)` for each i below `count`, on this thread and on `threads - 1` more; comes back when all is done.
/// `work` must not throw, and what it writes for one i no other i may touch.
template <typename Work>
void parallelFor(std::size_t count, unsigned threads, const Work& work)
{
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i)
        others.emplace_back(run);
    run();
}

} // namespace sendwright
