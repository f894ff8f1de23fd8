// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text_hash.h"
#include "ingest/smtp_classify.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// What a row said by its event, data and context. Sessions say the same few things over and over (`attempting to
/// connect`, `250 2.1.5 Recipient OK`), so most rows need no look at their words.
struct KnownTail
{
    RowMeaning meaning; ///< its detail looks into `detail`
    std::string detail;
    Symbol symbol = Symbol::None;
    std::uint32_t batch = 0;  ///< number of the batch in which …
    std::uint32_t number = 0; ///< … the detail has this number
    std::uint32_t size = 0;
    std::array<char, 320> tail{};
};

/// Remembers the latest tails, each in the one place its hash gives it. Equal bytes only, so nothing depends on it but
/// time.
class RowMemo
{
public:
    static constexpr std::size_t kLongest = std::tuple_size_v<decltype(KnownTail::tail)>;

    /// The place of a tail of at most kLongest bytes; `known` tells whether it holds this very tail.
    KnownTail& placeOf(std::string_view tail, bool& known)
    {
        KnownTail& place = m_places[hashOf(tail) % kPlaces];
        known = sameText({place.tail.data(), place.size}, tail);
        return place;
    }
    static void keep(KnownTail& place, std::string_view tail, Symbol symbol, const RowMeaning& meaning)
    {
        std::memcpy(place.tail.data(), tail.data(), tail.size());
        place.size = static_cast<std::uint32_t>(tail.size());
        place.symbol = symbol;
        place.detail = meaning.detail;
        place.meaning = meaning;
        place.meaning.detail = place.detail;
        place.batch = 0;
    }

private:
    static constexpr std::size_t kPlaces = 256;
    /// Of its size, begin, middle and end: enough to tell common tails apart, and quick for long ones. Tails that agree
    /// in these drive each other out and cost no more than being looked at.
    static std::uint64_t hashOf(std::string_view tail)
    {
        if (tail.size() < 8)
            return textHash(tail);
        const auto eight = [tail](std::size_t at) {
            std::uint64_t word;
            std::memcpy(&word, tail.data() + at, 8);
            return word;
        };
        constexpr std::uint64_t kFactor = 0x9E37'79B9'7F4A'7C15ull;
        std::uint64_t hash = (eight(0) ^ tail.size()) * kFactor;
        hash = (hash ^ (hash >> 32) ^ eight(tail.size() - 8)) * kFactor;
        hash = (hash ^ (hash >> 32) ^ eight(tail.size() / 2 - 4)) * kFactor;
        return hash ^ (hash >> 32);
    }
    std::vector<KnownTail> m_places = std::vector<KnownTail>(kPlaces);
};

} // namespace sendwright
