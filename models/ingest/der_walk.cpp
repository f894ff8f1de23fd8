// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/der_walk.h"

namespace sendwright {

namespace {

constexpr std::uint8_t kInteger = 0x02, kBits = 0x03, kOctets = 0x04, kObjectId = 0x06, kSequence = 0x30;
constexpr std::uint8_t kBoolean = 0x01, kVersion = 0xA0, kExtensions = 0xA3;

// Object ids without tag and length. Source: RFC 3279, RFC 5280, RFC 5480.
constexpr std::string_view kRsa("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01", 9);
constexpr std::string_view kEcc("\x2A\x86\x48\xCE\x3D\x02\x01", 7);
constexpr std::string_view kDsa("\x2A\x86\x48\xCE\x38\x04\x01", 7);
constexpr std::string_view kUsage("\x55\x1D\x25", 3);
struct Curve
{
    std::string_view id;
    std::size_t bits;
};
constexpr Curve kCurves[] = {{std::string_view("\x2A\x86\x48\xCE\x3D\x03\x01\x07", 8), 256},
                             {std::string_view("\x2B\x81\x04\x00\x22", 5), 384},
                             {std::string_view("\x2B\x81\x04\x00\x23", 5), 521}};

std::uint8_t byteAt(std::string_view text, std::size_t at)
{
    return static_cast<std::uint8_t>(text[at]);
}

/// What the element at the start holds when it has this tag; moves behind it. Empty when it has another.
std::string_view content(std::string_view& rest, std::uint8_t tag)
{
    std::string_view after = rest;
    const auto element = takeDer(after);
    if (!element || element->tag != tag)
        return {};
    rest = after;
    return element->content;
}

/// The fields of a certificate behind its subject: key, ids, extensions.
std::string_view behindSubject(std::string_view certificate)
{
    std::string_view body = content(certificate, kSequence);
    std::string_view fields = content(body, kSequence);
    (void)content(fields, kVersion);
    for (const std::uint8_t tag : {kInteger, kSequence, kSequence, kSequence, kSequence}) // serial … subject
        if (const auto element = takeDer(fields); !element || element->tag != tag)
            return {};
    return fields;
}

/// Bits of a number: the leading zero bytes and bits do not count.
std::size_t bitsOf(std::string_view number)
{
    while (!number.empty() && number.front() == '\0')
        number.remove_prefix(1);
    if (number.empty())
        return 0;
    std::size_t bits = number.size() * 8;
    for (std::uint8_t first = byteAt(number, 0); (first & 0x80) == 0; first = static_cast<std::uint8_t>(first << 1))
        --bits;
    return bits;
}

} // namespace

std::optional<DerElement> takeDer(std::string_view& rest)
{
    if (rest.size() < 2)
        return std::nullopt;
    std::size_t begin = 2;
    std::size_t length = byteAt(rest, 1);
    if (length >= 0x80) {
        const std::size_t bytes = length - 0x80;
        if (bytes == 0 || bytes > 4 || rest.size() < begin + bytes)
            return std::nullopt;
        length = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            length = length << 8 | byteAt(rest, begin + i);
        begin += bytes;
    }
    if (length > rest.size() - begin)
        return std::nullopt;
    DerElement element{byteAt(rest, 0), rest.substr(begin, length)};
    rest.remove_prefix(begin + length);
    return element;
}

KeyKind publicKeyKind(std::string_view certificate)
{
    std::string_view fields = behindSubject(certificate);
    std::string_view key = content(fields, kSequence);
    std::string_view algorithm = content(key, kSequence);
    const std::string_view id = content(algorithm, kObjectId);
    if (id == kRsa) {
        std::string_view bits = content(key, kBits);
        if (!bits.empty())
            bits.remove_prefix(1); // how many bits of the last byte are unused
        std::string_view numbers = content(bits, kSequence);
        return {"RSA", bitsOf(content(numbers, kInteger))};
    }
    if (id == kEcc) {
        const std::string_view curve = content(algorithm, kObjectId);
        for (const Curve& known : kCurves)
            if (curve == known.id)
                return {"ECC", known.bits};
        return {"ECC", 0};
    }
    return id == kDsa ? KeyKind{"DSA", 0} : KeyKind{};
}

std::string_view extendedKeyUsage(std::string_view certificate)
{
    std::string_view fields = behindSubject(certificate);
    while (!fields.empty()) {
        auto element = takeDer(fields);
        if (!element)
            return {};
        if (element->tag != kExtensions)
            continue;
        std::string_view list = content(element->content, kSequence);
        while (!list.empty()) {
            auto extension = takeDer(list);
            if (!extension)
                return {};
            if (content(extension->content, kObjectId) != kUsage)
                continue;
            (void)content(extension->content, kBoolean); // critical
            std::string_view value = content(extension->content, kOctets);
            return content(value, kSequence);
        }
    }
    return {};
}

} // namespace sendwright
