// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "ingest/reader.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace sendwright {

/// What a reader hands over for one source: batches, then its summary.
struct SourceResult
{
    ReadSummary summary;
    std::string encoding;
    std::uint64_t bytes = 0;
    std::shared_ptr<ByteSource> source; ///< null when it could not be opened
};

/// Batches of many units of reading (sources, or slices of large ones), filled by readers on pool threads and taken in
/// the order of the units by one writer, which may read as well. Keeps memory bounded: a reader that is far ahead
/// waits, and batches go round. The only lock of the program lives here.
class OrderedBatches
{
public:
    explicit OrderedBatches(std::size_t units) : m_slots(units) {}

    /// Next unit nobody reads yet, in order; nothing when all are taken.
    std::optional<std::size_t> takeJob();
    EntryBatch fresh(); ///< an empty batch, one that was used before when there is one
    void push(std::size_t unit, EntryBatch&& batch, const std::stop_token& stop); ///< waits when it is far ahead
    void finish(std::size_t unit, SourceResult result);
    void wake(); ///< after a stop request, so that nobody waits on

    // For the writer.
    struct Arrival
    {
        std::optional<EntryBatch> batch;
        std::optional<SourceResult> done; ///< the unit has no more batches; told once
    };
    /// What has come of a unit, which is the one at hand from now on; nothing when there is nothing yet.
    Arrival take(std::size_t unit);
    /// Waits until `take` would give something, or for a stop request.
    void await(std::size_t unit, const std::stop_token& stop);
    void add(std::size_t unit, EntryBatch&& batch); ///< of a unit it reads itself: does not wait
    bool full();                                    ///< as many batches wait as should
    void giveBack(EntryBatch&& batch);              ///< for `fresh`

private:
    struct Slot
    {
        std::deque<EntryBatch> batches;
        SourceResult result;
        bool finished = false;
    };
    static constexpr std::size_t kAhead = 48; ///< batches that may wait in all

    bool hasArrived(std::size_t unit) const { return !m_slots[unit].batches.empty() || m_slots[unit].finished; }

    std::mutex m_mutex;
    std::condition_variable m_arrived; ///< for the writer
    std::condition_variable m_room;    ///< for readers that are far ahead
    std::vector<Slot> m_slots;
    std::vector<EntryBatch> m_free;
    std::size_t m_nextJob = 0;
    std::size_t m_current = 0;
    std::size_t m_waiting = 0;
};

} // namespace sendwright
