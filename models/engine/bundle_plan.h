// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/source_list.h"

namespace sendwright {

/// Unpacks the archives among the plans and puts what is in them behind each, up to `limit` plans in all. On a stop
/// request the rest stays as it is.
void unpackArchives(std::vector<SourcePlan>& plans, std::size_t limit, const std::stop_token& stop,
                    const ProgressFunction& progress);

} // namespace sendwright
