// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <string>

namespace sendwright {

/// One row of a connectivity, message tracking or agent log: what joins it to sessions and what filters ask for. UTF-8,
/// each value at most kTransportValueLimit bytes, empty where the row has none. All else is read back from the
/// evidence.
struct TransportRecord
{
    TimePoint time;        ///< UTC, always known
    std::string session;   ///< SMTP session id; of tracking rows the first part of source-context
    std::string messageId; ///< without `<` and `>`
    std::string source;    ///< `SMTP`, `STOREDRIVER`; the agent's name in agent logs
    std::string action;    ///< connectivity: `+` `>` `-`; tracking: event-id; agent: action
    std::string connector; ///< without `SERVER\`
    std::string peer;      ///< connectivity: destination; else the address of the other side
    std::string server;    ///< the server that wrote the row, when the row tells
};

inline constexpr std::size_t kTransportValueLimit = 512;

} // namespace sendwright
