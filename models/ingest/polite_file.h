// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace sendwright {

/// Evidence file opened for reading only, in a way that never keeps its owner from writing, renaming or deleting it (on
/// Windows: shared for read, write and delete). Reads are positioned and safe from any thread at once.
/// The only place of this room with calls of one operating system.
class PoliteFile
{
public:
    static std::unique_ptr<PoliteFile> open(const std::string& path, std::string* error);
    ~PoliteFile();
    PoliteFile(const PoliteFile&) = delete;
    PoliteFile& operator=(const PoliteFile&) = delete;

    std::uint64_t size() const; ///< now; a live log grows
    /// Bytes read at `offset`, fewer at the end; -1 on an error.
    std::int64_t readAt(std::uint64_t offset, char* out, std::size_t length) const;

private:
    explicit PoliteFile(std::intptr_t handle) : m_handle(handle) {}
    std::intptr_t m_handle;
};

} // namespace sendwright
