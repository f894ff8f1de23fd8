// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/string_pool.h"
#include "index/session.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

namespace sendwright {

/// Commands whose reply has not come yet, oldest first, at most 65,536. Sixteen lie in one number, which is what nearly
/// every session needs; more of them (pipelined recipients) in a list of their own.
class WaitingCommands
{
public:
    static constexpr std::uint8_t kNothing = 0; ///< not a command
    void push(std::uint8_t command);            ///< 1 to 15
    void pushFront(std::uint8_t command);
    std::uint8_t take(); ///< kNothing when there is none
    void clear();

private:
    std::uint64_t m_first = 0;                         ///< four bits a command, the oldest lowest
    std::uint32_t m_count = 0;                         ///< in `m_first`
    std::uint32_t m_head = 0;                          ///< taken from `m_more` already
    std::unique_ptr<std::vector<std::uint8_t>> m_more; ///< nothing or not empty
};

/// What has to be remembered of a session while its rows come in: one cache line, and all that most rows touch.
struct alignas(64) LiveSession
{
    WaitingCommands waiting;
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = TimePoint::kUnknown; ///< ticks
    std::uint32_t entries = 0;
    std::uint32_t signs = 0; ///< those that rows gave; here, since every reply asks for some
    std::uint16_t lastSequence = 0;
    bool tlsSucceeded = false;
    bool tlsFailed = false;
    bool afterTls = false;     ///< a command came inside the channel
    bool receivedSide = false; ///< certificate rows that follow describe the peer's certificate
    bool errorGoesOn = false;  ///< the deciding error reply ended with a row that more rows follow
    bool repaired = false;     ///< some row was
    bool disordered = false;   ///< rows came with falling sequence numbers
    bool changed = false;      ///< rows came since the last publication

    bool has(std::uint32_t signBit) const { return (signs & signBit) != 0; }
};
static_assert(sizeof(LiveSession) == 64);

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
    /// Sets how many rows came, from when to when, and the signs they gave; goes before `conclude`.
    static void tally(Session& session, const LiveSession& live);
    /// Sets TLS state, outcome, failed and tlsFailed from what has been seen. May be called again after more rows.
    static void conclude(Session& session, const LiveSession& live);

private:
    void command(Session& session, LiveSession& live, const TrackedRow& row);
    void reply(Session& session, LiveSession& live, const TrackedRow& row);
    void error(Session& session, LiveSession& live, const TrackedRow& row);
    void answer(Session& session, LiveSession& live, const TrackedRow& row, std::uint8_t command);
    void certificate(Session& session, LiveSession& live, const TrackedRow& row);
    void certificateHead(Session& session, LiveSession& live, const TrackedRow& row, bool received);
    void information(Session& session, LiveSession& live, const TrackedRow& row);

    const CertificateView& certificateOf(PoolId text);

    StringPool& m_pool;
    /// Certificates in one row, by its text: a server shows the same few again and again.
    std::vector<std::pair<PoolId, CertificateView>> m_certificates;
};

} // namespace sendwright
