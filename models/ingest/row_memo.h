// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text_hash.h"
#include "ingest/smtp_classify.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright {

/// What a row said by its event, data and context. Sessions say the same few things over and over (`attempting to
/// connect`, `250 2.1.5 Recipient OK`), so most rows need no look at their words.
struct alignas(64) KnownTail
{
    std::uint32_t size = 0;
    std::uint32_t batch = 0;  ///< number of the batch in which …
    std::uint32_t number = 0; ///< … the detail has this number
    RowCodes codes;
    Symbol symbol = Symbol::None;
    std::array<char, 300> tail{}; ///< or its begin; near the numbers: most need one cache line
    std::string rest;             ///< of a longer one
    std::string detail;
};

/// Remembers tails that came at least twice: those with a message id in them, a tenth of all rows, would drive out the
/// others. Equal bytes only, so nothing depends on it but time.
class RowMemo
{
public:
    static constexpr std::size_t kLongest = 2048; ///< certificates with many names in one row
    static constexpr std::size_t kBegin = 64;     ///< bytes of a tail that must be readable whatever its size

    RowMemo() { m_places.reserve(kPlaces); }

    /// Nothing when it is not remembered. What is returned holds until another one is remembered.
    SENDWRIGHT_INLINE KnownTail* find(std::string_view tail)
    {
        if (tail.empty() || tail.size() > kLongest)
            return nullptr;
        const std::uint32_t hash = quickHash(tail);
        const std::uint32_t* const pair = pairOf(hash);
        const std::uint32_t place = isOf(pair[0], hash) ? pair[0] : pair[1];
        if (!isOf(place, hash))
            return nullptr;
        KnownTail& known = m_places[placeIn(place)];
        return known.size == tail.size() && isSame(known, tail) ? &known : nullptr;
    }
    /// To be asked when `find` knows it not. What is remembered from now on, or nothing when it came for the first
    /// time.
    KnownTail* remember(std::string_view tail, Symbol symbol, const RowMeaning& meaning)
    {
        if (tail.empty() || tail.size() > kLongest)
            return nullptr;
        // Not the quick hash: tails that differ in a message id alone have the same one.
        const auto whole = static_cast<std::uint32_t>(textHash(tail));
        if (std::exchange(m_seen[whole % kSeen], whole) != whole)
            return nullptr;
        KnownTail& known = placeFor(quickHash(tail));
        const std::size_t begin = std::min(tail.size(), known.tail.size());
        std::memcpy(known.tail.data(), tail.data(), begin);
        known.rest = tail.substr(begin);
        known.size = static_cast<std::uint32_t>(tail.size());
        known.symbol = symbol;
        known.codes = meaning;
        known.detail = meaning.detail;
        known.batch = 0;
        return &known;
    }

private:
    static constexpr std::size_t kPlaces = 1024, kSlots = 4096, kSeen = 2048;
    static constexpr std::uint32_t kPlaceBits = 16, kIndexShift = 32 - 11;
    static_assert(kSlots == 2u << (32 - kIndexShift) && kPlaces < 1u << kPlaceBits);

    /// A slot holds the number of a place, from 1, and above it the lower half of the hash. A tail is in one of two.
    std::uint32_t* pairOf(std::uint32_t hash) { return &m_slots[(hash >> kIndexShift) * 2]; }
    static bool isOf(std::uint32_t slot, std::uint32_t hash)
    {
        return slot != 0 && slot >> kPlaceBits == (hash & 0xFFFF);
    }
    static std::size_t placeIn(std::uint32_t slot) { return (slot & ((1u << kPlaceBits) - 1)) - 1; }

    /// The slot that has this hash already, or an empty one, or the one that is given up for it.
    std::uint32_t& slotFor(std::uint32_t hash)
    {
        std::uint32_t* const pair = pairOf(hash);
        if (isOf(pair[0], hash) || isOf(pair[1], hash))
            return pair[isOf(pair[0], hash) ? 0 : 1];
        if (pair[0] == 0 || pair[1] == 0)
            return pair[pair[0] == 0 ? 0 : 1];
        return pair[hash % 2];
    }
    KnownTail& placeFor(std::uint32_t hash)
    {
        std::uint32_t& slot = slotFor(hash);
        if (slot == 0 && m_places.size() == kPlaces) { // what is said changes over months: begin anew
            m_slots.fill(0);
            m_places.clear();
        }
        if (slot == 0) {
            m_places.emplace_back();
            slot = static_cast<std::uint32_t>(m_places.size());
        }
        slot = hash << kPlaceBits | (slot & ((1u << kPlaceBits) - 1));
        return m_places[placeIn(slot)];
    }
    SENDWRIGHT_INLINE static bool isSame(const KnownTail& known, std::string_view tail)
    {
        const char* const begin = known.tail.data();
        if (tail.size() <= kBegin)
            return sameBytesWide(begin, tail.data(), tail.size());
        if (tail.size() > 2 * kBegin)
            return isSameLong(known, tail);
        const std::size_t last = tail.size() - kBegin; // two pieces that overlap
        return sameBytesWide(begin, tail.data(), kBegin) && sameBytesWide(begin + last, tail.data() + last, kBegin);
    }
    static bool isSameLong(const KnownTail& known, std::string_view tail)
    {
        const std::size_t kept = tail.size() - known.rest.size();
        return sameBytes(known.tail.data(), tail.data(), kept) && sameText(known.rest, tail.substr(kept));
    }

    std::vector<KnownTail> m_places;
    std::array<std::uint32_t, kSlots> m_slots{};
    std::array<std::uint32_t, kSeen> m_seen{};
};

} // namespace sendwright
