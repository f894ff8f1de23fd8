// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <memory>
#include <vector>

namespace sendwright {

/// Keeps all rows merged by time: ties by source and place in it, rows without a time last. When rows are appended only
/// the tail they disturb is merged again.
class RowOrder
{
public:
    /// Takes in the rows added since the last call and says what that did to the order.
    Change extend(const RowTable::View& rows);
    std::shared_ptr<const std::vector<RowIndex>> order() const { return m_order; }

private:
    std::shared_ptr<const std::vector<RowIndex>> m_order = std::make_shared<std::vector<RowIndex>>();
};

} // namespace sendwright
