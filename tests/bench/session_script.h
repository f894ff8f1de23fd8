// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/log_generator.h"

#include <string>
#include <vector>

namespace sendwright::test {

/// Marks in a script's text that become values of the running session.
inline constexpr char kSessionNumber = '\x01'; ///< eight digits, another number for each session
inline constexpr char kSessionId = '\x02';
inline constexpr char kRowTime = '\x03';
inline constexpr char kRowClock = '\x04'; ///< hours, minutes, seconds

/// A row from its event on: `*,data,context` with its line end.
struct ScriptRow
{
    std::string tail;
    bool marked = false;    ///< the tail holds marks
    bool connected = false; ///< the local endpoint is known
};

/// All rows of one session, written once and played many times.
struct Script
{
    std::vector<ScriptRow> rows;
    bool failed = false;
    bool tlsFailed = false;
};

/// The scripts a log draws its sessions from.
struct ScriptSet
{
    std::vector<std::string> connectors;
    std::vector<Script> good, failing;
    std::string remoteAddress; ///< all but the last number
};

ScriptSet sendScripts(const LogRecipe& recipe);
ScriptSet receiveScripts(const LogRecipe& recipe);

} // namespace sendwright::test
