// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/evtx/evtx_file.h"

#include "ingest/evtx/evtx_cursor.h"

#include <zlib.h>

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::string_view kFileMark("ElfFile\0", 8);
constexpr std::string_view kChunkMark("ElfChnk\0", 8);
constexpr std::string_view kRecordMark("**\0\0", 4);

std::uint32_t checksum(std::string_view bytes, std::uint32_t start = 0)
{
    return static_cast<std::uint32_t>(
        crc32(start, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

bool allZero(std::string_view bytes)
{
    return bytes.find_first_not_of('\0') == std::string_view::npos;
}

class ChunkWalk
{
public:
    ChunkWalk(std::string_view chunk, std::uint64_t offset, const EvtxChunkVisitor& visit)
        : m_chunk(chunk), m_offset(offset), m_visit(visit)
    {
    }
    EvtxChunkWalk run(bool checksums);

private:
    EvtxChunkWalk damaged(std::string what);
    bool checksumFits() const;
    void records(std::size_t end);
    void remains(std::size_t from);
    std::string fault(std::size_t at, std::size_t end) const;
    bool ownId(std::size_t at) const;
    std::string place(std::size_t at) const { return " at byte " + std::to_string(m_offset + at); }

    std::string_view m_chunk;
    std::uint64_t m_offset;
    const EvtxChunkVisitor& m_visit;
    std::uint64_t m_first = 0, m_last = 0;
    std::size_t m_free = 0;
};

EvtxChunkWalk ChunkWalk::run(bool checksums)
{
    if (allZero(m_chunk))
        return {EvtxChunkWalk::State::Unused, true};
    if (m_chunk.size() < kEvtxChunkHead)
        return damaged("The file ends inside the head of a chunk" + place(0) + '.');
    if (!m_chunk.starts_with(kChunkMark))
        return damaged("The 64 KiB" + place(0) + " are no chunk of an event log; they were left out.");
    EvtxCursor head(m_chunk, m_offset, 8);
    m_first = head.u64("the first record number");
    m_last = head.u64("the last record number");
    head.skip(24, "ids, head size and last record");
    m_free = head.u32("the free-space offset");
    EvtxChunkWalk result;
    std::size_t end = m_free;
    if (end < kEvtxChunkHead || end > kEvtxChunk) {
        m_visit.onBad(0, "The chunk" + place(0) + " does not say where its records end; all of it was looked at.");
        end = kEvtxChunk;
    } else if (end <= m_chunk.size() && checksums) {
        result.checksumFits = checksumFits();
    }
    const bool cut = end > m_chunk.size();
    if (cut)
        m_visit.onBad(m_chunk.size(),
                      "The file ends inside a chunk" + place(m_chunk.size()) + "; the records behind are missing.");
    records(std::min(end, m_chunk.size()));
    if (m_visit.recoverDeleted && !cut)
        remains(end);
    result.state = cut ? EvtxChunkWalk::State::Damaged : EvtxChunkWalk::State::Fine;
    return result;
}

EvtxChunkWalk ChunkWalk::damaged(std::string what)
{
    m_visit.onBad(0, std::move(what));
    if (m_visit.recoverDeleted)
        remains(0);
    return {EvtxChunkWalk::State::Damaged, true};
}

/// The head's own sum is over its bytes 0 to 120 and 128 to 512; that of the records from there to the free space.
bool ChunkWalk::checksumFits() const
{
    const std::uint32_t headSum = checksum(m_chunk.substr(128, 384), checksum(m_chunk.substr(0, 120)));
    return headSum == littleEndian32(m_chunk.data() + 124) &&
           checksum(m_chunk.substr(kEvtxChunkHead, m_free - kEvtxChunkHead)) == littleEndian32(m_chunk.data() + 52);
}

bool ChunkWalk::ownId(std::size_t at) const
{
    const std::uint64_t id = littleEndian64(m_chunk.data() + at + 8);
    return id >= m_first && id <= m_last;
}

/// Why there is no whole record at `at`; empty when there is one.
std::string ChunkWalk::fault(std::size_t at, std::size_t end) const
{
    if (end - at < kEvtxSmallestRecord)
        return "too few bytes are left for a record";
    if (m_chunk.substr(at, 4) != kRecordMark)
        return "the mark of a record is missing";
    const std::size_t size = littleEndian32(m_chunk.data() + at + 4);
    if (size < kEvtxSmallestRecord)
        return "its size of " + std::to_string(size) + " is too small";
    if (size > end - at)
        return "its size of " + std::to_string(size) + " bytes is more than the " + std::to_string(end - at) + " left";
    return {};
}

void ChunkWalk::records(std::size_t end)
{
    bool lost = false;
    for (std::size_t at = kEvtxChunkHead; at < end;) {
        const std::string why = fault(at, end);
        if (why.empty()) {
            const std::size_t size = littleEndian32(m_chunk.data() + at + 4);
            const bool current = !lost || ownId(at); // others are remains of what stood here before
            if (current || m_visit.recoverDeleted)
                m_visit.onRecord(at, size, !current);
            at += size;
            continue;
        }
        if (!lost || m_chunk.substr(at, 4) == kRecordMark)
            m_visit.onBad(at, "The record" + place(at) + " was left out: " + why + '.');
        lost = true;
        at = std::min(m_chunk.substr(0, end).find(kRecordMark, at + 1), end);
    }
}

/// Deleted or overwritten records: whatever still has the shape of one.
void ChunkWalk::remains(std::size_t from)
{
    for (std::size_t at = m_chunk.find(kRecordMark, from); at != std::string_view::npos;) {
        const bool whole = fault(at, m_chunk.size()).empty();
        const std::size_t size = whole ? littleEndian32(m_chunk.data() + at + 4) : 1;
        if (whole)
            m_visit.onRecord(at, size, true);
        at = m_chunk.find(kRecordMark, at + size);
    }
}

} // namespace

EvtxFileHeader readEvtxFileHeader(std::string_view head)
{
    EvtxFileHeader header;
    header.recognised = head.starts_with(kFileMark);
    if (!header.recognised || head.size() < 128)
        return header;
    header.nextRecord = littleEndian64(head.data() + 24);
    header.minor = littleEndian16(head.data() + 36);
    header.major = littleEndian16(head.data() + 38);
    header.flags = littleEndian32(head.data() + 120);
    return header;
}

EvtxChunkWalk walkEvtxChunk(std::string_view chunk, std::uint64_t offset, bool checksums, const EvtxChunkVisitor& visit)
{
    return ChunkWalk(chunk, offset, visit).run(checksums);
}

} // namespace sendwright
