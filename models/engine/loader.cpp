// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/loader.h"

#include "engine/evidence_text.h"
#include "engine/job_queue.h"
#include "engine/read_units.h"
#include "engine/row_range.h"
#include "engine/source_list.h"
#include "index/entry_index.h"
#include "ingest/smtp_memory.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace sendwright {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kOpenFiles = 400;
void readJobs(const std::vector<SourcePlan>& plans, const std::vector<ReadUnit>& units, OrderedBatches& batches,
              unsigned workers, std::uint32_t reader, const std::stop_token& stop)
{
    SmtpMemory memory(reader);
    while (const auto job = batches.takeJob()) {
        const SourcePlan& plan = plans[units[*job].plan];
        ReadContext context = contextOf(plan, units[*job], workers, stop, &memory);
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
           OrderedBatches& batches, unsigned workers, const PublishFunction& publish)
        : m_request(request),
          m_plans(plans),
          m_units(units),
          m_batches(batches),
          m_workers(workers),
          m_publisher(m_index, request, publish)
    {
        m_progress.filesTotal = static_cast<std::uint32_t>(plans.size());
        for (const SourcePlan& plan : plans)
            m_progress.bytesTotal += bytesToRead(plan);
    }

    /// Takes batches as they come; while the unit at hand has none, reads another one itself. `alone`: nobody else
    /// reads.
    void run(bool alone, const std::stop_token& stop)
    {
        for (takeReady(stop); m_unit < m_units.size() && !stop.stop_requested(); takeReady(stop)) {
            const bool mayRead = alone || m_index.rows() > 0; // the first rows shall not wait for a file of its own
            if (const auto job = mayRead ? m_batches.takeJob() : std::nullopt)
                read(*job, stop);
            else
                m_batches.await(m_unit, stop);
        }
        if (m_inSource)
            endSource();
    }

    Loaded result()
    {
        const auto snapshot = m_index.publish(true);
        return {snapshot, std::make_shared<EvidenceText>(
                              snapshot, std::make_shared<std::vector<EvidencePlace>>(m_places), m_request.knowledge)};
    }

private:
    void read(std::size_t job, const std::stop_token& stop)
    {
        ReadContext context = contextOf(m_plans[m_units[job].plan], m_units[job], m_workers, stop, &m_memory);
        context.fresh = [this] { return m_batches.fresh(); };
        context.emit = [&](EntryBatch&& batch) {
            m_batches.add(job, std::move(batch));
            for (takeReady(stop); m_unit != job && m_batches.full() && !stop.stop_requested(); takeReady(stop))
                m_batches.await(m_unit, stop);
        };
        m_batches.finish(job, readPlan(m_plans[m_units[job].plan], context));
    }

    /// Takes what has come of the unit at hand and, once that is done, of those behind it.
    void takeReady(const std::stop_token& stop)
    {
        while (m_unit < m_units.size() && !stop.stop_requested()) {
            if (!m_inSource)
                beginSource();
            OrderedBatches::Arrival arrival = m_batches.take(m_unit);
            if (arrival.batch) {
                if (!isReadAgain())
                    take(*arrival.batch, m_result.summary.lines);
                m_batches.giveBack(std::move(*arrival.batch));
            } else if (arrival.done) {
                endUnit(std::move(*arrival.done), stop);
            } else {
                return;
            }
        }
    }

    void beginSource()
    {
        const SourcePlan& plan = m_plans[m_units[m_unit].plan];
        m_inSource = true;
        m_result = {};
        m_firstUnit = m_unit;
        m_bytesBefore = m_progress.bytesDone;
        m_rowsBefore = m_index.rows();
        m_progress.current = plan.shown;
        m_index.beginSource(infoOf(plan));
        m_places.push_back({plan.file, plan.settings.codePage,
                            plan.file.empty() ? ByteSource::fromText(plan.text) : nullptr, plan.content});
    }

    /// A slice is read in the belief that the columns at the head of the file hold; where another header in between
    /// named others it is read again.
    bool isReadAgain() const
    {
        const ReadUnit& unit = m_units[m_unit];
        return unit.slice.begin > 0 && m_result.summary.columns != unit.columns;
    }

    void endUnit(SourceResult&& result, const std::stop_token& stop)
    {
        const ReadUnit& unit = m_units[m_unit];
        if (isReadAgain()) {
            ReadContext context = contextOf(m_plans[unit.plan], unit, 1, stop, nullptr);
            context.columns = m_result.summary.columns;
            context.emit = [&](EntryBatch&& batch) { take(batch, m_result.summary.lines); };
            result = readPlan(m_plans[unit.plan], context);
        }
        joinResults(m_result, std::move(result));
        ++m_unit;
        if (m_unit == m_units.size() || m_units[m_unit].plan != unit.plan)
            endSource();
    }

    void endSource()
    {
        const std::size_t number = m_places.size() - 1;
        const SourcePlan& plan = m_plans[number];
        m_inSource = false;
        if (m_unit - m_firstUnit > 1)
            finishSlices(m_result);
        finishSource(m_index, infoOf(plan), m_result);
        if (m_result.source && (plan.content || number < kOpenFiles || m_result.encoding != "UTF-8"))
            m_places.back().open = m_result.source;
        if (plan.content && m_index.rows() == m_rowsBefore)
            m_places.back() = {plan.file, {}, nullptr, nullptr}; // nobody will ask for a row of it
        m_progress.bytesDone = m_bytesBefore + bytesToRead(plan);
        ++m_progress.filesDone;
        m_publisher.offer(m_places, m_progress);
    }

    void take(EntryBatch& batch, std::uint32_t linesBefore)
    {
        if (linesBefore > 0)
            countLines(batch, linesBefore);
        if (m_request.from || m_request.to)
            keepRange(batch, m_request.from, m_request.to);
        if (!batch.offset.empty())
            m_progress.bytesDone = m_bytesBefore + std::min(m_plans[m_places.size() - 1].bytes, batch.offset.back());
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
    const unsigned m_workers; ///< threads that a reader may use
    SmtpMemory m_memory{1};
    EntryIndex m_index;
    Publisher m_publisher;
    std::vector<EvidencePlace> m_places;
    LoadProgress m_progress;
    std::size_t m_unit = 0; ///< the one at hand
    // Of its source:
    bool m_inSource = false;
    SourceResult m_result; ///< of the units before
    std::size_t m_firstUnit = 0, m_rowsBefore = 0;
    std::uint64_t m_bytesBefore = 0;
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
    const std::stop_callback wakeAll(stop, [&batches] { batches.wake(); });
    const unsigned threads = threadsFor(request, units.size());
    const unsigned wanted = request.threads != 0 ? std::min(request.threads, 64u) : std::thread::hardware_concurrency();
    const unsigned workers = std::max(1u, wanted / threads); // fewer units than cores: each may use several
    Writer writer(request, plans, units, batches, workers, publish);
    std::vector<std::jthread> pool;
    for (unsigned i = 1; i < threads; ++i)
        pool.emplace_back([&, i] { readJobs(plans, units, batches, workers, i + 1, stop); });
    writer.run(pool.empty(), stop);
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
