// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sendwright {

// Layout of the file: a head of 4096 bytes (128 used), then chunks of 64 KiB, each with its own head of 512 bytes,
// its own names and templates, and records. Facts after the public description by the libevtx project ("Windows XML
// Event Log (EVTX)") and real files.
inline constexpr std::size_t kEvtxFileHead = 4096;
inline constexpr std::size_t kEvtxChunk = 65536;
inline constexpr std::size_t kEvtxChunkHead = 512;
inline constexpr std::size_t kEvtxSmallestRecord = 28; ///< mark, size, id, time, size again

struct EvtxFileHeader
{
    bool recognised = false;
    std::uint16_t major = 0, minor = 0;
    std::uint64_t nextRecord = 0;
    std::uint32_t flags = 0; ///< 1 dirty, 2 full, 4 no checksums; other bits have no meaning
    bool withoutChecksums() const { return (flags & 4) != 0; }
};
EvtxFileHeader readEvtxFileHeader(std::string_view head);

/// What a walk through one chunk tells.
struct EvtxChunkWalk
{
    enum class State : std::uint8_t {
        Fine,
        Unused, ///< nothing but zeros: the file is larger than what it holds
        Damaged ///< no chunk, or only its beginning; `onBad` was told
    };
    State state = State::Fine;
    bool checksumFits = true;
};

/// Walks the records of one chunk. `chunk`: its bytes, fewer at the end of the file; `offset`: where they begin.
struct EvtxChunkVisitor
{
    std::function<void(std::size_t at, std::size_t size, bool recovered)> onRecord; ///< `at` counts in the chunk
    std::function<void(std::size_t at, std::string why)> onBad; ///< a whole sentence; the walk goes on
    bool recoverDeleted = false; ///< also what lies behind the free-space offset, or was written before the chunk was
};
EvtxChunkWalk walkEvtxChunk(std::string_view chunk, std::uint64_t offset, bool checksums,
                            const EvtxChunkVisitor& visit);

} // namespace sendwright
