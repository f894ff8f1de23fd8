// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/row_clock.h"
#include "ingest/session_lookup.h"
#include "ingest/smtp_split.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sendwright {

/// The first four columns of a row as Exchange writes them: a time of 24 bytes, a connector, an id of 16 bytes, a
/// sequence number of at most three digits. Only the connector's end is looked for.
struct RowHead
{
    static constexpr std::ptrdiff_t kTime = RowClock::kTime, kId = KnownSession::kId;

    std::string_view connector;
    const char* id = nullptr;
    std::uint32_t sequence = 0;
    const char* rest = nullptr; ///< behind the comma of the sequence number

    /// False: the row has another shape.
    SENDWRIGHT_INLINE bool parse(std::string_view line)
    {
        constexpr std::ptrdiff_t kShortest = kId + 8; // from the connector's comma on
        const char* const begin = line.data();
        const char* const end = begin + line.size();
        if (end - begin < kTime + kShortest || begin[kTime] != ',')
            return false;
        const char* const comma = commaFrom(begin + kTime + 1, end);
        if (end - comma < kShortest || comma[1 + kId] != ',')
            return false;
        connector = {begin + kTime + 1, comma};
        id = comma + 1;
        return parseSequence(id + kId + 1);
    }

private:
    /// One to three digits and a comma, without a branch: one digit or two changes from row to row.
    SENDWRIGHT_INLINE bool parseSequence(const char* digits)
    {
        if constexpr (std::endian::native != std::endian::little)
            return false;
        std::uint32_t word = 0;
        std::memcpy(&word, digits, sizeof word);
        const std::uint32_t other = word ^ 0x2C2C'2C2C; // a comma becomes zero
        const std::uint32_t commas = (other - 0x0101'0101) & ~other & 0x8080'8080;
        const int bits = std::countr_zero(commas) & ~7; // of the digits before the first comma
        if (bits == 0 || bits == 32)
            return false;
        const std::uint32_t values = (word ^ 0x3030'3030) << (32 - bits); // the last digit highest
        rest = digits + bits / 8 + 1;
        sequence = (values >> 24) + (values >> 16 & 0xFF) * 10 + (values >> 8 & 0xFF) * 100;
        return ((values | (values + 0x0606'0606)) & 0xF0F0'F0F0) == 0;
    }
};

} // namespace sendwright
