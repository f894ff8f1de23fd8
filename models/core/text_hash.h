// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/large_memory.h"
#include "core/simd.h"

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace sendwright {

/// Differs from run to run, so that nobody can write a log whose texts all fall into one place of a table.
extern const std::uint64_t kHashSeed;

/// A quick hash for tables in memory; its values mean nothing outside this process. Eight bytes a step, each folded in
/// by a multiplication whose upper half is mixed back.
inline std::uint64_t textHash(std::string_view text)
{
    constexpr std::uint64_t kFactor = 0x9E37'79B9'7F4A'7C15ull;
    std::uint64_t hash = kHashSeed ^ text.size();
    const auto mix = [&hash](std::uint64_t word) {
        hash = (hash ^ word) * kFactor;
        hash ^= hash >> 32;
    };
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        mix(word);
    }
    std::uint64_t rest = 0;
    if (at < text.size())
        std::memcpy(&rest, text.data() + at, text.size() - at);
    mix(rest);
    hash *= kFactor;
    return hash ^ (hash >> 29);
}

/// Another hash, for keys that mostly have sixteen bytes, as session ids do.
inline std::uint64_t keyHash(std::string_view key)
{
    if (key.size() < 8 || key.size() > 16)
        return textHash(key);
    std::uint64_t first, last;
    std::memcpy(&first, key.data(), 8);
    std::memcpy(&last, key.data() + key.size() - 8, 8);
    constexpr std::uint64_t kFactor = 0x9E37'79B9'7F4A'7C15ull;
    std::uint64_t hash = (first ^ kHashSeed) * kFactor + key.size();
    hash = ((hash ^ (hash >> 32)) ^ last) * kFactor;
    hash = (hash ^ (hash >> 32)) * kFactor; // what differs lies in the upper bytes: bring it down
    return hash ^ (hash >> 29);
}

/// Equal bytes, for short texts that are mostly equal: no call, sixteen or eight bytes a step, the last step
/// overlapping the one before.
inline bool sameBytes(const char* a, const char* b, std::size_t size)
{
    const auto same = [&](std::size_t at) {
        std::uint64_t x, y;
        std::memcpy(&x, a + at, 8);
        std::memcpy(&y, b + at, 8);
        return x == y;
    };
    if (size < 8)
        return size == 0 || std::memcmp(a, b, size) == 0; // an empty text may have no address
#ifdef SENDWRIGHT_SSE2
    const auto sameSixteen = [&](std::size_t at) {
        const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a + at));
        const __m128i y = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + at));
        return _mm_movemask_epi8(_mm_cmpeq_epi8(x, y)) == 0xFFFF;
    };
    if (size >= 16) {
        for (std::size_t at = 0; at + 16 < size; at += 16)
            if (!sameSixteen(at))
                return false;
        return sameSixteen(size - 16);
    }
#endif
    for (std::size_t at = 0; at + 8 <= size; at += 8)
        if (!same(at))
            return false;
    return same(size - 8);
}
/// Equal bytes, at most `most` (48 or 64) of them, without a branch: lengths that change from row to row are guessed
/// wrong, which costs more than bytes compared in vain. `most` bytes must be readable from both; those beyond `size`,
/// which is not 0, do not count.
template <std::size_t most>
inline bool sameBytesWide(const char* a, const char* b, std::size_t size)
{
    static_assert(most == 48 || most == 64);
#ifdef SENDWRIGHT_SSE2
    const auto same = [a, b](std::size_t at) {
        const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a + at));
        const __m128i y = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + at));
        return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(x, y)))} << at;
    };
    const std::uint64_t equal = same(0) | same(16) | same(32) | (most == 64 ? same(most - 16) : 0);
    return ~equal << (64 - size) == 0;
#else
    return std::memcmp(a, b, size) == 0;
#endif
}
inline bool sameText(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sameBytes(a.data(), b.data(), a.size());
}

/// Another hash still, of size, begin, middle and end alone: the quickest. Eight bytes must be readable, however short
/// the text is, which is not empty. Who writes the texts can make all of them alike in these; it is for tables of one
/// place a hash, where that costs nothing but what is remembered.
inline std::uint32_t quickHash(std::string_view text)
{
    const bool isShort = text.size() < 8;
    const std::uint64_t all = ~std::uint64_t{0}, counted = isShort ? all >> (64 - 8 * text.size()) : all;
    const auto eight = [text, counted](std::size_t at) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        return word & counted;
    };
    constexpr std::uint64_t kFactor = 0x9E37'79B9'7F4A'7C15ull;
    std::uint64_t hash = (eight(0) ^ text.size()) * kFactor;
    hash = (hash ^ (hash >> 32) ^ eight(isShort ? 0 : text.size() - 8)) * kFactor;
    hash = (hash ^ (hash >> 32) ^ eight(isShort ? 0 : text.size() / 2 - 4)) * kFactor;
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

/// Open addressing over numbers of entries that are kept elsewhere; of a hash its lower half is kept, eight bytes a
/// slot. Grows by itself.
class HashSlots
{
public:
    static constexpr std::uint32_t kNone = 0xFFFF'FFFF;

    /// Number of the entry with this hash for which `same(number)` holds; kNone when there is none.
    template <typename Same>
    std::uint32_t find(std::uint64_t hash, Same&& same) const
    {
        const auto wanted = static_cast<std::uint32_t>(hash);
        for (std::size_t at = wanted & mask(); !m_slots.empty(); at = (at + 1) & mask()) {
            const Slot& slot = m_slots[at];
            if (slot.hash == wanted && slot.number != kNone && same(slot.number))
                return slot.number;
            if (slot.number == kNone)
                break;
        }
        return kNone;
    }

    /// Fetches the slot where the search for a hash begins.
    void expect(std::uint64_t hash) const
    {
        if (!m_slots.empty())
            prefetch(&m_slots[static_cast<std::uint32_t>(hash) & mask()]);
    }

    /// The entry must not be there yet.
    void insert(std::uint64_t hash, std::uint32_t number)
    {
        if ((m_used + 1) * kSlotsAnEntry > m_slots.size())
            grow();
        place({static_cast<std::uint32_t>(hash), number});
        ++m_used;
    }

    /// Empty again, the memory kept.
    void clear()
    {
        m_slots.assign(m_slots.size(), Slot{});
        m_used = 0;
    }

private:
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t number = kNone;
    };

    using Slots = std::vector<Slot, LargeAllocator<Slot>>;
    static constexpr std::size_t kSlotsAnEntry = 2; ///< at least

    std::size_t mask() const { return m_slots.size() - 1; }
    void place(const Slot& slot)
    {
        std::size_t at = slot.hash & mask();
        while (m_slots[at].number != kNone)
            at = (at + 1) & mask();
        m_slots[at] = slot;
    }
    void grow()
    {
        Slots old(m_slots.empty() ? 64 : m_slots.size() * 2);
        old.swap(m_slots);
        for (const Slot& slot : old)
            if (slot.number != kNone)
                place(slot);
    }

    Slots m_slots;
    std::size_t m_used = 0;
};

} // namespace sendwright
