// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/string_pool.h"
#include "index/session.h"

#include <cstdint>
#include <vector>

namespace sendwright {

/// What has to be remembered of a session while its rows come in.
struct LiveSession
{
    std::vector<std::uint8_t> waiting; ///< commands whose reply has not come yet, oldest first from `head`
    std::size_t head = 0;
    bool tlsSucceeded = false;
    bool tlsFailed = false;
    bool afterTls = false;     ///< a command came inside the channel
    bool receivedSide = false; ///< certificate rows that follow describe the peer's certificate
    bool goodReplySeen = false;
    std::uint16_t lastSequence = 0;
    bool disordered = false; ///< rows came with falling sequence numbers
};

struct TrackedRow
{
    RowIndex row = kNoRow;
    TimePoint time;
    RowClass rowClass = RowClass::Other;
    std::uint16_t code = 0;
    std::uint8_t flags = 0;
    PoolId detail = PoolId::Empty;
};

/// Follows the rules of docs/formats.md from row to row. Rows of a session come ordered by sequence, then file order.
class SessionTracker
{
public:
    explicit SessionTracker(StringPool& pool) : m_pool(pool) {}

    void row(Session& session, LiveSession& live, const TrackedRow& row);
    /// Sets TLS state, outcome, failed and tlsFailed from what has been seen. May be called again after more rows.
    static void conclude(Session& session, const LiveSession& live);

private:
    void command(Session& session, LiveSession& live, const TrackedRow& row);
    void reply(Session& session, LiveSession& live, const TrackedRow& row);
    void answer(Session& session, LiveSession& live, const TrackedRow& row, std::uint8_t command);
    void certificate(Session& session, LiveSession& live, const TrackedRow& row);
    void certificateHead(Session& session, LiveSession& live, const TrackedRow& row, bool received);
    void information(Session& session, LiveSession& live, const TrackedRow& row);

    StringPool& m_pool;
};

} // namespace sendwright
