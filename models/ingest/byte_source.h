// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sendwright {

class RawBytes;

/// The only door to evidence: read-only, never locks, never writes. Gives the content as UTF-8 (or as undecodable bytes
/// where it is not): a byte-order mark is skipped, UTF-16 and legacy code pages are converted as a whole (up to 256
/// MiB). Binary formats (EVTX, archives) are given as they are. Offsets are into that decoded content. Reads are
/// positioned and may come from any thread at once.
class ByteSource
{
public:
    virtual ~ByteSource() = default;

    /// codePage: empty to detect (BOM, UTF-8, UTF-16 without BOM), else a name Qt knows (`windows-1251`).
    static Result<std::shared_ptr<ByteSource>> open(const std::string& path, const std::string& codePage = {});
    static std::shared_ptr<ByteSource> fromText(std::string text); ///< pasted evidence
    /// The same for content that is in memory already.
    static Result<std::shared_ptr<ByteSource>> fromBytes(std::string bytes, const std::string& codePage = {});
    /// The same for a member of an archive, wherever its bytes are kept.
    static Result<std::shared_ptr<ByteSource>> over(std::shared_ptr<const RawBytes> bytes,
                                                    const std::string& codePage = {});

    virtual std::uint64_t size() const = 0; ///< decoded bytes at the time of opening; nothing is read past it
    virtual std::uint64_t bytesOnDisk() const = 0;
    virtual std::string encoding() const = 0;
    /// Bytes at [offset, offset+length) put to `out`; their number, fewer at the end or when the file can no longer be
    /// read there (shrunk, gone).
    virtual std::size_t readTo(char* out, std::uint64_t offset, std::size_t length) const = 0;
    /// The same, replacing `out`. False when there were fewer than size() promised.
    bool read(std::uint64_t offset, std::size_t length, std::string& out) const;

    std::string head(std::size_t length = 65536) const;
};

} // namespace sendwright
