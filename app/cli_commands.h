// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace sendwright {

/// Exit codes of sendwright-cli.
enum ExitCode { kNoFinding = 0, kFinding = 1, kUnusable = 2 };

/// Runs `sendwright-cli` with its arguments (program name first). Results go to standard output or the files named,
/// errors to standard error in one line.
int runCli(const QStringList& arguments);

} // namespace sendwright
