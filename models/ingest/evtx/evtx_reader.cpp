// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_batcher.h"
#include "ingest/event_readers.h"
#include "ingest/evtx/evtx_event.h"
#include "ingest/evtx/evtx_file.h"
#include "ingest/evtx/evtx_units.h"

namespace sendwright {

namespace {

constexpr std::string_view kEvtxName = "Windows event log (.evtx)";

/// Puts the units together: hands on their batches, counts, and lists problems up to a bound.
class Collector
{
public:
    explicit Collector(const ReadContext& context) : m_context(context) {}

    void take(EvtxUnit&& unit)
    {
        m_total.chunks += unit.totals.chunks;
        m_total.entries += unit.totals.entries;
        m_total.recovered += unit.totals.recovered;
        m_total.skipped += unit.totals.skipped;
        m_total.unread = m_total.unread || unit.totals.unread;
        if (unit.totals.cleared.known())
            m_total.cleared = unit.totals.cleared;
        if (unit.totals.clearedId != 0)
            m_total.clearedId = unit.totals.clearedId;
        boundProblems(unit.batch.problems);
        emit(std::move(unit.batch));
    }

    void finish(const EvtxFileHeader& header, std::uint64_t size)
    {
        EntryBatch last;
        last.source = m_context.source;
        last.kind = EntryKind::Event;
        const auto about = [&](std::string what) {
            last.problems.push_back(Problem{std::move(what), m_context.source, 0, Problem::Kind::Source});
        };
        if (m_unlisted > 0)
            about("There are " + std::to_string(m_unlisted) + " more places like these that are not listed.");
        if (m_total.unread)
            about("The file could not be read to its end.");
        if (header.major != 0 && (header.major != 3 || header.minor > 2))
            about("The log's version is " + std::to_string(header.major) + '.' + std::to_string(header.minor) +
                  "; 3.1 and 3.2 are known. It was read as one of these.");
        if (size < kEvtxFileHead)
            about("The file ends inside its head; it holds no events.");
        emit(std::move(last));
    }

    std::string note(const EvtxFileHeader& header) const
    {
        std::string text;
        if (m_total.entries == 0 && m_total.skipped == 0)
            text = header.nextRecord > 1 ? "The log holds no events: it was cleared, or they are gone."
                                         : "The log is empty: it holds no events.";
        else if (m_total.clearedId != 0)
            text = "Event " + std::to_string(m_total.clearedId) + " of " + formatPlainTime(m_total.cleared) +
                   " says that a log was cleared; events before it may be gone.";
        if (m_total.recovered > 0)
            text += (text.empty() ? "" : " ") + std::to_string(m_total.recovered) +
                    " deleted or overwritten records were found and are marked.";
        return text;
    }
    std::uint32_t skipped() const { return m_total.skipped; }

private:
    void boundProblems(std::vector<Problem>& problems)
    {
        const std::size_t room = EventBatcher::kListedProblems - m_listed;
        if (problems.size() > room) {
            m_unlisted += static_cast<std::uint32_t>(problems.size() - room);
            problems.resize(room);
        }
        m_listed += static_cast<std::uint32_t>(problems.size());
    }
    void emit(EntryBatch&& batch)
    {
        if (m_context.emit && (batch.size() > 0 || !batch.problems.empty()))
            m_context.emit(std::move(batch));
    }

    const ReadContext& m_context;
    EvtxTotals m_total;
    std::uint32_t m_listed = 0, m_unlisted = 0;
};

} // namespace

std::optional<Recognised> recogniseEvtx(std::string_view head)
{
    if (!readEvtxFileHeader(head).recognised)
        return std::nullopt;
    return Recognised{Format::Evtx, std::string(kEvtxName), {}};
}

ReadSummary readEvtx(const ByteSource& source, const ReadContext& context)
{
    const EvtxFileHeader header = readEvtxFileHeader(source.head(128));
    Collector collector(context);
    readEvtxUnits(source, context, !header.withoutChecksums(),
                  [&](EvtxUnit&& unit) { collector.take(std::move(unit)); });
    collector.finish(header, source.size());
    ReadSummary summary;
    summary.format = Format::Evtx;
    summary.formatName = kEvtxName;
    summary.zone = "UTC";
    summary.note = context.stop.stop_requested() ? std::string() : collector.note(header);
    summary.skipped = collector.skipped();
    return summary;
}

std::optional<EventRecord> readEvtxRecord(const ByteSource& source, std::uint64_t offset, std::uint32_t length)
{
    if (offset < kEvtxFileHead || length < kEvtxSmallestRecord)
        return std::nullopt;
    const std::uint64_t begin = offset - (offset - kEvtxFileHead) % kEvtxChunk;
    const auto at = static_cast<std::size_t>(offset - begin);
    std::string chunk;
    source.read(begin, kEvtxChunk, chunk);
    if (chunk.size() < at || chunk.size() - at < length)
        return std::nullopt;
    BinXmlChunk binXml;
    binXml.reset(chunk, begin);
    EvtxEvent read;
    std::string why;
    if (!readEvtxEvent(binXml, chunk, at, length, EvtxContent::All, read, why))
        return std::nullopt;
    return std::move(read.event);
}

} // namespace sendwright
