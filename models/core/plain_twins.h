// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sendwright {

/// True when the environment has SENDWRIGHT_PLAIN set to anything but `0` or nothing: the plain twins of fast code do
/// the work then, slowly and with the same results. Read once; any thread.
bool plainTwins();

} // namespace sendwright
