// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/histogram.h"
#include "index/snapshot.h"
#include "widgets/timeline_lanes.h"

#include <QString>
#include <QStringList>
#include <QTimeZone>

namespace sendwright {

/// What the timeline says in words, line by line, as plain text. Text of evidence is cut to a length a tip can hold.
struct TimelineText
{
    const Snapshot& snapshot;
    const TimelineLanes& lanes;
    QTimeZone zone;
    const RowText* text = nullptr; ///< tells what events say; null: not told

    QStringList session(SessionIndex session) const; ///< outcome, start, duration, connector, peer
    QStringList event(RowIndex row) const;           ///< provider and id, level, time, message
    QStringList item(const TimelineLanes::Place& place) const;
    QStringList group(std::size_t lane, const LaneHit& hit) const; ///< counts, then the worst
    QStringList lane(std::size_t lane) const;                      ///< title and how many
    QStringList density(const Density& density, TimePoint from, TimePoint to) const;
    /// For a screen reader: the lane, then the item.
    QString spoken(const TimelineLanes::Place& place) const;
};

/// Lines as a tip's rich text, everything escaped, the first line bold.
QString tipHtml(const QStringList& lines);

/// `6,412`
QString countText(std::uint64_t count);

} // namespace sendwright
