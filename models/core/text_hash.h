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
    const auto word = [text](std::size_t at) {
        std::uint64_t eight;
        std::memcpy(&eight, text.data() + at, 8);
        return eight;
    };
    std::uint64_t rest = 0;
    if (text.size() < 8) {
        for (const char c : text)
            rest = rest << 8 | static_cast<unsigned char>(c);
    } else {
        for (std::size_t at = 0; at + 8 <= text.size(); at += 8)
            mix(word(at));
        if (const std::size_t more = text.size() % 8; more != 0)
            rest = word(text.size() - 8) >> (64 - 8 * more); // without those of the step before
    }
    mix(rest);
    hash *= kFactor;
    return hash ^ (hash >> 29);
}

/// Equal bytes, for short texts that are mostly equal: no call, sixteen or eight bytes a step, the last step
/// overlapping the one before.
SENDWRIGHT_INLINE bool sameBytes(const char* a, const char* b, std::size_t size)
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
/// Equal bytes, at most 64 of them, without a branch: lengths that change from row to row are guessed wrong, which
/// costs more than bytes compared in vain. 64 bytes must be readable from both; those beyond `size`, which is not 0, do
/// not count.
SENDWRIGHT_INLINE bool sameBytesWide(const char* a, const char* b, std::size_t size)
{
#ifdef SENDWRIGHT_SSE2
    const auto same = [a, b](std::size_t at) {
        const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a + at));
        const __m128i y = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + at));
        return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(x, y)))} << at;
    };
    const std::uint64_t equal = same(0) | same(16) | same(32) | same(48);
    return ~equal << (64 - size) == 0;
#else
    return std::memcmp(a, b, size) == 0;
#endif
}
/// Equal bytes, 16 to 48 of them, without a branch and without reading beyond them.
SENDWRIGHT_INLINE bool sameFewBytes(const char* a, const char* b, std::size_t size)
{
#ifdef SENDWRIGHT_SSE2
    const auto same = [a, b](std::size_t at) {
        return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(a + at)),
                              _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + at)));
    };
    const std::size_t last = size - 16;
    return _mm_movemask_epi8(_mm_and_si128(_mm_and_si128(same(0), same(last)), same(last / 2))) == 0xFFFF;
#else
    return std::memcmp(a, b, size) == 0;
#endif
}
inline bool sameText(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sameBytes(a.data(), b.data(), a.size());
}

/// Another hash, of size, begin, middle and end alone: the quickest; its upper bits are the better ones. Eight
/// bytes must be readable, however short the text is, which is not empty. Who writes the texts can make all of them
/// alike in these; it is for tables that look at a few places a hash, where that costs nothing but what is remembered.
SENDWRIGHT_INLINE std::uint32_t quickHash(std::string_view text)
{
    constexpr std::uint64_t kBegin = 0x9E37'79B9'7F4A'7C15ull, kEnd = 0xC2B2'AE3D'27D4'EB4Full,
                            kMiddle = 0x1656'67B1'9E37'79F9ull;
    const auto eight = [text](std::size_t at) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + at, 8);
        return word;
    };
    const std::size_t size = text.size();
    std::uint64_t hash = 0;
    if (size < 8)
        hash = (eight(0) << (64 - 8 * size) ^ size) * kBegin;
    else
        hash = (eight(0) ^ size) * kBegin + eight(size - 8) * kEnd + eight(size / 2 - 4) * kMiddle;
    return static_cast<std::uint32_t>(hash >> 32);
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
