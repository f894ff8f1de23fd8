// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <memory>

namespace sendwright {

/// Takes batches, owns the columns, publishes snapshots. Used by one thread, the writer. Sources must be begun in the
/// order of their ids, and all batches of a source come before those of the next.
class EntryIndex
{
public:
    EntryIndex();
    ~EntryIndex();

    void beginSource(SourceInfo info);
    void append(EntryBatch&& batch);             ///< what is kept is taken out of it; its memory may be used again
    void endSource(const SourceInfo& finalInfo); ///< note, encoding, format as known at the end; counts are ours

    std::size_t rows() const;
    std::shared_ptr<const Snapshot> publish(bool complete);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sendwright
