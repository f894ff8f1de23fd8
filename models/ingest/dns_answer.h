// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// The error of Resolve-DnsName with the lines PowerShell prints below it, told by its id and not by its words; the
/// answers and errors of nslookup.
std::optional<TakenFacts> dnsAnswerAt(const TextLines& lines, std::size_t at, const FactCommand& command);

/// Gives the columns and properties of Resolve-DnsName the names of the contract (`IPAddress`, `IP4Address`: Address).
void completeDnsAnswer(Fact& fact);

} // namespace sendwright
