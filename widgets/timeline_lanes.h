// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"
#include "widgets/lane_layout.h"

#include <QString>

#include <vector>

namespace sendwright {

/// One line of the timeline: the sessions of a connector, or the events of a source.
struct TimelineLane
{
    enum class Kind { Sessions, Events };
    Kind kind = Kind::Sessions;
    QString title;
    LaneItems items; ///< index: SessionIndex or RowIndex; shape: Outcome of a session
    std::size_t failed = 0;
};

/// All lanes of a snapshot, in the order shown: connectors by failures, then by sessions; sources that speak of TLS
/// before the rest. What goes past the limits shares one lane. Sessions and events without a time are left out.
struct TimelineLanes
{
    static constexpr std::size_t kMostConnectors = 12;
    static constexpr std::size_t kMostSources = 6;

    std::vector<TimelineLane> lanes;
    TimePoint first, last;                  ///< of everything on a lane
    TimePoint firstSession, lastSession;    ///< of the sessions alone
    std::vector<std::uint16_t> sessionLane; ///< by SessionIndex; kNoLane when it is on none

    static constexpr std::uint16_t kNoLane = 0xffff;

    struct Place
    {
        std::size_t lane = 0, item = 0;
        bool operator==(const Place&) const = default;
    };
    std::optional<Place> placeOfSession(const Snapshot& snapshot, SessionIndex session) const;
    std::optional<Place> placeOfEvent(const Snapshot& snapshot, RowIndex row) const;
};

TimelineLanes buildLanes(const Snapshot& snapshot);

/// A lane for every lane of `lanes` that holds only these sessions.
std::vector<LaneItems> laneSubset(const TimelineLanes& lanes, const Snapshot& snapshot,
                                  const std::vector<SessionIndex>& sessions);

} // namespace sendwright
