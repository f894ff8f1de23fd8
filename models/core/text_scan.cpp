// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"

#include "core/simd.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace sendwright {

namespace {

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
/// Equal but for the case of ASCII letters. An inlined loop: with a function pointer for std::equal it was a tenth of
/// the whole load.
bool sameLetters(const char* a, const char* b, std::size_t count)
{
    std::size_t i = 0;
    while (i + 8 <= count && std::memcmp(a + i, b + i, 8) == 0) // mostly the case is the same, too
        i += 8;
    for (; i < count; ++i)
        if (a[i] != b[i] && lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

/// Length of the UTF-8 sequence a lead byte announces; 0 for a byte that cannot lead.
std::size_t sequenceLength(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool secondByteFits(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second <= 0x9F;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second <= 0x8F;
    default:
        return true;
    }
}

} // namespace

bool equalsNoCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sameLetters(a.data(), b.data(), a.size());
}

bool startsWithNoCase(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() && sameLetters(text.data(), prefix.data(), prefix.size());
}

bool containsNoCase(std::string_view text, std::string_view part)
{
    if (part.empty())
        return true;
    if (text.size() < part.size())
        return false;
    const std::size_t places = text.size() - part.size() + 1, last = part.size() - 1;
    const auto isAt = [&](std::size_t at) {
        return ((text[at] ^ part[0]) & ~0x20) == 0 && sameLetters(text.data() + at, part.data(), part.size());
    };
    std::size_t at = 0;
#ifdef SENDWRIGHT_SSE2
    // Sixteen places a step where the first and the last byte fit but for bit 5, in which the case of letters differs.
    const __m128i bit = _mm_set1_epi8(0x20);
    const auto like = [bit](const char* bytes, char wanted) {
        const __m128i loaded = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
        return _mm_cmpeq_epi8(_mm_or_si128(loaded, bit), _mm_set1_epi8(static_cast<char>(wanted | 0x20)));
    };
    for (; at + 16 <= places; at += 16) {
        const char* const from = text.data() + at;
        const __m128i fits = _mm_and_si128(like(from, part[0]), like(from + last, part[last]));
        for (auto found = static_cast<unsigned>(_mm_movemask_epi8(fits)); found != 0; found &= found - 1)
            if (isAt(at + static_cast<std::size_t>(std::countr_zero(found))))
                return true;
    }
#endif
    for (; at < places; ++at)
        if (isAt(at))
            return true;
    return false;
}

std::string toLower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

std::optional<std::uint64_t> parseNumber(std::string_view text)
{
    if (text.empty() || text.size() > 19)
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
}

std::string_view bounded(std::string_view text, std::size_t limit)
{
    if (text.size() <= limit)
        return text;
    while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80)
        --limit;
    return text.substr(0, limit);
}

/// First place from `at` on, in steps of eight, where not all eight bytes are ASCII.
static std::size_t skipAscii(std::string_view text, std::size_t at)
{
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data() + at, 8);
        if ((eight & 0x8080'8080'8080'8080) != 0)
            break;
    }
    return at;
}

bool isUtf8(std::string_view text, bool cutAllowed)
{
    for (std::size_t i = skipAscii(text, 0); i < text.size(); i = skipAscii(text, i)) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = sequenceLength(lead);
        if (length == 0)
            return false;
        for (std::size_t k = 1; k < length; ++k) {
            if (i + k >= text.size())
                return cutAllowed;
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0) != 0x80 || (k == 1 && !secondByteFits(lead, next)))
                return false;
        }
        i += length;
    }
    return true;
}

std::string_view after(std::string_view text, std::string_view mark)
{
    const std::size_t at = text.find(mark);
    return at == std::string_view::npos ? std::string_view{} : text.substr(at + mark.size());
}

std::string_view before(std::string_view text, std::string_view mark)
{
    return text.substr(0, text.find(mark));
}

std::string_view hostOfEndpoint(std::string_view endpoint)
{
    const std::size_t colon = endpoint.rfind(':');
    if (endpoint.starts_with('[') && endpoint.find(']') != std::string_view::npos)
        return endpoint.substr(1, endpoint.find(']') - 1);
    // More than one colon without brackets: a bare IPv6 address, no port.
    return endpoint.find(':') == colon ? endpoint.substr(0, colon) : endpoint;
}

} // namespace sendwright
