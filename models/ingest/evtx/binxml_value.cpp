// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/evtx/binxml_value.h"

#include "core/text_scan.h"
#include "core/time.h"
#include "ingest/evtx/evtx_cursor.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

namespace sendwright {

namespace {

constexpr std::uint64_t kTicksTo1970 = 116'444'736'000'000'000;
constexpr std::uint64_t kTicksTo10000 = 2'650'467'744'000'000'000; ///< 10000-01-01 since 1601

/// Windows-1252 for 0x80 to 0x9F; the rest is Latin-1.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

void appendCodePoint(std::string& out, std::uint32_t c)
{
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

/// The part of a text with characters beyond ASCII.
void appendWide(std::string& out, const char* at, const char* end)
{
    while (at + 2 <= end) {
        std::uint32_t unit = littleEndian16(at);
        at += 2;
        if (unit >= 0xD800 && unit < 0xDC00 && at + 2 <= end) {
            const std::uint32_t low = littleEndian16(at);
            if (low >= 0xDC00 && low < 0xE000) {
                at += 2;
                unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            }
        }
        appendCodePoint(out, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
    }
}

void appendAnsi(std::string& out, std::string_view bytes)
{
    while (!bytes.empty() && bytes.back() == '\0')
        bytes.remove_suffix(1);
    if (isUtf8(bytes)) {
        out += bytes;
        return;
    }
    for (const char c : bytes) {
        const auto u = static_cast<unsigned char>(c);
        appendCodePoint(out, u >= 0x80 && u < 0xA0 ? kWindows1252[u - 0x80] : u);
    }
}

void appendHexBytes(std::string& out, std::string_view bytes)
{
    constexpr const char* kDigits = "0123456789ABCDEF";
    for (const char c : bytes) {
        out += kDigits[static_cast<unsigned char>(c) >> 4];
        out += kDigits[static_cast<unsigned char>(c) & 15];
    }
}

template <typename Number>
void appendNumber(std::string& out, Number value, int base = 10)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    out.append(digits.data(), end);
}

template <typename Number>
void appendReal(std::string& out, Number value)
{
    std::array<char, 40> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

void appendPadded(std::string& out, std::uint64_t value, std::size_t width, int base = 10)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    const auto length = static_cast<std::size_t>(end - digits.data());
    out.append(width > length ? width - length : 0, '0');
    out.append(digits.data(), end);
}

void appendGuid(std::string& out, std::string_view b)
{
    out += '{';
    appendPadded(out, littleEndian32(b.data()), 8, 16);
    out += '-';
    appendPadded(out, littleEndian16(b.data() + 4), 4, 16);
    out += '-';
    appendPadded(out, littleEndian16(b.data() + 6), 4, 16);
    for (std::size_t i = 8; i < 16; ++i) {
        if (i == 8 || i == 10)
            out += '-';
        appendPadded(out, static_cast<unsigned char>(b[i]), 2, 16);
    }
    out += '}';
}

bool appendFileTime(std::string& out, std::uint64_t fileTime)
{
    const auto ticks = ticksOfFileTime(fileTime);
    if (!ticks)
        return false;
    out += formatIsoTime(TimePoint{*ticks}, 7);
    out.insert(out.size() - 1, "00"); // Windows shows nanoseconds
    return true;
}

bool appendSystemTime(std::string& out, std::string_view b)
{
    const auto field = [&](std::size_t i) { return static_cast<int>(littleEndian16(b.data() + 2 * i)); };
    CivilTime civil{field(0), field(1), field(3), field(4), field(5), field(6), field(7) * kTicksPerMillisecond};
    const auto time = field(7) < 1000 && field(0) <= 9999 ? fromCivil(civil) : std::nullopt;
    if (!time)
        return false;
    out += formatIsoTime(*time, 3);
    return true;
}

std::size_t sidSize(std::string_view b)
{
    return b.size() < 8 ? b.size() + 1 : 8 + 4 * static_cast<std::size_t>(static_cast<unsigned char>(b[1]));
}

bool appendSid(std::string& out, std::string_view b)
{
    if (b.size() < 8 || sidSize(b) > b.size())
        return false;
    std::uint64_t authority = 0;
    for (std::size_t i = 2; i < 8; ++i)
        authority = authority << 8 | static_cast<unsigned char>(b[i]);
    out += "S-";
    appendNumber(out, static_cast<unsigned>(static_cast<unsigned char>(b[0])));
    out += '-';
    appendNumber(out, authority);
    for (std::size_t at = 8; at < sidSize(b); at += 4) {
        out += '-';
        appendNumber(out, littleEndian32(b.data() + at));
    }
    return true;
}

/// Bytes of one value of a type; 0 for types without a fixed size.
std::size_t fixedSize(BinXmlType type)
{
    switch (type) {
    case BinXmlType::Int8:
    case BinXmlType::UInt8:
        return 1;
    case BinXmlType::Int16:
    case BinXmlType::UInt16:
        return 2;
    case BinXmlType::Int32:
    case BinXmlType::UInt32:
    case BinXmlType::Real32:
    case BinXmlType::Bool:
    case BinXmlType::HexInt32:
        return 4;
    case BinXmlType::Int64:
    case BinXmlType::UInt64:
    case BinXmlType::Real64:
    case BinXmlType::FileTime:
    case BinXmlType::HexInt64:
        return 8;
    case BinXmlType::Guid:
    case BinXmlType::SystemTime:
        return 16;
    default:
        return 0;
    }
}

std::uint64_t rawInteger(std::string_view b)
{
    if (b.size() >= 8)
        return littleEndian64(b.data());
    if (b.size() == 4)
        return littleEndian32(b.data());
    if (b.size() == 2)
        return littleEndian16(b.data());
    std::uint64_t value = 0;
    for (std::size_t i = b.size(); i > 0; --i)
        value = value << 8 | static_cast<unsigned char>(b[i - 1]);
    return value;
}

/// The types of a fixed size; false when the value has none that can be shown.
bool appendFixed(std::string& out, BinXmlType type, std::string_view b)
{
    const std::uint64_t raw = rawInteger(b);
    switch (type) {
    case BinXmlType::Int8:
        appendNumber(out, static_cast<int>(static_cast<std::int8_t>(raw)));
        return true;
    case BinXmlType::Int16:
        appendNumber(out, static_cast<std::int16_t>(raw));
        return true;
    case BinXmlType::Int32:
        appendNumber(out, static_cast<std::int32_t>(raw));
        return true;
    case BinXmlType::Int64:
        appendNumber(out, static_cast<std::int64_t>(raw));
        return true;
    case BinXmlType::Real32:
        appendReal(out, std::bit_cast<float>(static_cast<std::uint32_t>(raw)));
        return true;
    case BinXmlType::Real64:
        appendReal(out, std::bit_cast<double>(raw));
        return true;
    case BinXmlType::Bool:
        out += raw != 0 ? "true" : "false";
        return true;
    case BinXmlType::Guid:
        appendGuid(out, b);
        return true;
    case BinXmlType::FileTime:
        return appendFileTime(out, raw);
    case BinXmlType::SystemTime:
        return appendSystemTime(out, b);
    case BinXmlType::HexInt32:
    case BinXmlType::HexInt64:
        out += "0x";
        appendNumber(out, raw, 16);
        return true;
    default:
        appendNumber(out, raw);
        return true;
    }
}

} // namespace

void appendUtf16(std::string& out, std::string_view utf16)
{
    const char* at = utf16.data();
    std::size_t units = utf16.size() / 2;
    while (units > 0 && at[2 * units - 1] == 0 && at[2 * units - 2] == 0)
        --units;
    const std::size_t start = out.size();
    out.resize(start + units);
    char* to = out.data() + start;
    std::size_t i = 0;
    for (; i + 8 <= units; i += 8) { // eight ASCII characters at once
        const std::uint64_t pairs = littleEndian64(at + 2 * i) | littleEndian64(at + 2 * i + 8);
        if ((pairs & 0xFF80FF80FF80FF80u) != 0)
            break;
        for (std::size_t k = 0; k < 8; ++k)
            to[i + k] = at[2 * (i + k)];
    }
    for (; i < units; ++i) {
        const std::uint16_t unit = littleEndian16(at + 2 * i);
        if (unit >= 0x80) {
            out.resize(start + i);
            appendWide(out, at + 2 * i, at + 2 * units);
            return;
        }
        to[i] = static_cast<char>(unit);
    }
}

void appendValue(std::string& out, BinXmlValue value)
{
    const std::string_view b = value.bytes;
    const std::size_t size = fixedSize(value.base());
    if (value.null() || b.empty())
        return;
    bool shown = false;
    if (size > 0) {
        shown = b.size() == size && appendFixed(out, value.base(), b);
    } else if (value.base() == BinXmlType::String || value.base() == BinXmlType::EvtXml) {
        appendUtf16(out, b);
        shown = true;
    } else if (value.base() == BinXmlType::AnsiString) {
        appendAnsi(out, b);
        shown = true;
    } else if (value.base() == BinXmlType::Sid) {
        shown = appendSid(out, b);
    } else if ((value.base() == BinXmlType::SizeT || value.base() == BinXmlType::EvtHandle) && b.size() <= 8) {
        out += "0x";
        appendNumber(out, rawInteger(b), 16);
        shown = true;
    }
    if (!shown)
        appendHexBytes(out, b);
}

BinXmlValue takeArrayItem(BinXmlValue& array)
{
    const BinXmlType type = array.base();
    const std::string_view b = array.bytes;
    std::size_t size = fixedSize(type), next = 0;
    if (type == BinXmlType::String) {
        for (size = 0; size + 2 <= b.size() && (b[size] != 0 || b[size + 1] != 0);)
            size += 2;
        next = size + 2;
    } else if (type == BinXmlType::AnsiString) {
        size = std::min(b.find('\0'), b.size());
        next = size + 1;
    } else if (type == BinXmlType::Sid) {
        next = size = sidSize(b);
    } else if (type == BinXmlType::SizeT) {
        next = size = b.size() % 8 == 0 ? 8 : 4;
    } else {
        next = size = size > 0 ? size : b.size();
    }
    array.bytes.remove_prefix(std::min(next, b.size()));
    return {static_cast<std::uint8_t>(type), b.substr(0, size)};
}

std::optional<std::uint64_t> integerOf(BinXmlValue value)
{
    switch (value.base()) {
    case BinXmlType::Int8:
    case BinXmlType::UInt8:
    case BinXmlType::Int16:
    case BinXmlType::UInt16:
    case BinXmlType::Int32:
    case BinXmlType::UInt32:
    case BinXmlType::Int64:
    case BinXmlType::UInt64:
    case BinXmlType::SizeT:
    case BinXmlType::HexInt32:
    case BinXmlType::HexInt64:
        if (value.array() || value.bytes.empty() || value.bytes.size() > 8)
            return std::nullopt;
        return rawInteger(value.bytes);
    case BinXmlType::String: {
        std::string text;
        appendUtf16(text, value.bytes.substr(0, 80));
        return integerOfText(text);
    }
    default:
        return std::nullopt;
    }
}

std::optional<std::uint64_t> integerOfText(std::string_view text)
{
    text = trimmed(text);
    const bool hex = startsWithNoCase(text, "0x");
    if (hex)
        text.remove_prefix(2);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> ticksOfFileTime(std::uint64_t fileTime)
{
    if (fileTime >= kTicksTo10000)
        return std::nullopt;
    return static_cast<std::int64_t>(fileTime) - static_cast<std::int64_t>(kTicksTo1970);
}

} // namespace sendwright
