// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/loader.h"

#include "engine/evidence_text.h"
#include "engine/job_queue.h"
#include "engine/read_units.h"
#include "engine/row_range.h"
#include "engine/source_list.h"
#include "index/entry_index.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace sendwright {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kOpenFiles = 400;
void readJobs(const std::vector<SourcePlan>& plans, const std::vector<ReadUnit>& units, OrderedBatches& batches,
              unsigned workers, const std::stop_token& stop)
{
    while (const auto job = batches.takeJob()) {
        const SourcePlan& plan = plans[units[*job].plan];
        ReadContext context = contextOf(plan, units[*job], workers, stop);
        context.fresh = [&] { return batches.fresh(); };
        context.emit = [&](EntryBatch&& batch) { batches.push(*job, std::move(batch), stop); };
        batches.finish(*job, stop.stop_requested() ? SourceResult{} : readPlan(plan, context));
    }
}

SourceInfo infoOf(const SourcePlan& plan)
{
    SourceInfo info;
    info.path = plan.shown;
    info.file = plan.file;
    info.pasted = plan.file.empty() && plan.problem.empty();
    info.bytes = plan.bytes;
    info.server = plan.server;
    info.role = plan.role;
    info.recoverDeleted = plan.settings.recoverDeleted;
    info.bundle = plan.bundle;
    info.depth = plan.depth;
    if (!plan.bundle.empty())
        info.sha256 = plan.hash; // its file is the archive's
    return info;
}

void finishSource(EntryIndex& index, SourceInfo info, const SourceResult& result)
{
    info.format = result.summary.format;
    info.formatName = result.summary.formatName;
    info.note = result.summary.note;
    info.encoding = result.encoding;
    info.zone = result.summary.zone;
    info.localTimes = result.summary.localTimes;
    info.zoneAssumed = result.summary.zoneAssumed;
    info.skipped = result.summary.skipped;
    info.bytes = result.bytes;
    index.endSource(info);
}

/// Decides when the next partial snapshot is due: at once, then at most ten a second and never more than a fifth of the
/// time, since a snapshot of many rows costs their order.
class Publisher
{
public:
    Publisher(EntryIndex& index, const LoadRequest& request, const PublishFunction& publish)
        : m_index(index), m_request(request), m_publish(publish)
    {
    }

    void offer(const std::vector<EvidencePlace>& places, const LoadProgress& progress)
    {
        const auto now = Clock::now();
        if (!m_publish || m_index.rows() == 0 || now < m_due)
            return;
        const auto snapshot = m_index.publish(false);
        m_publish({snapshot, std::make_shared<EvidenceText>(
                                 snapshot, std::make_shared<std::vector<EvidencePlace>>(places), m_request.knowledge)},
                  progress);
        const auto after = Clock::now();
        m_due = after + std::max<Clock::duration>(std::chrono::milliseconds(100), 4 * (after - now));
    }

private:
    EntryIndex& m_index;
    const LoadRequest& m_request;
    const PublishFunction& m_publish;
    Clock::time_point m_due{};
};

/// An archive's own bytes are read while planning.
std::uint64_t bytesToRead(const SourcePlan& plan)
{
    return plan.archiveKind.empty() ? plan.bytes : 0;
}

/// The writer's side: takes batches unit by unit into the index.
class Writer
{
public:
    Writer(const LoadRequest& request, const std::vector<SourcePlan>& plans, const std::vector<ReadUnit>& units,
           OrderedBatches& batches, const PublishFunction& publish)
        : m_request(request), m_plans(plans), m_units(units), m_batches(batches), m_publisher(m_index, request, publish)
    {
        m_progress.filesTotal = static_cast<std::uint32_t>(plans.size());
        for (const SourcePlan& plan : plans)
            m_progress.bytesTotal += bytesToRead(plan);
    }

    void run(const std::stop_token& stop)
    {
        for (std::size_t unit = 0; unit < m_units.size() && !stop.stop_requested();) {
            const std::size_t begin = unit;
            while (unit < m_units.size() && m_units[unit].plan == m_units[begin].plan)
                ++unit;
            source(begin, unit, stop);
        }
    }

    Loaded result()
    {
        const auto snapshot = m_index.publish(true);
        return {snapshot, std::make_shared<EvidenceText>(
                              snapshot, std::make_shared<std::vector<EvidencePlace>>(m_places), m_request.knowledge)};
    }

private:
    /// Units [begin, end) are one source.
    void source(std::size_t begin, std::size_t end, const std::stop_token& stop)
    {
        const std::size_t number = m_units[begin].plan;
        const SourcePlan& plan = m_plans[number];
        m_sourceBegin = m_progress.bytesDone;
        m_progress.current = plan.shown;
        m_index.beginSource(infoOf(plan));
        const std::size_t rows = m_index.rows();
        m_places.push_back({plan.file, plan.settings.codePage,
                            plan.file.empty() ? ByteSource::fromText(plan.text) : nullptr, plan.content});
        SourceResult result;
        for (std::size_t unit = begin; unit < end && !stop.stop_requested(); ++unit)
            joinResults(result, readUnit(unit, result.summary, stop));
        if (end - begin > 1)
            finishSlices(result);
        finishSource(m_index, infoOf(plan), result);
        if (result.source && (plan.content || number < kOpenFiles || result.encoding != "UTF-8"))
            m_places.back().open = result.source;
        if (plan.content && m_index.rows() == rows)
            m_places.back() = {plan.file, {}, nullptr, nullptr}; // nobody will ask for a row of it
        m_progress.bytesDone = m_sourceBegin + bytesToRead(plan);
        ++m_progress.filesDone;
        m_publisher.offer(m_places, m_progress);
    }

    /// `before`: what the slices before it came to.
    SourceResult readUnit(std::size_t number, const ReadSummary& before, const std::stop_token& stop)
    {
        const ReadUnit& unit = m_units[number];
        // A slice is read in the belief that the columns at the head of the file hold; where another header in
        // between named others it is read again.
        const bool again = unit.slice.begin > 0 && before.columns != unit.columns;
        SourceResult result;
        while (auto batch = m_batches.next(number, result, stop)) {
            if (!again)
                take(*batch, before.lines);
            m_batches.giveBack(std::move(*batch));
        }
        if (!again)
            return result;
        ReadContext context = contextOf(m_plans[unit.plan], unit, 1, stop);
        context.columns = before.columns;
        context.emit = [&](EntryBatch&& batch) { take(batch, before.lines); };
        return readPlan(m_plans[unit.plan], context);
    }

    void take(EntryBatch& batch, std::uint32_t linesBefore)
    {
        if (linesBefore > 0)
            countLines(batch, linesBefore);
        if (m_request.from || m_request.to)
            keepRange(batch, m_request.from, m_request.to);
        if (!batch.offset.empty())
            m_progress.bytesDone = m_sourceBegin + std::min(m_plans[m_places.size() - 1].bytes, batch.offset.back());
        m_index.append(std::move(batch));
        m_publisher.offer(m_places, m_progress);
    }

    /// Slices count their lines from their own begin.
    static void countLines(EntryBatch& batch, std::uint32_t before)
    {
        for (std::uint32_t& line : batch.line)
            line += before;
        for (Problem& problem : batch.problems)
            problem.line += problem.line > 0 ? before : 0;
    }

    const LoadRequest& m_request;
    const std::vector<SourcePlan>& m_plans;
    const std::vector<ReadUnit>& m_units;
    OrderedBatches& m_batches;
    EntryIndex m_index;
    Publisher m_publisher;
    std::vector<EvidencePlace> m_places;
    LoadProgress m_progress;
    std::uint64_t m_sourceBegin = 0; ///< bytes done before the source at hand
};

unsigned threadsFor(const LoadRequest& request, std::size_t units)
{
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    const unsigned wanted = request.threads != 0 ? std::min(request.threads, 64u) : cores;
    return static_cast<unsigned>(std::min<std::size_t>(wanted, std::max<std::size_t>(units, 1)));
}

} // namespace

Loaded load(const LoadRequest& request, std::stop_token stop, const PublishFunction& publish,
            const ProgressFunction& unpacking)
{
    const std::vector<SourcePlan> plans = planSources(request, stop, unpacking);
    const std::vector<ReadUnit> units = unitsOf(plans, request.sliceBytes);
    OrderedBatches batches(units.size());
    Writer writer(request, plans, units, batches, publish);
    const std::stop_callback wakeAll(stop, [&batches] { batches.wake(); });
    std::vector<std::jthread> pool;
    const unsigned threads = threadsFor(request, units.size());
    const unsigned wanted = request.threads != 0 ? std::min(request.threads, 64u) : std::thread::hardware_concurrency();
    const unsigned workers = std::max(1u, wanted / threads); // fewer units than cores: each may use several
    for (unsigned i = 0; i < threads; ++i)
        pool.emplace_back([&] { readJobs(plans, units, batches, workers, stop); });
    writer.run(stop);
    pool.clear(); // joins
    return writer.result();
}

std::shared_ptr<const Snapshot> withHashes(const std::shared_ptr<const Snapshot>& snapshot, std::stop_token stop)
{
    auto hashed = std::make_shared<Snapshot>(*snapshot);
    for (SourceInfo& source : hashed->sources)
        if (source.sha256.empty() && !source.file.empty())
            source.sha256 = hashFile(source.file, stop);
    return hashed;
}

} // namespace sendwright
