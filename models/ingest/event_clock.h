// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "ingest/event_batcher.h"
#include "ingest/local_time.h"

#include <cstdint>
#include <string_view>

namespace sendwright {

/// Gives events their time, in whatever way an export writes it, and says in the end how local times were taken. Sets
/// `time`, `uncertainty` (what the text leaves open) and `localTime`. One a source, one thread.
class EventClock
{
public:
    EventClock(const ReadContext& context, EventBatcher& out, DateOrderVote vote = {});

    /// ISO with or without an offset, a local date in the order the vote found, or .NET's `/Date(1710231194222)/`
    /// (milliseconds since 1970, UTC). A text that is none of them leaves the time unknown and is listed as assumed.
    void read(EventRecord& event, std::string_view text, std::uint32_t line);
    void missing(std::uint32_t line); ///< the export names no time for an event

    /// Zone and assumptions for the summary; lists a zone that is not known here.
    void tell(ReadSummary& summary);

private:
    const ReadContext& m_context;
    EventBatcher& m_out;
    DateOrderVote m_vote;
    LocalZone m_zone;
    bool m_usedZone = false;
};

} // namespace sendwright
