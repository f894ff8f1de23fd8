// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// Warnings of Test-NetConnection (`TCP connect to (203.0.113.7 : 25) failed`, `Name resolution of … failed`), which
/// Windows does not translate. A warning above the list that says the same gives no fact of its own.
std::optional<TakenFacts> netTestAt(const TextLines& lines, std::size_t at);

/// Makes the list's fields those of the contract: an answer for names that do not resolve.
void completeNetTest(Fact& fact);

} // namespace sendwright
