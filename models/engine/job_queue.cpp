// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job_queue.h"

#include <utility>

namespace sendwright {

std::optional<std::size_t> OrderedBatches::takeJob()
{
    const std::lock_guard lock(m_mutex);
    if (m_nextJob >= m_slots.size())
        return std::nullopt;
    return m_nextJob++;
}

EntryBatch OrderedBatches::fresh()
{
    const std::lock_guard lock(m_mutex);
    if (m_free.empty())
        return {};
    EntryBatch batch = std::move(m_free.back());
    m_free.pop_back();
    return batch;
}

void OrderedBatches::giveBack(EntryBatch&& batch)
{
    batch.reuse();
    const std::lock_guard lock(m_mutex);
    if (m_free.size() < kAhead)
        m_free.push_back(std::move(batch));
}

void OrderedBatches::push(std::size_t unit, EntryBatch&& batch, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    // The unit that is being taken never waits, so the writer always gets on.
    m_room.wait(lock, [&] { return unit == m_current || m_waiting < kAhead || stop.stop_requested(); });
    m_slots[unit].batches.push_back(std::move(batch));
    ++m_waiting;
    if (unit == m_current)
        m_arrived.notify_one();
}

void OrderedBatches::finish(std::size_t unit, SourceResult result)
{
    const std::lock_guard lock(m_mutex);
    m_slots[unit].result = std::move(result);
    m_slots[unit].finished = true;
    m_arrived.notify_one();
}

void OrderedBatches::wake()
{
    const std::lock_guard lock(m_mutex);
    m_arrived.notify_all();
    m_room.notify_all();
}

std::optional<EntryBatch> OrderedBatches::next(std::size_t unit, SourceResult& result, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (std::exchange(m_current, unit) != unit)
        m_room.notify_all();
    Slot& slot = m_slots[unit];
    m_arrived.wait(lock, [&] { return !slot.batches.empty() || slot.finished || stop.stop_requested(); });
    if (!slot.batches.empty() && !stop.stop_requested()) {
        EntryBatch batch = std::move(slot.batches.front());
        slot.batches.pop_front();
        if (m_waiting-- == kAhead)
            m_room.notify_all();
        return batch;
    }
    if (slot.finished)
        result = std::move(slot.result);
    return std::nullopt;
}

} // namespace sendwright
