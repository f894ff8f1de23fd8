// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/proxy_join.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

namespace sendwright {

namespace {

constexpr std::int64_t kProxyWindow = 2 * kTicksPerSecond;

/// A text is in the pool once, so equal ids are equal numbers.
std::unordered_map<PoolId, SessionIndex> receiveSessionsById(const Snapshot& snapshot)
{
    std::unordered_map<PoolId, SessionIndex> byId;
    const auto& sessions = snapshot.sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i)
        if (sessions[i].kind == EntryKind::SmtpReceive)
            byId.emplace(sessions[i].id, i);
    return byId;
}

using BySocket = std::map<PoolId, std::vector<SessionIndex>>;

/// The Hub session with XPROXYFROM whose remote endpoint is the local one of the Front End's send session.
SessionIndex hubSessionOf(const Snapshot& snapshot, const BySocket& hubs, const Session& hop)
{
    const auto same = hubs.find(hop.localEndpoint);
    if (hop.localEndpoint == PoolId::Empty || same == hubs.end())
        return kNoSession;
    for (const SessionIndex hub : same->second) {
        const std::int64_t gap = snapshot.sessions()[hub].first.ticks - hop.first.ticks;
        if (gap > -kProxyWindow && gap < kProxyWindow)
            return hub;
    }
    return kNoSession;
}

} // namespace

std::vector<SessionJoin> joinProxied(const Snapshot& snapshot)
{
    std::vector<SessionJoin> joins;
    std::vector<SessionIndex> hops;
    BySocket hubs;
    const auto& sessions = snapshot.sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        if (sessions[i].proxiedId != PoolId::Empty)
            hops.push_back(i);
        else if (sessions[i].has(sign::kXProxy) && sessions[i].kind == EntryKind::SmtpReceive)
            hubs[sessions[i].remoteEndpoint].push_back(i);
    }
    if (hops.empty())
        return joins;
    const auto byId = receiveSessionsById(snapshot);
    for (const SessionIndex hop : hops) {
        const std::string id(snapshot.text(sessions[hop].proxiedId));
        const auto outer = byId.find(sessions[hop].proxiedId);
        if (outer == byId.end())
            continue;
        joins.push_back({outer->second, hop, "the Front End's send log names session " + id});
        if (const SessionIndex hub = hubSessionOf(snapshot, hubs, sessions[hop]); hub != kNoSession)
            joins.push_back({outer->second, hub, "XPROXYFROM on the same connection, for session " + id});
    }
    return joins;
}

} // namespace sendwright
