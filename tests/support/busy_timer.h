// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/sanitized.h"

#include <QtGlobal>

#include <ctime>

namespace sendwright::test {

/// Milliseconds of processor time of this process, for limits that must hold while other programs run; on Windows,
/// whose clock() counts so, of wall time. Sanitized code is given its slowness.
class BusyTimer
{
public:
    void start() { m_start = std::clock(); }
    qint64 elapsed() const
    {
        return static_cast<qint64>(static_cast<double>(std::clock() - m_start) * 1000.0 / CLOCKS_PER_SEC / kSlowness);
    }

private:
#ifdef SENDWRIGHT_SANITIZED
    static constexpr double kSlowness = 5;
#else
    static constexpr double kSlowness = 1;
#endif
    std::clock_t m_start = std::clock();
};

} // namespace sendwright::test
