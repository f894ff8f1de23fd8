// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

namespace sendwright {

/// Rows of the session are not in the evidence: its sequence numbers do not begin at 0, or leave some out. What such a
/// session lacks proves nothing. False where rows carry no usable numbers (all 0, or capped).
bool hasRowGaps(const Snapshot& snapshot, SessionIndex session);

} // namespace sendwright
