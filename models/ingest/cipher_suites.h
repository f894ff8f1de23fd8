// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// Get-TlsCipherSuite as a list, as a table of names, or the bare names one a line: one fact with all of them in order.
std::optional<TakenFacts> cipherSuitesAt(const TextLines& lines, std::size_t at);

} // namespace sendwright
