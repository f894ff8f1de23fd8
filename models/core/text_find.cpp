// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_find.h"

#include "core/text_scan.h"

#include <bit>
#include <cstdint>

#if defined(__x86_64__) || defined(_M_X64)
#define SENDWRIGHT_SSE2
#include <emmintrin.h>
#if defined(__GNUC__)
#define SENDWRIGHT_AVX2
#include <immintrin.h>
#endif
#endif

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

#ifdef SENDWRIGHT_SSE2
/// Calls `fits` for places in [at, end) that have both bytes, until it says yes; returns that place, or the first one
/// not looked at. All reads end before end + the larger distance.
template <typename Fits>
std::size_t findInSixteens(const char* text, std::size_t at, std::size_t end, const BytePair& pair, const Fits& fits)
{
    const __m128i one = _mm_set1_epi8(pair.firstByte), oneCase = _mm_set1_epi8(pair.firstCase);
    const __m128i two = _mm_set1_epi8(pair.secondByte), twoCase = _mm_set1_epi8(pair.secondCase);
    for (; at + 16 <= end; at += 16) {
        const __m128i a = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at + pair.first));
        const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at + pair.second));
        const __m128i both =
            _mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(a, oneCase), one), _mm_cmpeq_epi8(_mm_or_si128(b, twoCase), two));
        for (auto bits = static_cast<std::uint32_t>(_mm_movemask_epi8(both)); bits != 0; bits &= bits - 1)
            if (fits(at + static_cast<std::size_t>(std::countr_zero(bits))))
                return at + static_cast<std::size_t>(std::countr_zero(bits));
    }
    return at;
}
#endif

#ifdef SENDWRIGHT_AVX2
/// The same in steps of 64 places; for processors that can.
template <typename Fits>
__attribute__((target("avx2"))) std::size_t findInSixtyFours(const char* text, std::size_t at, std::size_t end,
                                                             const BytePair& pair, const Fits& fits)
{
    const __m256i one = _mm256_set1_epi8(pair.firstByte), oneCase = _mm256_set1_epi8(pair.firstCase);
    const __m256i two = _mm256_set1_epi8(pair.secondByte), twoCase = _mm256_set1_epi8(pair.secondCase);
    for (; at + 64 <= end; at += 64) {
        const auto* first = reinterpret_cast<const __m256i*>(text + at + pair.first);
        const auto* second = reinterpret_cast<const __m256i*>(text + at + pair.second);
        const __m256i low =
            _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(first), oneCase), one),
                             _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(second), twoCase), two));
        const __m256i high =
            _mm256_and_si256(_mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(first + 1), oneCase), one),
                             _mm256_cmpeq_epi8(_mm256_or_si256(_mm256_loadu_si256(second + 1), twoCase), two));
        if (_mm256_testz_si256(_mm256_or_si256(low, high), _mm256_or_si256(low, high)))
            continue;
        auto bits = static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32 |
                    static_cast<std::uint32_t>(_mm256_movemask_epi8(low));
        for (; bits != 0; bits &= bits - 1)
            if (fits(at + static_cast<std::size_t>(std::countr_zero(bits))))
                return at + static_cast<std::size_t>(std::countr_zero(bits));
    }
    return at;
}

bool hasAvx2()
{
    static const bool has = __builtin_cpu_supports("avx2") != 0;
    return has;
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

std::size_t TextFinder::find(std::string_view text, std::size_t from) const
{
    if (from > text.size() || m_wanted.size() > text.size() - from)
        return kNone;
    if (m_wanted.empty())
        return from;
    std::size_t at = from;
#ifdef SENDWRIGHT_SSE2
    const BytePair pair{m_first, m_second, m_wanted[m_first], m_wanted[m_second], m_firstCase, m_secondCase};
    const std::size_t end = text.size() - m_wanted.size() + 1;
    bool found = false;
    const auto here = [&](std::size_t place) { return found = fits(text.data() + place); };
#ifdef SENDWRIGHT_AVX2
    if (hasAvx2())
        at = findInSixtyFours(text.data(), at, end, pair, here);
#endif
    if (!found)
        at = findInSixteens(text.data(), at, end, pair, here);
    if (found)
        return at;
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
