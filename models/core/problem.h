// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <cstdint>
#include <optional>
#include <string>

namespace sendwright {

/// Something that could not be read, or was read under an assumption. One sentence a person understands.
struct Problem
{
    enum class Kind : std::uint8_t {
        Skipped, ///< a row or record is not among the entries
        Assumed, ///< it was read, but something had to be assumed or repaired
        Source   ///< about the whole file
    };
    std::string what;
    SourceId source{};
    std::uint32_t line = 0; ///< 1-based physical line; 0: the file as a whole
    Kind kind = Kind::Skipped;
    std::optional<std::uint64_t> offset = {}; ///< of the place, in binary sources, which have no lines
};

} // namespace sendwright
