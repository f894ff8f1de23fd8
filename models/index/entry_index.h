// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <cstddef>
#include <memory>

namespace sendwright {

/// The most a case may hold, so that no evidence can fill the memory without a word. Rows take some 30 bytes, sessions
/// some 400.
struct IndexLimits
{
    std::size_t rows = 500'000'000; ///< of 75 GB of protocol logs; their numbers have 32 bits
    std::size_t sessions = 20'000'000;
    std::size_t textBytes = std::size_t{4} << 30; ///< distinct texts kept beside rows and sessions
    std::size_t problems = 200'000;               ///< listed; more are counted
};

/// Takes batches, owns the columns, publishes snapshots. Used by one thread, the writer. Sources must be begun in the
/// order of their ids, and all batches of a source come before those of the next.
class EntryIndex
{
public:
    explicit EntryIndex(const IndexLimits& limits = {});
    ~EntryIndex();

    void beginSource(SourceInfo info);
    /// What is kept is taken out of the batch; its memory may be used again. When the case is full its rows are left
    /// out, and a Problem of the source says so.
    void append(EntryBatch&& batch);
    void endSource(const SourceInfo& finalInfo); ///< note, encoding, format as known at the end; counts are ours

    std::size_t rows() const;
    std::shared_ptr<const Snapshot> publish(bool complete);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sendwright
