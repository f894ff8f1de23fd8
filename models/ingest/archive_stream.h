// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/raw_bytes.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

struct archive;
struct archive_entry;

namespace sendwright {

/// libarchive over RawBytes: one pass over the members of one archive. Only the formats of ingest/archive_kind are
/// switched on. One thread.
class ArchiveStream
{
public:
    enum class Step { Member, End, Damaged };

    /// `streamed`: for a zip, go from member to member instead of by the list at its end (which may be damaged).
    ArchiveStream(std::shared_ptr<const RawBytes> packed, std::string_view kind, bool streamed, std::stop_token stop);
    ~ArchiveStream();
    ArchiveStream(const ArchiveStream&) = delete;
    ArchiveStream& operator=(const ArchiveStream&) = delete;

    Step next(); ///< the next member; Damaged ends the pass
    std::string name() const;
    bool isFile() const; ///< no folder, link or device
    bool isEncrypted() const;
    bool isPackedAlone() const;     ///< one packed file, no archive; then name() is empty
    bool isPackedAgain() const;     ///< packed more than once over
    bool hasEncryptedNames() const; ///< after Damaged: the list of members is encrypted
    std::uint64_t packedDone() const { return m_at; }

    /// Bytes of the member: > 0 read, 0 end, -1 damaged (what came before is good).
    std::int64_t read(char* out, std::size_t length);
    std::string error() const;

private:
    static long onRead(archive* reader, void* self, const void** bytes);
    static long long onSkip(archive* reader, void* self, long long count);
    static long long onSeek(archive* reader, void* self, long long offset, int whence);

    std::shared_ptr<const RawBytes> m_packed;
    std::stop_token m_stop;
    std::string m_kind;
    archive* m_reader = nullptr;
    archive_entry* m_entry = nullptr;
    std::string m_buffer;
    std::uint64_t m_at = 0, m_size = 0;
    bool m_opened = false;
};

} // namespace sendwright
