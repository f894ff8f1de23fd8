// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <ctime>
#include <limits>

namespace sendwright::test {

/// Seconds that the host of a virtual machine has kept its processors for others, of all processors together since the
/// start; 0 where the system does not tell in the way Linux does (proc(5), `steal`).
inline double stolenSeconds()
{
    constexpr int kSteal = 8; // the label is the first word
    QFile statistics(QStringLiteral("/proc/stat"));
    if (!statistics.open(QIODevice::ReadOnly))
        return 0;
    return statistics.readLine().simplified().split(' ').value(kSteal).toDouble() / 100; // USER_HZ
}

/// Least elapsed seconds of several runs, and those of all threads of this process together, which a busy machine
/// changes less. A host that lends more than it has lets short work pass and holds long work up; so a run during which
/// it took time away counts only as long as there is none without.
struct Best
{
    static constexpr double kNone = std::numeric_limits<double>::max();
    double wall = kNone, cpu = kNone, stolen = kNone; ///< stolen: share of `wall`, of the run that counts

    template <typename Work>
    void take(const Work& work)
    {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock();
        const double stolenBefore = stolenSeconds();
        work();
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        cpu = std::min(cpu, double(std::clock() - before) / CLOCKS_PER_SEC);
        note(seconds, (stolenSeconds() - stolenBefore) / seconds);
    }
    bool undisturbed() const { return stolen <= kLittle; }

private:
    static constexpr double kLittle = 0.02;
    void note(double seconds, double share)
    {
        const bool clean = share <= kLittle;
        if (clean == undisturbed() ? seconds >= wall : !clean)
            return;
        wall = seconds;
        stolen = share;
    }
};

} // namespace sendwright::test
