// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "index/snapshot.h"

#include <string>
#include <vector>

namespace sendwright {

/// How far an export's clock must be moved so that its events fall on the failures they speak of.
struct ClockShift
{
    SourceId source{};
    std::int64_t shift = 0; ///< ticks to add to the times as read
    std::uint32_t matched = 0, looked = 0;
    std::string says; ///< the assumption, for the report
};

struct Correlation
{
    std::vector<EventLink> links; ///< ordered by event row
    std::vector<ClockShift> shifts;
    std::vector<SessionJoin> joins;
    std::vector<TransportJoin> transport;

    std::int64_t shiftOf(SourceId source) const;
};

/// Seconds an event may lie before or after the failing row and still be tied to it (knowledge C.1: 5 s, proposed).
inline constexpr std::int64_t kEventWindow = 5 * kTicksPerSecond;

/// Ties Windows events to sessions by time and content. Exports with local times whose zone nobody set are tried at
/// every quarter of an hour; a shift is taken only when it explains more than the time as read, and is always said.
Correlation correlate(const Snapshot& snapshot);

/// True for providers whose events tell about TLS or mail transport.
bool isMailProvider(std::string_view provider);

} // namespace sendwright
