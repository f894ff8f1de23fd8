// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"

#include <string_view>

namespace sendwright {

/// Whether a text is a date and time as Windows writes them.
bool isDateText(std::string_view text);

/// Writes NotBefore and NotAfter of a certificate as `2026-11-20T08:14:05`, without a zone, for these are local times.
/// Only where it is unmistakable which number is the month: year first, points between the numbers, or one of them
/// above 12. `1/2/2026 1:00:00 AM` is January in New York and February in Sydney, and stays.
void plainCertificateDates(Fact& fact);

} // namespace sendwright
