// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/snapshot.h"

#include <algorithm>

namespace sendwright {

Snapshot::Snapshot()
    : complete(true),
      twins(std::make_shared<std::vector<EventTwin>>()),
      completed(std::make_shared<CompletedEvents>()),
      order(std::make_shared<std::vector<RowIndex>>()),
      sessionStart(std::make_shared<std::vector<std::uint32_t>>(1, 0u)),
      sessionRowList(std::make_shared<std::vector<RowIndex>>()),
      facts(std::make_shared<std::vector<Fact>>()),
      problems(std::make_shared<std::vector<Problem>>())
{
}

std::span<const RowIndex> Snapshot::sessionRows(SessionIndex session) const
{
    const auto& start = *sessionStart;
    if (session >= sessionList.size() || session + 1 >= start.size())
        return {};
    return std::span(*sessionRowList).subspan(start[session], start[session + 1] - start[session]);
}

std::span<const EventTwin> Snapshot::twinsOf(RowIndex row) const
{
    const auto [first, last] = std::equal_range(twins->begin(), twins->end(), EventTwin{row, {}, 0},
                                                [](const EventTwin& a, const EventTwin& b) { return a.row < b.row; });
    return {first, last};
}

EntryKind Snapshot::kindOf(RowIndex row) const
{
    if (isEvent(row))
        return EntryKind::Event;
    return isTransport(row) ? transport(row).kind : sessions()[rows.session(row)].kind;
}

const SourceInfo& Snapshot::sourceOf(RowIndex row) const
{
    // Sources without rows share their first row with the next one; the last that starts at or before the row holds it.
    const auto next =
        std::upper_bound(sources.begin(), sources.end(), row,
                         [](RowIndex wanted, const SourceInfo& source) { return wanted < source.firstRow; });
    return *(next - 1);
}

RowId Snapshot::rowId(RowIndex row) const
{
    const SourceInfo& source = sourceOf(row);
    return RowId{source.id, row - source.firstRow};
}

SessionList sessionListOf(const std::vector<Session>& sessions)
{
    ChunkedVector<Session, 1024> list;
    for (const Session& session : sessions)
        list.append(session);
    return list.view();
}

RowIndex Snapshot::rowIndex(RowId id) const
{
    if (index(id.source) >= sources.size() || id.ordinal >= sources[index(id.source)].rows)
        return kNoRow;
    return sources[index(id.source)].firstRow + id.ordinal;
}

std::string_view Snapshot::note(RowIndex row) const
{
    std::size_t low = 0, high = notes.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (notes[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < notes.size() && notes[low].row == row ? strings.text(notes[low].text) : std::string_view{};
}

SessionCounts Snapshot::sessionCounts() const
{
    if (counts)
        return *counts;
    SessionCounts all;
    for (const Session& session : sessionList)
        all.add(session);
    return all;
}

} // namespace sendwright
