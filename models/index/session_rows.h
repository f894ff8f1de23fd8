// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/chunked_vector.h"
#include "core/ids.h"
#include "index/row_table.h"
#include "index/session.h"

#include <cstdint>
#include <vector>

namespace sendwright {

/// Rows of each session in file order: those of session s from start[s] on. The sessions know how many they have.
void groupBySession(const RowTable::View& rows, const ChunkedVector<Session, 1024>& sessions,
                    std::vector<std::uint32_t>& start, std::vector<RowIndex>& list);

} // namespace sendwright
