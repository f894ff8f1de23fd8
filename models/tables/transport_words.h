// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"
#include "ingest/transport_row.h"

#include <QString>

namespace sendwright {

QString transportLogName(EntryKind kind); ///< `Connectivity`, `Tracking`, `Agent`
/// `Tracking RECEIVE (SMTP)`, `Connectivity >`, `Agent RejectMessage (Sender Filter Agent)`.
QString transportName(const Snapshot& snapshot, const TransportRow& row);
/// What the row says, on one line: description, or sender, recipients and their status.
QString transportText(const TransportParts& parts);

} // namespace sendwright
