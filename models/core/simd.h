// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Which instructions over many bytes at once the fast paths may use. Every fast path has a plain twin for processors
// and compilers that have none of them.

#include <cstddef>

#if defined(__SSE2__) || defined(_M_X64)
#define SENDWRIGHT_SSE2 1 ///< what every 64-bit PC has
#include <emmintrin.h>
#endif

#if defined(SENDWRIGHT_SSE2) && defined(__GNUC__)
#define SENDWRIGHT_AVX2 1 ///< can be compiled; whether the processor has it, `hasAvx2()` tells
#include <immintrin.h>
/// For functions that run only where `hasAvx2()`.
#define SENDWRIGHT_WITH_AVX2 __attribute__((target("avx2,bmi")))
/// For functions that run only where `hasAvx512()`: comparisons of 64 bytes give their bits at once.
#define SENDWRIGHT_WITH_AVX512 __attribute__((target("avx512f,avx512bw,avx2,bmi")))
#endif

#if defined(__GNUC__)
/// For what has to be compiled into callers that are compiled for other instructions.
#define SENDWRIGHT_INLINE inline __attribute__((always_inline))
#else
#define SENDWRIGHT_INLINE inline
#endif

namespace sendwright {

/// Asks for the cache lines of something that will be read soon. A wish: nothing depends on it but time.
template <typename T>
inline void prefetch([[maybe_unused]] const T* wanted)
{
#ifdef SENDWRIGHT_SSE2
    for (std::size_t at = 0; at < sizeof(T); at += 64)
        _mm_prefetch(reinterpret_cast<const char*>(wanted) + at, _MM_HINT_T0);
#endif
}

#ifdef SENDWRIGHT_AVX2
inline bool hasAvx2()
{
    static const bool has = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0;
    return has;
}
inline bool hasAvx512()
{
    static const bool has =
        hasAvx2() && __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0;
    return has;
}
#endif

} // namespace sendwright
