// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sendwright {

/// A row of another transport log that speaks of a protocol session, and what ties them.
struct TransportJoin
{
    enum class Reason : std::uint8_t { SessionId, MessageId };
    SessionIndex session = kNoSession;
    RowIndex row = kNoRow;
    Reason reason = Reason::SessionId;
};
const char* name(TransportJoin::Reason reason); ///< `session id`, `message id`

/// How far apart rows with the same id may lie when no server tells that they belong together.
inline constexpr std::int64_t kJoinWindow = 2 * 86'400 * kTicksPerSecond;

/// Ties transport rows to sessions, ordered by session, then time. By session id: the session of the same server; where
/// a server is not known, the only session with that id within kJoinWindow. By message id: the sessions that carried
/// the message within kJoinWindow, none of another server, at most kSessionsAMessage.
std::vector<TransportJoin> joinTransport(const Snapshot& snapshot);
inline constexpr std::size_t kSessionsAMessage = 16;

/// The part of `joins` that belongs to a session.
std::span<const TransportJoin> joinsOf(const std::vector<TransportJoin>& joins, SessionIndex session);

} // namespace sendwright
