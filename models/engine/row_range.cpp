// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/row_range.h"

#include <algorithm>

namespace sendwright {

namespace {

template <typename T>
void keepOnly(std::vector<T>& column, const std::vector<std::uint32_t>& rows)
{
    for (std::size_t i = 0; i < rows.size() && i < column.size(); ++i)
        if (rows[i] != i)
            column[i] = std::move(column[rows[i]]);
    column.resize(std::min(column.size(), rows.size()));
}

std::vector<std::uint32_t> rowsInside(const EntryBatch& batch, std::optional<TimePoint> from,
                                      std::optional<TimePoint> to)
{
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = 0; i < batch.size(); ++i) {
        const TimePoint time{batch.time[i]};
        if (!time.known() || ((!from || time >= *from) && (!to || time <= *to)))
            rows.push_back(i);
    }
    return rows;
}

} // namespace

void keepRange(EntryBatch& batch, std::optional<TimePoint> from, std::optional<TimePoint> to)
{
    const auto rows = rowsInside(batch, from, to);
    if (rows.size() == batch.size())
        return;
    std::vector<RowDetail> details;
    std::size_t place = 0;
    for (RowDetail& detail : batch.details) {
        while (place < rows.size() && rows[place] < detail.row)
            ++place;
        if (place < rows.size() && rows[place] == detail.row)
            details.push_back({static_cast<std::uint32_t>(place), detail.text});
    }
    batch.details = std::move(details);
    keepOnly(batch.time, rows);
    keepOnly(batch.offset, rows);
    keepOnly(batch.length, rows);
    keepOnly(batch.line, rows);
    keepOnly(batch.session, rows);
    keepOnly(batch.sequence, rows);
    keepOnly(batch.code, rows);
    keepOnly(batch.rowClass, rows);
    keepOnly(batch.symbol, rows);
    keepOnly(batch.severity, rows);
    keepOnly(batch.flags, rows);
    keepOnly(batch.events, rows);
    keepOnly(batch.transports, rows);
}

} // namespace sendwright
