// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

#include <string>
#include <vector>

namespace sendwright::test {

/// Everything a reader said about a text.
struct ReadRun
{
    std::vector<EntryBatch> batches;
    ReadSummary summary;

    std::size_t rows() const
    {
        std::size_t count = 0;
        for (const EntryBatch& batch : batches)
            count += batch.size();
        return count;
    }
    std::vector<Problem> problems() const
    {
        std::vector<Problem> all;
        for (const EntryBatch& batch : batches)
            all.insert(all.end(), batch.problems.begin(), batch.problems.end());
        return all;
    }
    std::vector<Fact> facts() const
    {
        std::vector<Fact> all;
        for (const EntryBatch& batch : batches)
            all.insert(all.end(), batch.facts.begin(), batch.facts.end());
        return all;
    }
    std::size_t skipped() const
    {
        std::size_t count = 0;
        for (const Problem& problem : problems())
            count += problem.kind == Problem::Kind::Skipped ? 1 : 0;
        return count;
    }
};

inline ReadRun readText(ReadFunction reader, std::string text, std::string fileName = "SEND1.LOG")
{
    ReadRun run;
    const auto source = ByteSource::fromText(std::move(text));
    ReadContext context;
    context.fileName = std::move(fileName);
    context.zone = "UTC";
    context.emit = [&run](EntryBatch&& batch) { run.batches.push_back(std::move(batch)); };
    run.summary = reader(*source, context);
    return run;
}

} // namespace sendwright::test
