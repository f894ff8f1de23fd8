// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/loader.h"

#include "engine/evidence_text.h"
#include "engine/job_queue.h"
#include "engine/row_range.h"
#include "engine/source_list.h"
#include "index/entry_index.h"
#include "ingest/sniff.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace sendwright {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kOpenFiles = 400;

std::string lastPart(std::string_view path)
{
    return std::string(path.substr(path.rfind('/') + 1));
}

/// A source that is not read, with the reason.
SourceResult notRead(const SourcePlan& plan, std::string name, std::string why)
{
    SourceResult result;
    result.summary.formatName = std::move(name);
    result.summary.note = std::move(why);
    result.bytes = plan.bytes;
    return result;
}

SourceResult readOpened(const SourcePlan& plan, std::shared_ptr<ByteSource> source, ReadContext& context)
{
    SourceResult result;
    const Recognised found = sniff(*source, context.fileName);
    const ReadFunction reader = readerFor(found.format);
    if (reader != nullptr) {
        result.summary = reader(*source, context);
        if (source->encoding() == "not UTF-8" && !result.summary.note.starts_with("The text"))
            result.summary.note += (result.summary.note.empty() ? "" : " ") +
                                   std::string("The text is not UTF-8; choose a code page for it.");
    } else {
        result.summary.formatName = found.formatName.empty() ? "Not recognised" : found.formatName;
        result.summary.note = found.reason;
    }
    result.encoding = source->encoding();
    result.bytes = plan.text.empty() ? source->bytesOnDisk() : plan.text.size();
    result.source = std::move(source);
    return result;
}

/// An archive has no rows of its own; its members are sources beside it.
SourceResult tellArchive(const SourcePlan& plan, ReadContext& context)
{
    SourceResult result = notRead(plan, plan.archiveKind, plan.note);
    result.summary.format = Format::Archive;
    result.summary.skipped = plan.leftOut;
    EntryBatch batch;
    batch.problems = plan.problems;
    if (!batch.problems.empty())
        context.emit(std::move(batch));
    return result;
}

SourceResult readPlan(const SourcePlan& plan, ReadContext& context)
{
    if (!plan.problem.empty())
        return notRead(plan, "Not found", plan.problem);
    if (!plan.twinOf.empty())
        return notRead(plan, "Copy", "The same bytes as " + plan.twinOf + "; read once.");
    if (!plan.archiveKind.empty())
        return tellArchive(plan, context);
    if (plan.file.empty())
        return readOpened(plan, ByteSource::fromText(plan.text), context);
    auto opened = plan.content ? ByteSource::over(plan.content, plan.settings.codePage)
                               : ByteSource::open(plan.file, plan.settings.codePage);
    if (!opened)
        return notRead(plan, "Not readable", "The file was not read: " + opened.error() + '.');
    return readOpened(plan, std::move(opened.value()), context);
}

void readJobs(const std::vector<SourcePlan>& plans, OrderedBatches& batches, unsigned workers,
              const std::stop_token& stop)
{
    while (const auto job = batches.takeJob()) {
        const SourcePlan& plan = plans[*job];
        ReadContext context;
        context.source = static_cast<SourceId>(*job);
        context.fileName = lastPart(plan.shown);
        context.zone = plan.settings.zone;
        context.workers = workers;
        context.recoverDeleted = plan.settings.recoverDeleted;
        context.stop = stop;
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
/// time, since a snapshot of many sessions costs its copy.
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

/// The writer's side: takes batches source by source into the index.
class Writer
{
public:
    Writer(const LoadRequest& request, const std::vector<SourcePlan>& plans, OrderedBatches& batches,
           const PublishFunction& publish)
        : m_request(request), m_plans(plans), m_batches(batches), m_publisher(m_index, request, publish)
    {
        m_progress.filesTotal = static_cast<std::uint32_t>(plans.size());
        for (const SourcePlan& plan : plans)
            m_progress.bytesTotal += bytesToRead(plan);
    }

    void run(const std::stop_token& stop)
    {
        for (std::size_t i = 0; i < m_plans.size() && !stop.stop_requested(); ++i)
            source(i, stop);
    }

    Loaded result()
    {
        const auto snapshot = m_index.publish(true);
        return {snapshot, std::make_shared<EvidenceText>(
                              snapshot, std::make_shared<std::vector<EvidencePlace>>(m_places), m_request.knowledge)};
    }

private:
    void source(std::size_t i, const std::stop_token& stop)
    {
        const SourcePlan& plan = m_plans[i];
        const std::uint64_t before = m_progress.bytesDone;
        m_progress.current = plan.shown;
        m_index.beginSource(infoOf(plan));
        const std::size_t rows = m_index.rows();
        m_places.push_back({plan.file, plan.settings.codePage,
                            plan.file.empty() ? ByteSource::fromText(plan.text) : nullptr, plan.content});
        SourceResult result;
        while (auto batch = m_batches.next(i, result, stop)) {
            if (m_request.from || m_request.to)
                keepRange(*batch, m_request.from, m_request.to);
            if (!batch->offset.empty())
                m_progress.bytesDone = before + std::min(plan.bytes, batch->offset.back());
            m_index.append(std::move(*batch));
            m_publisher.offer(m_places, m_progress);
        }
        finishSource(m_index, infoOf(plan), result);
        if (result.source && (plan.content || i < kOpenFiles || result.encoding != "UTF-8"))
            m_places.back().open = result.source;
        if (plan.content && m_index.rows() == rows)
            m_places.back() = {plan.file, {}, nullptr, nullptr}; // nobody will ask for a row of it
        m_progress.bytesDone = before + bytesToRead(plan);
        ++m_progress.filesDone;
        m_publisher.offer(m_places, m_progress);
    }

    const LoadRequest& m_request;
    const std::vector<SourcePlan>& m_plans;
    OrderedBatches& m_batches;
    EntryIndex m_index;
    Publisher m_publisher;
    std::vector<EvidencePlace> m_places;
    LoadProgress m_progress;
};

unsigned threadsFor(const LoadRequest& request, std::size_t sources)
{
    const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
    const unsigned wanted = request.threads != 0 ? std::min(request.threads, 64u) : cores;
    return static_cast<unsigned>(std::min<std::size_t>(wanted, std::max<std::size_t>(sources, 1)));
}

} // namespace

Loaded load(const LoadRequest& request, std::stop_token stop, const PublishFunction& publish,
            const ProgressFunction& unpacking)
{
    const std::vector<SourcePlan> plans = planSources(request, stop, unpacking);
    OrderedBatches batches(plans.size());
    Writer writer(request, plans, batches, publish);
    const std::stop_callback wakeAll(stop, [&batches] { batches.wake(); });
    std::vector<std::jthread> pool;
    const unsigned threads = threadsFor(request, plans.size());
    const unsigned wanted = request.threads != 0 ? std::min(request.threads, 64u) : std::thread::hardware_concurrency();
    const unsigned workers = std::max(1u, wanted / threads); // fewer sources than cores: each may use several
    for (unsigned i = 0; i < threads; ++i)
        pool.emplace_back([&] { readJobs(plans, batches, workers, stop); });
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
