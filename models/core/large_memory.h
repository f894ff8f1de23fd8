// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>

namespace sendwright {

/// Memory for one array, on the system's large pages when it is large and the system offers them without being
/// configured (Linux): what is looked up in no order then costs no search for the page as well. Any thread.
void* takeLarge(std::size_t bytes);
void giveBackLarge(void* memory, std::size_t bytes);

/// For a std::vector that grows large.
template <typename T>
struct LargeAllocator
{
    using value_type = T;
    LargeAllocator() = default;
    template <typename Other>
    LargeAllocator(const LargeAllocator<Other>&)
    {
    }
    T* allocate(std::size_t count) { return static_cast<T*>(takeLarge(count * sizeof(T))); }
    void deallocate(T* memory, std::size_t count) { giveBackLarge(memory, count * sizeof(T)); }
    bool operator==(const LargeAllocator&) const { return true; }
};

/// Hands out pieces of large slabs, for columns that grow to hundreds of megabytes. Slabs lie on the system's large
/// pages where it offers them without being configured (Linux), which saves most of the cost of touching memory for the
/// first time. A slab lives until the last of its pieces is gone. One thread takes; pieces may be let go on any.
class LargeMemory
{
public:
    std::shared_ptr<void> take(std::size_t bytes); ///< not initialised; aligned to 64 bytes

    /// An array whose elements are made as `new T[count]` makes them; they must need no destructor.
    template <typename T>
    std::shared_ptr<T[]> takeArray(std::size_t count)
    {
        static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= kAlignment);
        const std::shared_ptr<void> piece = take(count * sizeof(T));
        T* const first = static_cast<T*>(piece.get());
        std::uninitialized_default_construct_n(first, count);
        return {piece, first};
    }

private:
    static constexpr std::size_t kAlignment = 64;
    std::shared_ptr<std::byte> m_slab;
    std::size_t m_size = 0, m_used = 0;
};

} // namespace sendwright
