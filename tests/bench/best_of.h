// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <ctime>

namespace sendwright::test {

/// Least elapsed seconds of several runs, and those of all threads of this process together, which a busy machine
/// changes less.
struct Best
{
    double wall = 1e9, cpu = 1e9;

    template <typename Work>
    void take(const Work& work)
    {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock();
        work();
        wall = std::min(wall, double(timer.nsecsElapsed()) / 1e9);
        cpu = std::min(cpu, double(std::clock() - before) / CLOCKS_PER_SEC);
    }
};

} // namespace sendwright::test
