// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/handover.h"

#include <stop_token>
#include <utility>

namespace sendwright {

/// One kind of background work of the workbench (loading, filtering …): starting it again stops the run before, and
/// what a stopped run still delivers is dropped. GUI thread, apart from `deliver`.
class WorkbenchJob
{
public:
    void stop() { m_source.request_stop(); }

    /// Runs `work(stop, deliver)` on the pool; `deliver(function)` runs a function on the thread of this job unless a
    /// later run has begun.
    template <typename Work>
    void start(QThreadPool& pool, Work work)
    {
        stop();
        m_source = std::stop_source();
        const std::uint64_t generation = ++m_generation;
        runOn(pool, [this, generation, work = std::move(work), token = m_source.get_token()]() mutable {
            work(token, [this, generation](auto function) {
                m_receiver.post([this, generation, function = std::move(function)]() mutable {
                    if (generation == m_generation)
                        function();
                });
            });
        });
    }

private:
    Receiver m_receiver;
    std::stop_source m_source;
    std::uint64_t m_generation = 0;
};

} // namespace sendwright
