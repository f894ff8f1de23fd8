// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/raw_bytes.h"

#include "ingest/polite_file.h"

#include <algorithm>

namespace sendwright {

namespace {

class FileBytes final : public RawBytes
{
public:
    explicit FileBytes(std::unique_ptr<PoliteFile> file) : m_file(std::move(file)) {}
    std::uint64_t size() const override { return m_file->size(); }
    std::int64_t readAt(std::uint64_t offset, char* out, std::size_t length) const override
    {
        return m_file->readAt(offset, out, length);
    }

private:
    std::unique_ptr<PoliteFile> m_file;
};

class MemoryBytes final : public RawBytes
{
public:
    explicit MemoryBytes(std::string bytes) : m_bytes(std::move(bytes)) {}
    std::uint64_t size() const override { return m_bytes.size(); }
    std::int64_t readAt(std::uint64_t offset, char* out, std::size_t length) const override
    {
        if (offset >= m_bytes.size())
            return 0;
        return static_cast<std::int64_t>(m_bytes.copy(out, length, static_cast<std::size_t>(offset)));
    }

private:
    std::string m_bytes;
};

} // namespace

std::shared_ptr<const RawBytes> RawBytes::ofFile(const std::string& path, std::string* error)
{
    auto file = PoliteFile::open(path, error);
    return file ? std::make_shared<FileBytes>(std::move(file)) : nullptr;
}

std::shared_ptr<const RawBytes> RawBytes::ofMemory(std::string bytes)
{
    return std::make_shared<MemoryBytes>(std::move(bytes));
}

std::string RawBytes::head(std::size_t length) const
{
    std::string out(static_cast<std::size_t>(std::min<std::uint64_t>(size(), length)), '\0');
    const std::int64_t got = readAt(0, out.data(), out.size());
    out.resize(static_cast<std::size_t>(std::max<std::int64_t>(got, 0)));
    return out;
}

} // namespace sendwright
