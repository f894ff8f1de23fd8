// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/query.h"
#include "index/row_set.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

namespace sendwright {

/// What is known of the text terms of one query: for rows in `looked`, `terms[i]` has those that term i fits. Grows
/// with the snapshots of one load, whose rows keep their numbers. Events are looked at anew each time,
/// since later sources may complete their text. One search at a time.
struct TextHits
{
    std::vector<RowSet> terms;
    RowSet looked;
    std::atomic<std::uint64_t> gaveUp = 0;
};

/// Looks for text terms in all `wanted` rows that `hits` does not know yet. Reads the sources in windows, finds words
/// in the raw bytes, and maps what it finds to rows by their offsets, so that the cost is that of the bytes; where that
/// cannot be done the rows are asked for one by one. `tick` is called on the calling thread now and then.
class RowSearch
{
public:
    RowSearch(const Snapshot& snapshot, std::vector<const Query::Term*> terms, const RowText& text,
              const FilterOptions& options);
    void run(const RowSet& wanted, TextHits& hits, const std::function<void()>& tick);

private:
    struct Part ///< rows of one source
    {
        SourceId source{};
        RowIndex first = 0, last = 0;
        bool raw = false;
    };
    class Worker;
    std::vector<Part> parts() const;
    void prepare(TextHits& hits) const;

    const Snapshot& m_snapshot;
    std::vector<const Query::Term*> m_terms;
    const RowText& m_text;
    const FilterOptions& m_options;
};

} // namespace sendwright
