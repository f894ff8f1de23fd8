// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"
#include "ingest/text_lines.h"

#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace sendwright {

/// What was found in a pasted text.
struct FoundFacts
{
    std::vector<Fact> facts;
    std::uint32_t shaped = 0;      ///< facts whose shape leaves no doubt (lists, tables, icacls, reports)
    std::uint32_t privateKeys = 0; ///< blocks of PEM with one, which were passed over
    std::uint32_t linesUsed = 0;   ///< non-blank lines that belong to something
    std::uint32_t linesLeft = 0;   ///< non-blank lines that belong to nothing
};

FoundFacts findFacts(const TextLines& lines, const std::stop_token& stop);

} // namespace sendwright
