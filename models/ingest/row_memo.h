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
    std::uint32_t hash = 0, size = 0; ///< size 0: nothing here
    std::uint32_t batch = 0;          ///< number of the batch in which …
    std::uint32_t number = 0;         ///< … the detail has this number
    RowCodes codes;
    Symbol symbol = Symbol::None;
    std::array<char, 320> tail{}; ///< near the numbers: most need one cache line
    std::string detail;
};

/// Remembers tails that came at least twice, each in the one place its hash gives it: those with a message id in them,
/// a tenth of all rows, would drive out the others. Equal bytes only, so nothing depends on it but time.
class RowMemo
{
public:
    static constexpr std::size_t kLongest = std::tuple_size_v<decltype(KnownTail::tail)>;
    static constexpr std::size_t kBegin = 64; ///< bytes of a tail that must be readable whatever its size

    KnownTail* find(std::string_view tail) ///< nothing when it is not remembered
    {
        if (tail.empty() || tail.size() > kLongest)
            return nullptr;
        const std::uint32_t hash = quickHash(tail);
        KnownTail& place = m_places[hash % kPlaces];
        return place.hash == hash && place.size == tail.size() && isSame(place, tail) ? &place : nullptr;
    }
    /// To be asked when `find` knows it not. The place it has from now on, or nothing when it came for the first time.
    KnownTail* remember(std::string_view tail, Symbol symbol, const RowMeaning& meaning)
    {
        if (tail.empty() || tail.size() > kLongest)
            return nullptr;
        const std::uint32_t hash = quickHash(tail);
        if (std::exchange(m_seen[hash % kSeen], hash) != hash)
            return nullptr;
        KnownTail& place = m_places[hash % kPlaces];
        std::memcpy(place.tail.data(), tail.data(), tail.size());
        place.hash = hash;
        place.size = static_cast<std::uint32_t>(tail.size());
        place.symbol = symbol;
        place.codes = meaning;
        place.detail = meaning.detail;
        place.batch = 0;
        return &place;
    }

private:
    static constexpr std::size_t kPlaces = 512, kSeen = 2048;

    static bool isSame(const KnownTail& place, std::string_view tail)
    {
        const std::size_t begin = std::min(tail.size(), kBegin);
        return sameBytesWide<kBegin>(place.tail.data(), tail.data(), begin) &&
               (tail.size() == begin || sameBytes(place.tail.data() + begin, tail.data() + begin, tail.size() - begin));
    }
    std::vector<KnownTail> m_places = std::vector<KnownTail>(kPlaces);
    std::array<std::uint32_t, kSeen> m_seen{};
};

} // namespace sendwright
