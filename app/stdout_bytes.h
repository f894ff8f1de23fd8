// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string_view>

namespace sendwright {

/// Writes to standard output, the same bytes on every system: no newline is translated. False when it cannot be
/// written.
bool writeStdout(const QByteArray& bytes);
/// The same for one of many pieces, which may wait in memory until the program ends.
bool writeStdoutPiece(std::string_view piece);

} // namespace sendwright
