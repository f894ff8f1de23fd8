// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "index/snapshot.h"

namespace sendwright {

/// Tells the handshake of a session from its marks: each step, the last that worked, the first that did not. A step
/// counts as worked only by its own row or by a later one that cannot come without it; a certificate row is no success.
TlsStory tellStory(const Snapshot& snapshot, const Session& session);

/// The row in which the session failed, for people and for tying events to it; kNoRow when it did not.
RowIndex failingRow(const Session& session);

} // namespace sendwright
