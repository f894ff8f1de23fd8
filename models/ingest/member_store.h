// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/raw_bytes.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

class QFile;
class QTemporaryDir;

namespace sendwright {

struct StoreLimits
{
    /// A larger member goes to a temporary file: an hourly log is below it, an event log of a busy server is not.
    std::uint64_t memberInMemory = 16ull << 20;
    /// Held in memory by all members of a load together; a workbench must run beside the mail client it is asked about.
    std::uint64_t heldInMemory = 256ull << 20;
    /// Left free on the disk of the temporary files, so that unpacking never fills somebody's system disk.
    std::uint64_t keepFree = 1ull << 30;
};

/// Keeps unpacked members: small ones in memory, large ones in a temporary folder that only its owner may open and
/// whose file names are numbers. A file goes with the last reference to its bytes, the folder with the last file. One
/// thread at a time; the bytes given out may be read by any.
class MemberStore
{
public:
    explicit MemberStore(StoreLimits limits = {});
    ~MemberStore();

    void begin(); ///< a new member; what was not finished is dropped
    /// False when it cannot be kept (disk full, no temporary folder); then error() says why.
    bool add(std::string_view bytes);
    std::shared_ptr<const RawBytes> finish(); ///< null after an error
    const std::string& error() const { return m_error; }
    bool onDisk() const { return m_file != nullptr; } ///< the member begun last
    std::string folder() const;                       ///< empty while there is none

private:
    bool spill();
    bool writeOut(std::string_view bytes);

    StoreLimits m_limits;
    std::shared_ptr<std::atomic<std::uint64_t>> m_held; ///< by members alive
    std::shared_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<QFile> m_file;
    std::string m_memory, m_error;
    std::uint64_t m_written = 0, m_checkAt = 0;
    unsigned m_number = 0;
};

} // namespace sendwright
