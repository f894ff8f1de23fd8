// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <cstdint>

namespace sendwright {

/// Where filters read columns of many rows: `count` values from row `first` on are put into `out`.
namespace column {

template <typename Value, typename Get>
void copy(RowIndex first, RowIndex count, Value* out, const Get& get)
{
    for (RowIndex i = 0; i < count; ++i)
        out[i] = get(first + i);
}

inline void severity(const Snapshot& snapshot, RowIndex first, RowIndex count, Severity* out)
{
    copy(first, count, out, [&](RowIndex row) { return snapshot.rows[row].severity; });
}
inline void rowClass(const Snapshot& snapshot, RowIndex first, RowIndex count, RowClass* out)
{
    copy(first, count, out, [&](RowIndex row) { return snapshot.rows[row].rowClass; });
}
inline void code(const Snapshot& snapshot, RowIndex first, RowIndex count, std::uint16_t* out)
{
    copy(first, count, out, [&](RowIndex row) { return snapshot.rows[row].code; });
}
inline void session(const Snapshot& snapshot, RowIndex first, RowIndex count, std::uint32_t* out)
{
    copy(first, count, out, [&](RowIndex row) { return snapshot.rows[row].session; });
}
inline void time(const Snapshot& snapshot, RowIndex first, RowIndex count, std::int64_t* out)
{
    copy(first, count, out, [&](RowIndex row) { return snapshot.rows[row].time; });
}

/// Bytes [begin, end) of a row in its source.
struct Span
{
    std::uint64_t begin = 0, end = 0;
};
inline Span span(const Snapshot& snapshot, RowIndex row)
{
    const RowColumns columns = snapshot.rows[row];
    return {columns.offset, columns.offset + columns.length};
}

} // namespace column

} // namespace sendwright
