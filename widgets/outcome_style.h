// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/session.h"

#include <QString>

namespace sendwright {

/// How bad it is that a session ended so: delivered is good, no TLS or no connection is an error, rejected and dropped
/// are warnings, no mail and cut off are neither.
Severity severityOf(Outcome outcome);

/// As a cell shows it: `Delivered`, `TLS failed`.
QString outcomeText(Outcome outcome);

} // namespace sendwright
