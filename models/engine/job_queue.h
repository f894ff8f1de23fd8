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
/// the order of the units by one writer. Keeps memory bounded: a reader that is far ahead waits, and batches go round.
/// The only lock of the program lives here.
class OrderedBatches
{
public:
    explicit OrderedBatches(std::size_t units) : m_slots(units) {}

    /// Next unit nobody reads yet, in order; nothing when all are taken.
    std::optional<std::size_t> takeJob();
    EntryBatch fresh(); ///< an empty batch, one that was used before when there is one
    void push(std::size_t unit, EntryBatch&& batch, const std::stop_token& stop);
    void finish(std::size_t unit, SourceResult result);
    void wake(); ///< after a stop request, so that nobody waits on

    /// Waits for the next batch of `unit`; nothing when the unit is done (then `result` is filled) or on stop.
    std::optional<EntryBatch> next(std::size_t unit, SourceResult& result, const std::stop_token& stop);
    void giveBack(EntryBatch&& batch); ///< for `fresh`

private:
    struct Slot
    {
        std::deque<EntryBatch> batches;
        SourceResult result;
        bool finished = false;
    };
    static constexpr std::size_t kAhead = 16; ///< batches that may wait in all

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
