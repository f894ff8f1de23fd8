// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_find.h"

#include "core/simd.h"
#include "core/text_scan.h"

#include <bit>
#include <cstdint>

namespace sendwright {

namespace {

bool isLetter(char lower)
{
    return lower >= 'a' && lower <= 'z';
}

/// How common a byte is in the logs that are searched: 0 for those that hardly occur. Only speed depends on it.
std::size_t commonness(char lower)
{
    constexpr std::string_view kRareToCommon = "zqjxk*w\"()=<>vyb/g_\\upfhdlmcarsi;@+not e-:98765.4321,0";
    const std::size_t place = kRareToCommon.find(lower);
    return place == std::string_view::npos ? 0 : place + 1;
}

/// What the loops over many places at once need: two bytes, each with its distance from the place.
struct BytePair
{
    std::size_t first, second;
    char firstByte, secondByte;
    char firstCase, secondCase;
};

/// A block of places, one bit each, that have both bytes.
struct Candidates
{
    std::size_t at = 0;
    std::uint64_t bits = 0; ///< 0: `at` is the first place that was not looked at
};

#ifdef SENDWRIGHT_SSE2
/// Looks at places in [at, end), in steps of 16, until some have both bytes. All reads end before end + the larger
/// distance. The loop calls nothing, so that all it needs stays in registers.
Candidates nextOfSixteen(const char* text, std::size_t at, std::size_t end, const BytePair& pair)
{
    const char *const first = text + pair.first, *const second = text + pair.second;
    const __m128i one = _mm_set1_epi8(pair.firstByte), oneCase = _mm_set1_epi8(pair.firstCase);
    const __m128i two = _mm_set1_epi8(pair.secondByte), twoCase = _mm_set1_epi8(pair.secondCase);
    for (; at + 16 <= end; at += 16) {
        const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(first + at));
        const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(second + at));
        const __m128i both =
            _mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(a, oneCase), one), _mm_cmpeq_epi8(_mm_or_si128(b, twoCase), two));
        if (const int bits = _mm_movemask_epi8(both); bits != 0)
            return {at, static_cast<std::uint64_t>(bits)};
    }
    return {at, 0};
}
#endif

#ifdef SENDWRIGHT_AVX2
/// Of 64 places, those that have both bytes.
SENDWRIGHT_WITH_AVX512 inline std::uint64_t bothOf(__m512i a, __m512i b, __m512i one, __m512i two)
{
    return _mm512_mask_cmpeq_epi8_mask(_mm512_cmpeq_epi8_mask(a, one), b, two);
}

/// The same in steps of 128 places; for processors that can.
SENDWRIGHT_WITH_AVX512 Candidates nextOfHundred(const char* text, std::size_t at, std::size_t end, const BytePair& pair)
{
    const char *const first = text + pair.first, *const second = text + pair.second;
    const __m512i one = _mm512_set1_epi8(pair.firstByte), oneCase = _mm512_set1_epi8(pair.firstCase);
    const __m512i two = _mm512_set1_epi8(pair.secondByte), twoCase = _mm512_set1_epi8(pair.secondCase);
    for (; at + 128 <= end; at += 128) {
        const __m512i a = _mm512_or_si512(_mm512_loadu_si512(first + at), oneCase);
        const __m512i b = _mm512_or_si512(_mm512_loadu_si512(second + at), twoCase);
        const __m512i nextA = _mm512_or_si512(_mm512_loadu_si512(first + at + 64), oneCase);
        const __m512i nextB = _mm512_or_si512(_mm512_loadu_si512(second + at + 64), twoCase);
        const std::uint64_t low = bothOf(a, b, one, two), high = bothOf(nextA, nextB, one, two);
        if ((low | high) != 0)
            return low != 0 ? Candidates{at, low} : Candidates{at + 64, high};
    }
    return {at, 0};
}

/// The same in steps of 64 places.
SENDWRIGHT_WITH_AVX2 Candidates nextOfSixtyFour(const char* text, std::size_t at, std::size_t end, const BytePair& pair)
{
    const char *const first = text + pair.first, *const second = text + pair.second;
    const __m256i one = _mm256_set1_epi8(pair.firstByte), oneCase = _mm256_set1_epi8(pair.firstCase);
    const __m256i two = _mm256_set1_epi8(pair.secondByte), twoCase = _mm256_set1_epi8(pair.secondCase);
    for (; at + 64 <= end; at += 64) {
        const auto* a = reinterpret_cast<const __m256i*>(first + at);
        const auto* b = reinterpret_cast<const __m256i*>(second + at);
        const __m256i low = _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(a), oneCase), one),
                                             _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(b), twoCase), two));
        const __m256i high =
            _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(a + 1), oneCase), one),
                             _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(b + 1), twoCase), two));
        const __m256i any = _mm256_or_si256(low, high);
        if (_mm256_testz_si256(any, any) == 0)
            return {at, static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32 |
                            static_cast<std::uint32_t>(_mm256_movemask_epi8(low))};
    }
    return {at, 0};
}
#endif

} // namespace

TextFinder::TextFinder(std::string_view wanted) : m_wanted(toLower(wanted))
{
    const auto rarer = [this](std::size_t a, std::size_t b) {
        return commonness(m_wanted[a]) < commonness(m_wanted[b]);
    };
    for (std::size_t i = 1; i < m_wanted.size(); ++i)
        if (rarer(i, m_first))
            m_first = i;
    m_second = m_first == 0 && m_wanted.size() > 1 ? 1 : 0;
    for (std::size_t i = 0; i < m_wanted.size(); ++i)
        if (i != m_first && m_wanted[i] != m_wanted[m_first] && rarer(i, m_second))
            m_second = i;
    if (!m_wanted.empty()) {
        m_firstCase = isLetter(m_wanted[m_first]) ? 0x20 : 0;
        m_secondCase = isLetter(m_wanted[m_second]) ? 0x20 : 0;
    }
}

bool TextFinder::fits(const char* at) const
{
    return equalsNoCase(std::string_view(at, m_wanted.size()), m_wanted);
}

std::size_t TextFinder::find(std::string_view text, std::size_t from, [[maybe_unused]] Steps most) const
{
    if (from > text.size() || m_wanted.size() > text.size() - from)
        return kNone;
    if (m_wanted.empty())
        return from;
    std::size_t at = from;
#ifdef SENDWRIGHT_SSE2
    const BytePair pair{m_first, m_second, m_wanted[m_first], m_wanted[m_second], m_firstCase, m_secondCase};
    const std::size_t end = text.size() - m_wanted.size() + 1;
    const auto search = [&](auto next, std::size_t step) {
        for (;; at += step) {
            Candidates block = next(text.data(), at, end, pair);
            at = block.at;
            if (block.bits == 0)
                return kNone;
            for (; block.bits != 0; block.bits &= block.bits - 1)
                if (fits(text.data() + at + std::countr_zero(block.bits)))
                    return at + static_cast<std::size_t>(std::countr_zero(block.bits));
        }
    };
#ifdef SENDWRIGHT_AVX2
    if (most >= Steps::Widest && hasAvx512())
        if (const std::size_t found = search(nextOfHundred, 64); found != kNone)
            return found;
    if (most >= Steps::Wide && hasAvx2())
        if (const std::size_t found = search(nextOfSixtyFour, 64); found != kNone)
            return found;
#endif
    if (const std::size_t found = search(nextOfSixteen, 16); found != kNone)
        return found;
#endif
    return findNoCase(text, m_wanted, at);
}

std::size_t findNoCase(std::string_view text, std::string_view wanted, std::size_t from)
{
    for (std::size_t at = from; at + wanted.size() <= text.size(); ++at)
        if (equalsNoCase(text.substr(at, wanted.size()), wanted))
            return at;
    return TextFinder::kNone;
}

} // namespace sendwright
