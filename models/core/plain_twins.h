// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sendwright {

/// Whether the slow, obviously right twins of the fast paths are to be used (environment variable SENDWRIGHT_PLAIN set
/// to anything but 0): for comparing results and for telling whether a fast path is at fault. Read once. Any thread.
bool plainTwins();

} // namespace sendwright
