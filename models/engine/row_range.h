// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"

#include <optional>

namespace sendwright {

/// Drops the rows of a batch outside [from, to]. Rows without a time stay.
void keepRange(EntryBatch& batch, std::optional<TimePoint> from, std::optional<TimePoint> to);

} // namespace sendwright
