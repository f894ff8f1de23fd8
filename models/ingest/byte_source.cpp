// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/byte_source.h"

#include "core/text_scan.h"
#include "ingest/polite_file.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::uint64_t kConvertLimit = 256ull << 20;
constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

/// Content held in memory: pasted text, or a file converted from another encoding.
class MemorySource final : public ByteSource
{
public:
    MemorySource(std::string text, std::uint64_t onDisk, std::string encoding)
        : m_text(std::move(text)), m_onDisk(onDisk), m_encoding(std::move(encoding))
    {
    }
    std::uint64_t size() const override { return m_text.size(); }
    std::uint64_t bytesOnDisk() const override { return m_onDisk; }
    std::string encoding() const override { return m_encoding; }
    bool read(std::uint64_t offset, std::size_t length, std::string& out) const override
    {
        out.clear();
        if (offset < m_text.size())
            out.assign(m_text, static_cast<std::size_t>(offset), length);
        return true;
    }

private:
    std::string m_text;
    std::uint64_t m_onDisk;
    std::string m_encoding;
};

/// A file read in place.
class FileSource final : public ByteSource
{
public:
    FileSource(std::unique_ptr<PoliteFile> file, std::uint64_t size, std::uint64_t skip, std::string encoding)
        : m_file(std::move(file)), m_size(size), m_skip(skip), m_encoding(std::move(encoding))
    {
    }
    std::uint64_t size() const override { return m_size - m_skip; }
    std::uint64_t bytesOnDisk() const override { return m_size; }
    std::string encoding() const override { return m_encoding; }
    bool read(std::uint64_t offset, std::size_t length, std::string& out) const override
    {
        const std::uint64_t left = offset < size() ? size() - offset : 0;
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(length, left));
        out.resize(wanted);
        std::size_t done = 0;
        while (done < wanted) {
            const std::int64_t got = m_file->readAt(m_skip + offset + done, out.data() + done, wanted - done);
            if (got <= 0)
                break; // shrunk or gone since it was opened
            done += static_cast<std::size_t>(got);
        }
        out.resize(done);
        return done == wanted;
    }

private:
    std::unique_ptr<PoliteFile> m_file;
    std::uint64_t m_size, m_skip;
    std::string m_encoding;
};

/// Name of the UTF-16 flavour a head shows by its byte-order mark or by zero bytes in every second place.
const char* utf16Flavour(std::string_view head)
{
    if (head.starts_with("\xFF\xFE"))
        return "UTF-16LE";
    if (head.starts_with("\xFE\xFF"))
        return "UTF-16BE";
    const std::size_t pairs = std::min<std::size_t>(head.size() / 2, 512);
    std::size_t low = 0, high = 0;
    for (std::size_t i = 0; i < pairs; ++i) {
        low += head[2 * i] == '\0' ? 1 : 0;
        high += head[2 * i + 1] == '\0' ? 1 : 0;
    }
    if (pairs < 8)
        return nullptr;
    if (high * 10 > pairs * 7 && low * 10 < pairs)
        return "UTF-16LE";
    return low * 10 > pairs * 7 && high * 10 < pairs ? "UTF-16BE" : nullptr;
}

Result<std::shared_ptr<ByteSource>> converted(const PoliteFile& file, std::uint64_t size, const std::string& encoding)
{
    if (size > kConvertLimit)
        return Failure{"it is " + encoding + " and larger than 256 MiB; save it as UTF-8 and open that"};
    QStringDecoder decoder(encoding.c_str());
    if (!decoder.isValid())
        return Failure{"the code page " + encoding + " is not known here; choose another one"};
    std::string raw(static_cast<std::size_t>(size), '\0');
    const std::int64_t got = file.readAt(0, raw.data(), raw.size());
    if (got < 0)
        return Failure{"it could not be read to its end"};
    raw.resize(static_cast<std::size_t>(got));
    const QString text = decoder.decode(QByteArrayView(raw.data(), static_cast<qsizetype>(raw.size())));
    std::string utf8 = text.toStdString();
    if (utf8.starts_with(kUtf8Bom))
        utf8.erase(0, kUtf8Bom.size());
    return std::shared_ptr<ByteSource>(std::make_shared<MemorySource>(std::move(utf8), size, encoding));
}

} // namespace

Result<std::shared_ptr<ByteSource>> ByteSource::open(const std::string& path, const std::string& codePage)
{
    std::string error;
    auto file = PoliteFile::open(path, &error);
    if (!file)
        return Failure{"it could not be opened: " + error};
    const std::uint64_t size = file->size();
    std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(size, 65536)), '\0');
    const std::int64_t got = file->readAt(0, head.data(), head.size());
    if (got < 0)
        return Failure{"it could not be read"};
    head.resize(static_cast<std::size_t>(got));

    const bool bom = head.starts_with(kUtf8Bom);
    const char* wide = utf16Flavour(head);
    if (wide != nullptr && !bom)
        return converted(*file, size, wide);
    const bool utf8 = bom || isUtf8(head, true);
    if (!codePage.empty() && !bom && !equalsNoCase(codePage, "UTF-8"))
        return converted(*file, size, codePage);
    return std::shared_ptr<ByteSource>(
        std::make_shared<FileSource>(std::move(file), size, bom ? kUtf8Bom.size() : 0, utf8 ? "UTF-8" : "not UTF-8"));
}

std::shared_ptr<ByteSource> ByteSource::fromText(std::string text)
{
    if (std::string_view(text).starts_with(kUtf8Bom))
        text.erase(0, kUtf8Bom.size());
    const std::uint64_t size = text.size();
    return std::make_shared<MemorySource>(std::move(text), size, "UTF-8");
}

std::string ByteSource::head(std::size_t length) const
{
    std::string out;
    read(0, length, out);
    return out;
}

} // namespace sendwright
