// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

namespace sendwright {

/// Formats that are not read, named for what they are so that nobody wonders. By their first bytes (archives, EVTX …).
std::optional<Recognised> foreignByMagic(std::string_view head);

/// The same for text formats: other Exchange logs, IIS, JSON, syslog of other mail servers.
std::optional<Recognised> foreignByText(std::string_view head);

/// What nothing but its name tells. MS-EVEN6 3.1.1.7 names what LocaleMetaData files hold, but not how they are
/// written.
std::optional<Recognised> foreignByName(std::string_view fileName);

} // namespace sendwright
