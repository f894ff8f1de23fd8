// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/byte_source.h"

#include "core/text_scan.h"
#include "ingest/archive_kind.h"
#include "ingest/certificate_reader.h"
#include "ingest/raw_bytes.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::uint64_t kConvertLimit = 256ull << 20;
constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";

/// Bytes read in place: UTF-8 text, or a binary format.
class PlainSource final : public ByteSource
{
public:
    PlainSource(std::shared_ptr<const RawBytes> bytes, std::uint64_t size, std::uint64_t skip, std::string encoding,
                std::uint64_t onDisk)
        : m_bytes(std::move(bytes)), m_size(size), m_skip(skip), m_encoding(std::move(encoding)), m_onDisk(onDisk)
    {
    }
    std::uint64_t size() const override { return m_size - m_skip; }
    std::uint64_t bytesOnDisk() const override { return m_onDisk; }
    std::string encoding() const override { return m_encoding; }
    std::size_t readTo(char* out, std::uint64_t offset, std::size_t length) const override
    {
        const std::uint64_t left = offset < size() ? size() - offset : 0;
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(length, left));
        std::size_t done = 0;
        while (done < wanted) {
            const std::int64_t got = m_bytes->readAt(m_skip + offset + done, out + done, wanted - done);
            if (got <= 0)
                break; // shrunk or gone since it was opened
            done += static_cast<std::size_t>(got);
        }
        return done;
    }

private:
    std::shared_ptr<const RawBytes> m_bytes;
    std::uint64_t m_size, m_skip;
    std::string m_encoding;
    std::uint64_t m_onDisk;
};

std::shared_ptr<ByteSource> inMemory(std::string text, std::uint64_t onDisk, std::string encoding)
{
    const std::uint64_t size = text.size();
    return std::make_shared<PlainSource>(RawBytes::ofMemory(std::move(text)), size, 0, std::move(encoding), onDisk);
}

/// Formats whose bytes are no text, whatever a byte-order mark or zero bytes in them may look like.
bool isBinary(std::string_view head)
{
    return head.starts_with(std::string_view("ElfFile\0", 8)) || !archiveKind(head).empty() ||
           isCertificateBinary(head);
}

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

Result<std::shared_ptr<ByteSource>> converted(const RawBytes& bytes, std::uint64_t size, const std::string& encoding)
{
    if (size > kConvertLimit)
        return Failure{"it is " + encoding + " and larger than 256 MiB; save it as UTF-8 and open that"};
    QStringDecoder decoder(encoding.c_str());
    if (!decoder.isValid())
        return Failure{"the code page " + encoding + " is not known here; choose another one"};
    std::string raw(static_cast<std::size_t>(size), '\0');
    const std::int64_t got = bytes.readAt(0, raw.data(), raw.size());
    if (got < 0)
        return Failure{"it could not be read to its end"};
    raw.resize(static_cast<std::size_t>(got));
    const QString text = decoder.decode(QByteArrayView(raw.data(), static_cast<qsizetype>(raw.size())));
    std::string utf8 = text.toStdString();
    if (utf8.starts_with(kUtf8Bom))
        utf8.erase(0, kUtf8Bom.size());
    return inMemory(std::move(utf8), size, encoding);
}

Result<std::shared_ptr<ByteSource>> sourceOver(std::shared_ptr<const RawBytes> bytes, const std::string& codePage)
{
    const std::uint64_t size = bytes->size();
    std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(size, 65536)), '\0');
    const std::int64_t got = bytes->readAt(0, head.data(), head.size());
    if (got < 0)
        return Failure{"it could not be read"};
    head.resize(static_cast<std::size_t>(got));

    if (isBinary(head))
        return std::shared_ptr<ByteSource>(std::make_shared<PlainSource>(std::move(bytes), size, 0, "binary", size));
    const bool bom = head.starts_with(kUtf8Bom);
    const char* wide = utf16Flavour(head);
    if (wide != nullptr && !bom)
        return converted(*bytes, size, wide);
    const bool utf8 = bom || isUtf8(head, true);
    if (!codePage.empty() && !bom && !equalsNoCase(codePage, "UTF-8"))
        return converted(*bytes, size, codePage);
    return std::shared_ptr<ByteSource>(std::make_shared<PlainSource>(std::move(bytes), size, bom ? kUtf8Bom.size() : 0,
                                                                     utf8 ? "UTF-8" : "not UTF-8", size));
}

} // namespace

Result<std::shared_ptr<ByteSource>> ByteSource::open(const std::string& path, const std::string& codePage)
{
    std::string error;
    auto file = RawBytes::ofFile(path, &error);
    if (!file)
        return Failure{"it could not be opened: " + error};
    return sourceOver(std::move(file), codePage);
}

Result<std::shared_ptr<ByteSource>> ByteSource::fromBytes(std::string bytes, const std::string& codePage)
{
    return sourceOver(RawBytes::ofMemory(std::move(bytes)), codePage);
}

Result<std::shared_ptr<ByteSource>> ByteSource::over(std::shared_ptr<const RawBytes> bytes, const std::string& codePage)
{
    return sourceOver(std::move(bytes), codePage);
}

std::shared_ptr<ByteSource> ByteSource::fromText(std::string text)
{
    if (std::string_view(text).starts_with(kUtf8Bom))
        text.erase(0, kUtf8Bom.size());
    const std::uint64_t size = text.size();
    return inMemory(std::move(text), size, "UTF-8");
}

bool ByteSource::read(std::uint64_t offset, std::size_t length, std::string& out) const
{
    const std::uint64_t left = offset < size() ? size() - offset : 0;
    out.resize(static_cast<std::size_t>(std::min<std::uint64_t>(length, left)));
    const std::size_t wanted = out.size();
    out.resize(readTo(out.data(), offset, wanted));
    return out.size() == wanted;
}

std::string ByteSource::head(std::size_t length) const
{
    std::string out;
    read(0, length, out);
    return out;
}

} // namespace sendwright
