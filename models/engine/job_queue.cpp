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

OrderedBatches::Arrival OrderedBatches::take(std::size_t unit)
{
    Arrival arrival;
    const std::lock_guard lock(m_mutex);
    if (std::exchange(m_current, unit) != unit)
        m_room.notify_all();
    Slot& slot = m_slots[unit];
    if (!slot.batches.empty()) {
        arrival.batch = std::move(slot.batches.front());
        slot.batches.pop_front();
        if (--m_waiting == kAhead / 2) // not for each: readers would come back for one batch a time
            m_room.notify_all();
    } else if (slot.finished) {
        arrival.done = std::move(slot.result);
    }
    return arrival;
}

void OrderedBatches::await(std::size_t unit, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [&] { return hasArrived(unit) || stop.stop_requested(); });
}

void OrderedBatches::add(std::size_t unit, EntryBatch&& batch)
{
    const std::lock_guard lock(m_mutex);
    m_slots[unit].batches.push_back(std::move(batch));
    ++m_waiting;
}

bool OrderedBatches::full()
{
    const std::lock_guard lock(m_mutex);
    return m_waiting >= kAhead;
}

} // namespace sendwright
