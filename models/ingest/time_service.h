// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// The output of `w32tm /query /status` (told by the order and shape of its values, whatever the language of its
/// labels), the samples of `w32tm /stripchart`, and the code of a time service that does not run.
std::optional<TakenFacts> timeServiceAt(const TextLines& lines, std::size_t at, const FactCommand& command);

} // namespace sendwright
