// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

namespace sendwright {

struct EvtxTotals
{
    std::uint32_t chunks = 0, entries = 0, recovered = 0, skipped = 0;
    bool unread = false;         ///< the source could not be read there
    TimePoint cleared;           ///< time of the last event that tells of a log cleared
    std::uint32_t clearedId = 0; ///< and its id; 0: there is none
};

/// A run of chunks, read.
struct EvtxUnit
{
    EntryBatch batch;
    EvtxTotals totals;
};

/// Reads all chunks of a file on `context.workers` threads, the calling one included, and hands the units to `take` on
/// the calling thread in the order of the file. At most a few units a thread are in memory at once.
void readEvtxUnits(const ByteSource& source, const ReadContext& context, bool checksums,
                   const std::function<void(EvtxUnit&&)>& take);

} // namespace sendwright
