// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace sendwright {

/// Undecoded bytes: a file, a member of an archive in memory or in a temporary file. Reads are positioned and may come
/// from any thread at once.
class RawBytes
{
public:
    RawBytes() = default;
    virtual ~RawBytes() = default;
    RawBytes(const RawBytes&) = delete;
    RawBytes& operator=(const RawBytes&) = delete;

    virtual std::uint64_t size() const = 0;
    /// Bytes read at `offset` into `out`, fewer at the end; -1 on an error.
    virtual std::int64_t readAt(std::uint64_t offset, char* out, std::size_t length) const = 0;

    static std::shared_ptr<const RawBytes> ofFile(const std::string& path, std::string* error); ///< null on an error
    static std::shared_ptr<const RawBytes> ofMemory(std::string bytes);

    std::string head(std::size_t length) const;
};

} // namespace sendwright
