// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "core/ids.h"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace sendwright {

/// An event met again in another source: it is one entry, and this is its other place.
struct EventTwin
{
    RowIndex row = kNoRow; ///< the entry
    SourceId source{};
    std::uint32_t line = 0; ///< 0 where the source has no lines (EVTX)
};

/// Events as two sources together tell them: where one has no rendered text or no values and the other has.
using CompletedEvents = std::unordered_map<RowIndex, std::shared_ptr<const EventRecord>>;

/// Whether two records of different sources are the same event: equal record id, event id and computer, no different
/// channel or provider, and the same time as far as the coarser of the two tells. A local time whose zone was assumed
/// may be off by quarters of an hour.
bool isSameEvent(const EventRecord& a, const EventRecord& b);

/// Finds events that were read before from another source (an .evtx file and its XML export, overlapping saves).
/// Events without record id or computer are never taken for the same. Used by the writer only.
class EventTwins
{
public:
    /// An event of an earlier row, with its source.
    struct Known
    {
        const EventRecord* event = nullptr;
        SourceId source{};
    };
    using Lookup = std::function<Known(RowIndex)>;

    /// The row of the same event in another source, or kNoRow; then the event is remembered under `row`.
    RowIndex find(const EventRecord& event, SourceId source, RowIndex row, const Lookup& known);
    /// Notes the other place of an event, and what that record tells beyond the known one.
    void add(const EventTwin& twin, const EventRecord& known, EventRecord&& other);
    /// All twins, ascending by row.
    std::shared_ptr<const std::vector<EventTwin>> sorted() const;
    std::shared_ptr<const CompletedEvents> completed() const { return m_completed; }

private:
    std::unordered_multimap<std::uint64_t, RowIndex> m_rows; ///< by a hash of computer, record id and event id
    std::vector<EventTwin> m_twins;
    std::shared_ptr<CompletedEvents> m_completed = std::make_shared<CompletedEvents>();
};

} // namespace sendwright
