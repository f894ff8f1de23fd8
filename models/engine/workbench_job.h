// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QThreadPool>

#include <stop_token>
#include <utility>

namespace sendwright {

/// One kind of background work of the workbench (loading, filtering …): starting it again stops the run before, and
/// what a stopped run still delivers is dropped. GUI thread, apart from `deliver`.
class WorkbenchJob
{
public:
    explicit WorkbenchJob(QObject* owner) : m_owner(owner) {}

    void stop() { m_source.request_stop(); }

    /// Runs `work(stop, deliver)` on the pool; `deliver(function)` runs a function on the owner's thread unless a later
    /// run has begun.
    template <typename Work>
    void start(QThreadPool& pool, Work work)
    {
        stop();
        m_source = std::stop_source();
        const std::uint64_t generation = ++m_generation;
        pool.start([this, generation, work = std::move(work), token = m_source.get_token()]() mutable {
            work(token, [this, generation](auto function) {
                QMetaObject::invokeMethod(
                    m_owner,
                    [this, generation, function = std::move(function)]() mutable {
                        if (generation == m_generation)
                            function();
                    },
                    Qt::QueuedConnection);
            });
        });
    }

private:
    QObject* m_owner;
    std::stop_source m_source;
    std::uint64_t m_generation = 0;
};

} // namespace sendwright
