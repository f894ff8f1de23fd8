// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sendwright {

/// What follows the label of a queue's last error, as Queue Viewer, Get-Queue and a delivery report write it: `Last
/// Error: …`, `Letzter Fehler: …`, `Diagnostic-Code: smtp;…`. Empty when the line has no such label, or nothing behind
/// it.
std::string_view behindErrorLabel(std::string_view line);

/// A line that tells the error of a queue or of a delivery report beyond doubt: one with such a label, `Remote server
/// at mx.contoso.com (192.0.2.1) returned '…'`, `Reason: [{LED=…}`.
bool isErrorReport(std::string_view line);

} // namespace sendwright
