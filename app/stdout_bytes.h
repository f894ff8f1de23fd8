// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sendwright {

/// Writes to standard output, the same bytes on every system: no newline is translated. False when it cannot be
/// written.
bool writeStdout(const QByteArray& bytes);

} // namespace sendwright
