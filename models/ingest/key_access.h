// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// The output of icacls for one key file, if it begins at a line. `end` becomes the index behind its last line.
/// Sources of the names of accounts: Windows' own well-known SIDs S-1-5-20, S-1-1-0, S-1-5-11, S-1-5-32-545.
std::optional<Fact> keyAccessAt(const TextLines& lines, std::size_t at, std::size_t& end);

} // namespace sendwright
