// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/large_memory.h"

#include <algorithm>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace sendwright {

namespace {

constexpr std::size_t kPage = 2u << 20; ///< a large page of 64-bit PCs
constexpr std::size_t kFirst = 256u << 10, kMost = 32u << 20;

std::align_val_t alignmentOf(std::size_t bytes)
{
    return std::align_val_t{bytes >= kPage ? kPage : std::size_t{64}};
}

} // namespace

void* takeLarge(std::size_t bytes)
{
    void* const memory = ::operator new(bytes, alignmentOf(bytes));
#ifdef __linux__
    if (bytes >= kPage)
        ::madvise(memory, bytes, MADV_HUGEPAGE); // a wish; nothing depends on it but time
#endif
    return memory;
}

void giveBackLarge(void* memory, std::size_t bytes)
{
    ::operator delete(memory, alignmentOf(bytes));
}

std::shared_ptr<void> LargeMemory::take(std::size_t bytes)
{
    const std::size_t wanted = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (wanted > m_size - m_used) {
        // Slabs double, so that little evidence takes little memory; large ones are whole pages.
        m_size = std::max(std::clamp(m_size * 2, kFirst, kMost), wanted);
        if (m_size >= kPage)
            m_size = (m_size + kPage - 1) / kPage * kPage;
        m_slab = {static_cast<std::byte*>(takeLarge(m_size)),
                  [size = m_size](std::byte* gone) { giveBackLarge(gone, size); }};
        m_used = 0;
    }
    std::byte* const piece = m_slab.get() + m_used;
    m_used += wanted;
    return {m_slab, piece};
}

} // namespace sendwright
