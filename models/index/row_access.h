// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <algorithm>
#include <cstdint>

namespace sendwright {

/// Where filters read columns of many rows: `count` values from row `first` on are put into `out`.
namespace column {

/// Calls `take(block, from, to, out)` for each block that the rows lie in.
template <typename Value, typename Take>
void overBlocks(const Snapshot& snapshot, RowIndex first, RowIndex count, Value* out, const Take& take)
{
    for (RowIndex done = 0; done < count;) {
        const std::size_t row = std::size_t{first} + done, from = row % RowBlock::kRows;
        const std::size_t to = std::min<std::size_t>(RowBlock::kRows, from + (count - done));
        take(snapshot.rows.blockAt(row / RowBlock::kRows), from, to, out + done);
        done += static_cast<RowIndex>(to - from);
    }
}
template <typename Value>
void copy(const Snapshot& snapshot, RowIndex first, RowIndex count, Value* out,
          RowBlock::Column<Value> RowBlock::*which)
{
    overBlocks(snapshot, first, count, out,
               [which](const RowBlock& block, std::size_t from, std::size_t to, Value* into) {
                   std::copy((block.*which).begin() + static_cast<std::ptrdiff_t>(from),
                             (block.*which).begin() + static_cast<std::ptrdiff_t>(to), into);
               });
}

inline void marks(const Snapshot& snapshot, RowIndex first, RowIndex count, std::uint8_t* out)
{
    copy(snapshot, first, count, out, &RowBlock::marks);
}
inline void rowClass(const Snapshot& snapshot, RowIndex first, RowIndex count, RowClass* out)
{
    copy(snapshot, first, count, out, &RowBlock::rowClass);
}
inline void code(const Snapshot& snapshot, RowIndex first, RowIndex count, std::uint16_t* out)
{
    copy(snapshot, first, count, out, &RowBlock::code);
}
inline void session(const Snapshot& snapshot, RowIndex first, RowIndex count, std::uint32_t* out)
{
    copy(snapshot, first, count, out, &RowBlock::session);
}
inline void time(const Snapshot& snapshot, RowIndex first, RowIndex count, std::int64_t* out)
{
    overBlocks(snapshot, first, count, out,
               [](const RowBlock& block, std::size_t from, std::size_t to, std::int64_t* into) {
                   for (std::size_t i = from; i < to; ++i)
                       *into++ = block.timeOf(i);
               });
}

/// Bytes [begin, end) of a row in its source.
struct Span
{
    std::uint64_t begin = 0, end = 0;
};
inline Span span(const Snapshot& snapshot, RowIndex row)
{
    const std::uint64_t begin = snapshot.rows.offset(row);
    return {begin, begin + snapshot.rows.length(row)};
}

} // namespace column

} // namespace sendwright
