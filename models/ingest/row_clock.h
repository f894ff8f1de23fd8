// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text_hash.h"
#include "core/time.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sendwright {

/// Reads the times of rows. Nearly every row is of the same minute as the one before.
class RowClock
{
public:
    static constexpr std::size_t kMinute = 16, kTime = 24; ///< `2026-11-23T10:00` of `2026-11-23T10:00:00.079Z`

    /// A time of any shape; false when it is none.
    static bool parseAny(std::string_view text, std::int64_t& ticks)
    {
        const auto time = parseIsoTime(text);
        if (time)
            ticks = time->ticks;
        return time.has_value();
    }
    SENDWRIGHT_INLINE bool parse(std::string_view text, std::int64_t& ticks)
    {
        std::int64_t milliseconds = 0;
        if (text.size() != kTime || !millisecondsOf(text.data() + kMinute, milliseconds))
            return parseAny(text, ticks);
        if (!sameBytes(m_minute, text.data(), kMinute)) {
            if (!parseAny(text, ticks))
                return false;
            std::memcpy(m_minute, text.data(), kMinute);
            m_minuteTicks = ticks - milliseconds * kTicksPerMillisecond;
            return true;
        }
        ticks = m_minuteTicks + milliseconds * kTicksPerMillisecond;
        return true;
    }

private:
    /// Of the last eight bytes of a time, `:07.079Z`: its milliseconds within the minute. False for anything else.
    SENDWRIGHT_INLINE static bool millisecondsOf(const char* text, std::int64_t& milliseconds)
    {
        if constexpr (std::endian::native != std::endian::little)
            return false;
        constexpr std::uint64_t kShape = 0x5A30'3030'2E30'303Aull;  // `:00.000Z`
        constexpr std::uint64_t kDigits = 0x000F'0F0F'000F'0F00ull; // where digits stand
        std::uint64_t word = 0;
        std::memcpy(&word, text, sizeof word);
        word ^= kShape; // digits become their values, the rest becomes zero
        if ((word & ~kDigits) != 0 || ((word + 0x0006'0606'0006'0A00ull) & 0xF0F0'F0F0'F0F0'F0F0ull) != 0)
            return false; // no such shape, a digit beyond 9, or tens of seconds beyond 5
        const std::uint64_t pairs = word * 10 + (word >> 8); // two digits at each place
        milliseconds =
            static_cast<std::int64_t>((pairs >> 8 & 0xFF) * 1'000 + (pairs >> 32 & 0xFF) * 10 + (word >> 48));
        return true;
    }

    char m_minute[kMinute] = {};    ///< of the last row, and …
    std::int64_t m_minuteTicks = 0; ///< … when it begins
};

} // namespace sendwright
