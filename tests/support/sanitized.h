// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

// SENDWRIGHT_SANITIZED: the address or thread sanitizer watches. GCC says so with macros, clang 14 only when asked.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SENDWRIGHT_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SENDWRIGHT_SANITIZED
#endif
#endif

namespace sendwright::test {

/// How much of something is made to see that time or memory grows in proportion: an eighth of it under the sanitizers,
/// which look for other faults and take ten times as long.
constexpr std::size_t bulk(std::size_t amount)
{
#ifdef SENDWRIGHT_SANITIZED
    return amount / 8;
#else
    return amount;
#endif
}

} // namespace sendwright::test
