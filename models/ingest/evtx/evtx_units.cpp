// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/evtx/evtx_units.h"

#include "core/text_scan.h"
#include "ingest/evtx/evtx_event.h"
#include "ingest/evtx/evtx_file.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace sendwright {

namespace {

constexpr std::uint64_t kChunksInUnit = 16;
constexpr std::uint64_t kUnitBytes = kChunksInUnit * kEvtxChunk;
constexpr std::size_t kContentOfChunk = 256u << 10; ///< kept at once; only a hostile chunk makes more of its 64 KiB

std::size_t contentOf(const EventRecord& event)
{
    std::size_t bytes = event.message.size();
    for (const auto& [name, value] : event.data)
        bytes += name.size() + value.size() + sizeof(name) + sizeof(value);
    return bytes;
}

/// Reads units one after another; each thread has its own.
class UnitReader
{
public:
    UnitReader(const ByteSource& source, const ReadContext& context, bool checksums)
        : m_source(source), m_context(context), m_checksums(checksums)
    {
        m_visitor.recoverDeleted = context.recoverDeleted;
        m_visitor.onRecord = [this](std::size_t at, std::size_t size, bool recovered) { record(at, size, recovered); };
        m_visitor.onBad = [this](std::size_t at, std::string why) { skip(at, std::move(why)); };
    }
    EvtxUnit read(std::uint64_t number);

private:
    void chunk(std::string_view bytes, std::uint64_t offset);
    void record(std::size_t at, std::size_t size, bool recovered);
    void skip(std::size_t at, std::string why)
    {
        ++m_unit.totals.skipped;
        note(at, std::move(why), Problem::Kind::Skipped);
    }
    void note(std::size_t at, std::string what, Problem::Kind kind)
    {
        m_unit.batch.problems.push_back(Problem{std::move(what), m_context.source, 0, kind, m_offset + at});
    }

    const ByteSource& m_source;
    const ReadContext& m_context;
    bool m_checksums;
    EvtxChunkVisitor m_visitor;
    BinXmlChunk m_binXml;
    EvtxUnit m_unit;
    std::string m_bytes, m_why;
    std::string_view m_chunk;
    std::uint64_t m_offset = 0;
    std::size_t m_content = 0;
};

EvtxUnit UnitReader::read(std::uint64_t number)
{
    constexpr std::size_t kLikelyRecord = 512;
    m_unit = EvtxUnit{};
    m_unit.batch.source = m_context.source;
    m_unit.batch.kind = EntryKind::Event;
    const std::uint64_t begin = kEvtxFileHead + number * kUnitBytes;
    m_unit.totals.unread = !m_source.read(begin, kUnitBytes, m_bytes);
    m_unit.batch.events.reserve(m_bytes.size() / kLikelyRecord);
    for (std::size_t at = 0; at < m_bytes.size() && !m_context.stop.stop_requested(); at += kEvtxChunk)
        chunk(std::string_view(m_bytes).substr(at, kEvtxChunk), begin + at);
    return std::move(m_unit);
}

void UnitReader::chunk(std::string_view bytes, std::uint64_t offset)
{
    m_chunk = bytes;
    m_offset = offset;
    m_content = 0;
    m_binXml.reset(bytes, offset);
    const EvtxChunkWalk walk = walkEvtxChunk(bytes, offset, m_checksums, m_visitor);
    if (walk.state != EvtxChunkWalk::State::Unused)
        ++m_unit.totals.chunks;
    if (!walk.checksumFits)
        note(0,
             "The checksum of the chunk at byte " + std::to_string(offset) +
                 " does not fit: it was copied while it was written, or it was changed or damaged. Its records are "
                 "shown.",
             Problem::Kind::Assumed);
}

void UnitReader::record(std::size_t at, std::size_t size, bool recovered)
{
    EvtxEvent read;
    const EvtxContent wanted = m_content < kContentOfChunk ? EvtxContent::Needed : EvtxContent::Facts;
    if (!readEvtxEvent(m_binXml, m_chunk, at, size, wanted, read, m_why)) {
        if (!recovered)
            skip(at, "The record at byte " + std::to_string(m_offset + at) + " was left out: " + m_why + '.');
        return;
    }
    EventRecord& event = read.event;
    event.recovered = recovered;
    if (!event.heldBack)
        m_content += contentOf(event);
    if ((event.eventId == 104 || event.eventId == 1102) && equalsNoCase(event.provider, "Microsoft-Windows-Eventlog")) {
        m_unit.totals.clearedId = event.eventId;
        m_unit.totals.cleared = event.time;
    }
    if (!read.assumed.empty())
        note(at, "The record at byte " + std::to_string(m_offset + at) + ": " + read.assumed, Problem::Kind::Assumed);
    ++(recovered ? m_unit.totals.recovered : m_unit.totals.entries);
    m_unit.batch.addEvent(std::move(event), m_offset + at, static_cast<std::uint32_t>(size), 0);
}

/// Hands out units to threads and takes them back in order. A thread that is far ahead waits, which bounds the memory.
class UnitOrder
{
public:
    UnitOrder(std::uint64_t units, unsigned threads) : m_units(units), m_slots(2 * std::size_t{threads} + 1) {}

    /// The next unit to read, once there is room for it; nothing when all are taken.
    std::optional<std::uint64_t> claim(bool wait)
    {
        std::unique_lock lock(m_mutex);
        if (wait)
            m_changed.wait(lock, [this] { return m_claimed >= m_units || m_claimed < m_taken + m_slots.size(); });
        if (m_claimed >= m_units || m_claimed >= m_taken + m_slots.size())
            return std::nullopt;
        return m_claimed++;
    }
    void put(std::uint64_t number, EvtxUnit&& unit)
    {
        const std::scoped_lock lock(m_mutex);
        m_slots[number % m_slots.size()] = std::move(unit);
        m_changed.notify_all();
    }
    /// The next unit in order, if it is there.
    std::optional<EvtxUnit> take(bool wait)
    {
        std::unique_lock lock(m_mutex);
        auto& slot = m_slots[m_taken % m_slots.size()];
        if (wait)
            m_changed.wait(lock, [&] { return slot.has_value(); });
        if (!slot)
            return std::nullopt;
        std::optional<EvtxUnit> unit = std::move(slot);
        slot.reset();
        ++m_taken;
        m_changed.notify_all();
        return unit;
    }

private:
    std::uint64_t m_units;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::optional<EvtxUnit>> m_slots;
    std::uint64_t m_claimed = 0, m_taken = 0;
};

} // namespace

void readEvtxUnits(const ByteSource& source, const ReadContext& context, bool checksums,
                   const std::function<void(EvtxUnit&&)>& take)
{
    const std::uint64_t size = source.size();
    const std::uint64_t units = size <= kEvtxFileHead ? 0 : (size - kEvtxFileHead + kUnitBytes - 1) / kUnitBytes;
    const auto threads =
        static_cast<unsigned>(std::clamp<std::uint64_t>(std::min<std::uint64_t>(context.workers, units), 1, 64));
    UnitOrder order(units, threads);
    std::vector<std::jthread> helpers;
    for (unsigned i = 1; i < threads; ++i)
        helpers.emplace_back([&] {
            UnitReader reader(source, context, checksums);
            while (const auto number = order.claim(true))
                order.put(*number, reader.read(*number));
        });
    UnitReader own(source, context, checksums);
    for (std::uint64_t done = 0; done < units;) {
        std::optional<EvtxUnit> ready = order.take(false);
        if (!ready) {
            if (const auto number = order.claim(false)) {
                order.put(*number, own.read(*number));
                continue;
            }
            ready = order.take(true);
        }
        take(std::move(*ready)); // after a stop the units are empty and quickly done
        ++done;
    }
}

} // namespace sendwright
