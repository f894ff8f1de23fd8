// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <QString>
#include <QTimeZone>

#include <optional>
#include <vector>

namespace sendwright {

/// The failed session after (or before) `now` in time order, going round at the end; kNoSession when there is none.
/// `among`: the sessions that a filter lets through; null: all.
SessionIndex nextFailure(const Snapshot& snapshot, const std::vector<SessionIndex>* among, SessionIndex now,
                         bool forward);

/// A time as a person types it: `14:07`, `14:07:11.365`, `2017-10-18 14:07:11`, in the zone shown. A bare clock time is
/// taken on the day of `near`.
std::optional<TimePoint> typedTime(const QString& text, const QTimeZone& zone, TimePoint near);

/// The first entry at or after a time, the last one when there is none later; kNoRow when no entry has a time.
RowIndex entryAt(const Snapshot& snapshot, TimePoint time);

/// `send/EX01/08D50F79EFBB5A31`: how a case file remembers a session.
QString sessionKey(const Snapshot& snapshot, SessionIndex session);
SessionIndex sessionOfKey(const Snapshot& snapshot, const QString& key);

} // namespace sendwright
