// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/member_store.h"

#include "ingest/polite_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <filesystem>
#include <system_error>

namespace sendwright {

namespace {

constexpr std::uint64_t kBetweenDiskChecks = 64ull << 20;

class HeldBytes final : public RawBytes
{
public:
    HeldBytes(std::string bytes, std::shared_ptr<std::atomic<std::uint64_t>> held)
        : m_bytes(RawBytes::ofMemory(std::move(bytes))), m_held(std::move(held))
    {
        *m_held += m_bytes->size();
    }
    ~HeldBytes() override { *m_held -= m_bytes->size(); }
    std::uint64_t size() const override { return m_bytes->size(); }
    std::int64_t readAt(std::uint64_t offset, char* out, std::size_t length) const override
    {
        return m_bytes->readAt(offset, out, length);
    }

private:
    std::shared_ptr<const RawBytes> m_bytes;
    std::shared_ptr<std::atomic<std::uint64_t>> m_held;
};

/// Opened anew for each read: an archive may have more members than a process may have open files.
class TemporaryBytes final : public RawBytes
{
public:
    TemporaryBytes(std::string path, std::uint64_t size, std::shared_ptr<QTemporaryDir> folder)
        : m_path(std::move(path)), m_size(size), m_folder(std::move(folder))
    {
    }
    ~TemporaryBytes() override { QFile::remove(QString::fromStdString(m_path)); }
    std::uint64_t size() const override { return m_size; }
    std::int64_t readAt(std::uint64_t offset, char* out, std::size_t length) const override
    {
        std::string error;
        const auto file = PoliteFile::open(m_path, &error);
        return file ? file->readAt(offset, out, length) : -1;
    }

private:
    std::string m_path;
    std::uint64_t m_size;
    std::shared_ptr<QTemporaryDir> m_folder; ///< goes with its last file
};

} // namespace

MemberStore::MemberStore(StoreLimits limits) : m_limits(limits), m_held(std::make_shared<std::atomic<std::uint64_t>>(0))
{
}

MemberStore::~MemberStore()
{
    begin();
}

std::string MemberStore::folder() const
{
    return m_folder ? m_folder->path().toStdString() : std::string();
}

void MemberStore::begin()
{
    if (m_file)
        m_file->remove();
    m_file.reset();
    m_memory = {};
    m_error.clear();
    m_written = m_checkAt = 0;
}

bool MemberStore::add(std::string_view bytes)
{
    if (!m_error.empty())
        return false;
    const std::uint64_t size = m_memory.size() + bytes.size();
    if (!m_file && (size > m_limits.memberInMemory || *m_held + size > m_limits.heldInMemory) && !spill())
        return false;
    if (m_file)
        return writeOut(bytes);
    m_memory.append(bytes);
    return true;
}

bool MemberStore::spill()
{
    if (!m_folder)
        m_folder = std::make_shared<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/sendwright-XXXXXX"));
    // QTemporaryDir makes the folder for its owner only; the name of the file is ours, never the member's.
    m_file = std::make_shared<QFile>(m_folder->filePath(QString::number(++m_number)));
    if (!m_folder->isValid() || !m_file->open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        m_error = "no temporary file could be made for it";
        m_file.reset();
        return false;
    }
    m_file->setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const std::string kept = std::exchange(m_memory, {});
    return writeOut(kept);
}

bool MemberStore::writeOut(std::string_view bytes)
{
    if (m_written >= m_checkAt) {
        m_checkAt = m_written + kBetweenDiskChecks;
        // Not QStorageInfo: it looks the disk up in the list of mounts, and knows none inside a container's root.
        std::error_code unknown;
        const auto space = std::filesystem::space(m_folder->path().toStdU16String(), unknown);
        if (!unknown && space.available < m_limits.keepFree) {
            m_error = "the disk for temporary files is nearly full";
            return false;
        }
    }
    if (m_file->write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size())) {
        m_error = "the temporary file could not be written";
        return false;
    }
    m_written += bytes.size();
    return true;
}

std::shared_ptr<const RawBytes> MemberStore::finish()
{
    std::shared_ptr<const RawBytes> kept;
    if (m_error.empty() && !m_file)
        kept = std::make_shared<HeldBytes>(std::exchange(m_memory, {}), m_held);
    if (m_error.empty() && m_file && m_file->flush()) {
        m_file->close();
        kept = std::make_shared<TemporaryBytes>(m_file->fileName().toStdString(), m_written, m_folder);
        m_file.reset(); // the bytes own the file now
    }
    begin();
    return kept;
}

} // namespace sendwright
