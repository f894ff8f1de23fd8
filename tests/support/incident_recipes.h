// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace sendwright::test {

/// A cause as the evidence of one incident, and its healthy twin: the same shape without the fault (incident.h tells
/// the language).
struct Recipe
{
    std::string_view cause;
    std::string_view fault, healthy;
};

std::span<const Recipe> recipes();

/// Why the two cannot stand in one incident; empty when they can.
std::string_view whyApart(const Recipe& one, const Recipe& other);

} // namespace sendwright::test
