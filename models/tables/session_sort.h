// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <QtCore/qnamespace.h>

#include <vector>

namespace sendwright {

/// What sessions can be ordered by.
enum class SessionKey {
    State,
    Start,
    Duration,
    Direction,
    Connector,
    Peer,
    Tls,
    Outcome,
    Messages,
    Entries,
    Server,
    Id
};

/// One number a session, so that a hundred thousand sort in a few milliseconds. Texts compare without case, IPv4
/// endpoints by address and port. Equal keys mean equal values.
std::vector<std::uint64_t> sessionKeys(const Snapshot& snapshot, const std::vector<SessionIndex>& sessions,
                                       SessionKey key);

/// Sorts `sessions`; those with equal keys keep their order. False: they were in order already.
bool sortSessions(const Snapshot& snapshot, std::vector<SessionIndex>& sessions, SessionKey key, Qt::SortOrder order);

} // namespace sendwright
