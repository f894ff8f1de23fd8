// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/archive_stream.h"

#include "core/text_scan.h"
#include "ingest/archive_kind.h"

#include <archive.h>
#include <archive_entry.h>

#include <QString>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace sendwright {

namespace {

constexpr std::size_t kReadAtOnce = 256u << 10;

/// A damaged member may fail in different ways; a warning alone is none.
bool isBad(long long result)
{
    return result == ARCHIVE_FATAL || result == ARCHIVE_FAILED || result == ARCHIVE_RETRY;
}

void switchOn(archive* reader, std::string_view kind, bool streamed)
{
    if (kind == "zip archive") {
        if (!streamed)
            archive_read_support_format_zip_seekable(reader);
        archive_read_support_format_zip_streamable(reader);
    } else if (kind == "7z archive") {
        archive_read_support_format_7zip(reader);
    } else {
        archive_read_support_format_tar(reader);
    }
    if (kind == "gzip")
        archive_read_support_filter_gzip(reader);
    else if (kind == "xz")
        archive_read_support_filter_xz(reader);
    else if (kind == "bzip2")
        archive_read_support_filter_bzip2(reader);
    else if (kind == "zstd")
        archive_read_support_filter_zstd(reader);
    if (isPackedStream(kind))
        archive_read_support_format_raw(reader);
}

} // namespace

ArchiveStream::ArchiveStream(std::shared_ptr<const RawBytes> packed, std::string_view kind, bool streamed,
                             std::stop_token stop)
    : m_packed(std::move(packed)),
      m_stop(std::move(stop)),
      m_kind(kind),
      m_reader(archive_read_new()),
      m_size(m_packed->size())
{
    if (m_reader == nullptr)
        return;
    switchOn(m_reader, kind, streamed);
    archive_read_set_callback_data(m_reader, this);
    archive_read_set_read_callback(m_reader, [](archive* a, void* self, const void** bytes) -> la_ssize_t {
        return static_cast<la_ssize_t>(onRead(a, self, bytes));
    });
    archive_read_set_skip_callback(
        m_reader, [](archive* a, void* self, la_int64_t count) -> la_int64_t { return onSkip(a, self, count); });
    archive_read_set_seek_callback(m_reader, [](archive* a, void* self, la_int64_t offset, int whence) -> la_int64_t {
        return onSeek(a, self, offset, whence);
    });
    m_opened = archive_read_open1(m_reader) == ARCHIVE_OK;
}

ArchiveStream::~ArchiveStream()
{
    if (m_reader != nullptr)
        archive_read_free(m_reader);
}

long ArchiveStream::onRead(archive* reader, void* self, const void** bytes)
{
    auto& stream = *static_cast<ArchiveStream*>(self);
    if (stream.m_stop.stop_requested()) {
        archive_set_error(reader, EIO, "stopped");
        return -1;
    }
    // Nothing is read past the size at the time of opening: a file that grows is read another time.
    const std::uint64_t left = stream.m_at < stream.m_size ? stream.m_size - stream.m_at : 0;
    stream.m_buffer.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, kReadAtOnce)));
    const std::int64_t got = stream.m_packed->readAt(stream.m_at, stream.m_buffer.data(), stream.m_buffer.size());
    if (got < 0) {
        archive_set_error(reader, EIO, "the file could not be read to its end");
        return -1;
    }
    stream.m_at += static_cast<std::uint64_t>(got);
    *bytes = stream.m_buffer.data();
    return static_cast<long>(got);
}

long long ArchiveStream::onSkip(archive*, void* self, long long count)
{
    auto& stream = *static_cast<ArchiveStream*>(self);
    const std::uint64_t left = stream.m_at < stream.m_size ? stream.m_size - stream.m_at : 0;
    const std::uint64_t skipped = count < 0 ? 0 : std::min<std::uint64_t>(left, static_cast<std::uint64_t>(count));
    stream.m_at += skipped;
    return static_cast<long long>(skipped);
}

long long ArchiveStream::onSeek(archive*, void* self, long long offset, int whence)
{
    auto& stream = *static_cast<ArchiveStream*>(self);
    const auto size = static_cast<long long>(stream.m_size);
    const long long from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<long long>(stream.m_at) : size;
    if (offset < -from || offset > size - from)
        return ARCHIVE_FATAL;
    stream.m_at = static_cast<std::uint64_t>(from + offset);
    return from + offset;
}

ArchiveStream::Step ArchiveStream::next()
{
    if (!m_opened)
        return Step::Damaged;
    const int result = archive_read_next_header(m_reader, &m_entry);
    if (result == ARCHIVE_EOF)
        return Step::End;
    return isBad(result) || m_entry == nullptr ? Step::Damaged : Step::Member;
}

std::string ArchiveStream::name() const
{
    if (isPackedAlone())
        return {};
    const char* utf8 = archive_entry_pathname_utf8(m_entry);
    const char* text = utf8 != nullptr ? utf8 : archive_entry_pathname(m_entry);
    const std::string name = text != nullptr ? text : "";
    // Old tools wrote names in the code page of their country; which one it was is not recorded.
    return isUtf8(name) ? name : QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())).toStdString();
}

bool ArchiveStream::isFile() const
{
    return archive_entry_hardlink(m_entry) == nullptr && archive_entry_symlink(m_entry) == nullptr &&
           archive_entry_filetype(m_entry) == AE_IFREG;
}

bool ArchiveStream::isEncrypted() const
{
    return archive_entry_is_data_encrypted(m_entry) != 0 || archive_entry_is_metadata_encrypted(m_entry) != 0;
}

bool ArchiveStream::isPackedAlone() const
{
    return (archive_format(m_reader) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_RAW;
}

bool ArchiveStream::isPackedAgain() const
{
    return archive_filter_count(m_reader) > 2; // one, and the end of the chain
}

bool ArchiveStream::hasEncryptedNames() const
{
    // libarchive must not be asked before it knows the format.
    return m_reader != nullptr && archive_format(m_reader) != 0 && archive_read_has_encrypted_entries(m_reader) > 0;
}

std::int64_t ArchiveStream::read(char* out, std::size_t length)
{
    const la_ssize_t got = archive_read_data(m_reader, out, length);
    return got >= 0 ? got : -1;
}

std::string ArchiveStream::error() const
{
    const char* text = m_reader != nullptr ? archive_error_string(m_reader) : nullptr;
    std::string said = text != nullptr ? std::string(bounded(text, 160)) : std::string("it could not be opened");
    return isUtf8(said) ? said : std::string("its structure is broken");
}

} // namespace sendwright
