// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// One key of `reg query` (`HKEY_LOCAL_MACHINE\…` and indented `Name  REG_DWORD  0x1` below it) or of a .reg export
/// (`[HKEY_…]`, `"Name"=dword:00000001`), one fact a value. A key or value that `reg query` did not find gives a fact
/// with Key, the asked Name and Error (`does not exist`).
std::optional<TakenFacts> registryKeyAt(const TextLines& lines, std::size_t at, const FactCommand& command);

/// The values of a list of Get-ItemProperty. Its `PSPath` names the key, else the command does.
std::vector<Fact> registryValues(const Fact& list, const FactCommand& command);

} // namespace sendwright
