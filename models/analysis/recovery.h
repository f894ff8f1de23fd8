// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "analysis/surroundings.h"

namespace sendwright {

/// Compares a finding's failures with what came after the last of them: sessions in the same direction, on the same
/// connector, from the same server as far as the log tells it, to the same peer (its address; another host of the same
/// domain or of Microsoft 365 is the same peer). A failed handshake is mended by mail accepted inside TLS, other
/// failures by accepted mail. Successes between the failures make it `Mixed`: it may as well come back.
Recovery recoveryOf(const Surroundings& around, const Finding& finding);

/// Fills in the recovery of all alarms, and lets the summary of a mended one say so. So many `threads` look at once.
void tellRecoveries(const Surroundings& around, std::vector<Finding>& findings, unsigned threads);

} // namespace sendwright
