// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/simd.h"

#include <cstddef>
#include <cstdint>

namespace sendwright {

/// Where in 64 bytes lines end and bytes beyond ASCII stand; bit i is byte i.
struct TextMarks
{
    static constexpr std::size_t kBytes = 64;
    std::uint64_t lineEnd = 0, high = 0;
    bool operator==(const TextMarks&) const = default;
};

/// Ways to find the marks of 64 bytes. All give the same; the plain one is how it is meant.
struct PlainMarks
{
    static TextMarks of(const char* block)
    {
        TextMarks marks;
        for (std::size_t i = 0; i < TextMarks::kBytes; ++i) {
            const std::uint64_t bit = std::uint64_t{1} << i;
            marks.lineEnd |= block[i] == '\n' ? bit : 0;
            marks.high |= static_cast<unsigned char>(block[i]) >= 0x80 ? bit : 0;
        }
        return marks;
    }
};

#ifdef SENDWRIGHT_SSE2

/// Sixteen bytes a step, with instructions that every 64-bit PC has.
struct Sse2Marks
{
    static TextMarks of(const char* block)
    {
        const __m128i lineEnd = _mm_set1_epi8('\n');
        TextMarks marks;
        for (unsigned part = 0; part < 4; ++part) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * part));
            const auto bits = [part](__m128i found) {
                return std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(found))} << (16 * part);
            };
            marks.lineEnd |= bits(_mm_cmpeq_epi8(bytes, lineEnd));
            marks.high |= bits(bytes);
        }
        return marks;
    }
};
using BaseMarks = Sse2Marks;

#else

using BaseMarks = PlainMarks;

#endif

#ifdef SENDWRIGHT_AVX2

/// 32 bytes a step.
struct Avx2Marks
{
    SENDWRIGHT_WITH_AVX2 static TextMarks of(const char* block)
    {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(block + 32));
        TextMarks marks;
        marks.lineEnd = equal(low, high, '\n');
        marks.high = bits(low, high);
        return marks;
    }

private:
    SENDWRIGHT_WITH_AVX2 static std::uint64_t bits(__m256i low, __m256i high)
    {
        return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
               (std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32);
    }
    SENDWRIGHT_WITH_AVX2 static std::uint64_t equal(__m256i low, __m256i high, char wanted)
    {
        const __m256i all = _mm256_set1_epi8(wanted);
        return bits(_mm256_cmpeq_epi8(low, all), _mm256_cmpeq_epi8(high, all));
    }
};

/// All 64 at once.
struct Avx512Marks
{
    SENDWRIGHT_WITH_AVX512 static TextMarks of(const char* block)
    {
        const __m512i bytes = _mm512_loadu_si512(block);
        TextMarks marks;
        marks.lineEnd = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
        marks.high = _mm512_movepi8_mask(bytes);
        return marks;
    }
};

#endif

} // namespace sendwright
