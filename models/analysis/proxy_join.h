// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "index/snapshot.h"

#include <vector>

namespace sendwright {

/// Ties the Front End session to the Hub session that carries it on: by `Proxying inbound session with session id X` in
/// a Front End send log, and by XPROXYFROM in a Hub receive log that starts within two seconds on the same server.
std::vector<SessionJoin> joinProxied(const Snapshot& snapshot);

} // namespace sendwright
