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

/// Batches of many sources, filled by readers on pool threads and taken in the order of the sources by one writer.
/// Keeps memory bounded: a reader that is far ahead waits. The only lock of the program lives here.
class OrderedBatches
{
public:
    explicit OrderedBatches(std::size_t sources) : m_slots(sources) {}

    /// Next source nobody reads yet, in order; nothing when all are taken.
    std::optional<std::size_t> takeJob();
    void push(std::size_t source, EntryBatch&& batch, const std::stop_token& stop);
    void finish(std::size_t source, SourceResult result);
    void wake(); ///< after a stop request, so that nobody waits on

    /// Waits for the next batch of `source`; nothing when the source is done (then `result` is filled) or on stop.
    std::optional<EntryBatch> next(std::size_t source, SourceResult& result, const std::stop_token& stop);

private:
    struct Slot
    {
        std::deque<EntryBatch> batches;
        SourceResult result;
        bool finished = false;
    };
    static constexpr std::size_t kAhead = 64; ///< batches that may wait in all

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Slot> m_slots;
    std::size_t m_nextJob = 0;
    std::size_t m_current = 0;
    std::size_t m_waiting = 0;
};

} // namespace sendwright
