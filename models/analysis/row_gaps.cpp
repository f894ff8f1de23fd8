// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/row_gaps.h"

#include <algorithm>
#include <limits>

namespace sendwright {

bool hasRowGaps(const Snapshot& snapshot, SessionIndex session)
{
    std::vector<std::uint16_t> numbers;
    for (const RowIndex row : snapshot.sessionRows(session))
        numbers.push_back(snapshot.rows.sequence(row));
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end()); // the same log may be here twice
    const bool capped = !numbers.empty() && numbers.back() == std::numeric_limits<std::uint16_t>::max();
    return !numbers.empty() && !capped && (numbers.front() != 0 || std::size_t{numbers.back()} + 1 != numbers.size());
}

} // namespace sendwright
