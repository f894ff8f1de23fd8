// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace sendwright {

/// An opened file (or pasted text), numbered in the order of opening. Index into Snapshot::sources.
enum class SourceId : std::uint32_t {};

/// A string in a StringPool. Pool id 0 is always the empty string.
enum class PoolId : std::uint32_t { Empty = 0 };

constexpr std::uint32_t index(SourceId id)
{
    return static_cast<std::uint32_t>(id);
}
constexpr std::uint32_t index(PoolId id)
{
    return static_cast<std::uint32_t>(id);
}

/// Stable identity of an entry: its source and its place in that source (0-based, counting entries, not lines).
/// Case files and selections store this, never a view row.
struct RowId
{
    SourceId source{};
    std::uint32_t ordinal = 0;
    auto operator<=>(const RowId&) const = default;
};

/// Index of a session in Snapshot::sessions; kNoSession for rows that belong to none (Windows events).
using SessionIndex = std::uint32_t;
inline constexpr SessionIndex kNoSession = std::numeric_limits<std::uint32_t>::max();

/// Number of an entry over all sources: sources in order of their id, each in its own order. Valid for one Snapshot.
using RowIndex = std::uint32_t;
inline constexpr RowIndex kNoRow = std::numeric_limits<std::uint32_t>::max();

} // namespace sendwright
