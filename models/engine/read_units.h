// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/job_queue.h"
#include "engine/source_list.h"
#include "ingest/reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sendwright {

/// What one reader reads at a time: a source, or a slice of a large protocol log.
struct ReadUnit
{
    std::size_t plan = 0;
    SourceSlice slice;
    std::optional<std::string> columns; ///< of slices: the `#Fields` line taken to be in force where they begin
};

/// All units in the order of their sources. Large protocol logs come in slices of `sliceBytes`, which one reader each
/// can read at once with others; where a slice begins does not depend on the number of threads.
std::vector<ReadUnit> unitsOf(const std::vector<SourcePlan>& plans, std::uint64_t sliceBytes);

/// `memory`: of the thread that reads; slices, which may be read a second time, and plain twins go without.
ReadContext contextOf(const SourcePlan& plan, const ReadUnit& unit, unsigned workers, const std::stop_token& stop,
                      SmtpMemory* memory);

/// Reads what the context says of the source, on the calling thread. Never throws.
SourceResult readPlan(const SourcePlan& plan, ReadContext& context);

/// Adds what a further slice of the same source tells; the first is taken as it is.
void joinResults(SourceResult& whole, SourceResult&& slice);
void finishSlices(SourceResult& result); ///< when all slices are joined

} // namespace sendwright
