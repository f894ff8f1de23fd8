// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sendwright {

/// Tells of many sessions whether they are of some connectors: each connector's name is compared once. One thread.
class ConnectorSet
{
public:
    ConnectorSet(const Snapshot& snapshot, const std::vector<std::string>& names) : m_snapshot(snapshot), m_names(names)
    {
    }

    bool contains(PoolId connector)
    {
        for (const auto& [known, isIn] : m_known)
            if (known == connector)
                return isIn;
        const bool isIn = std::find(m_names.begin(), m_names.end(), m_snapshot.text(connector)) != m_names.end();
        if (m_known.size() < kMostKnown)
            m_known.emplace_back(connector, isIn);
        return isIn;
    }

private:
    static constexpr std::size_t kMostKnown = 16; ///< more would take longer to look through than to compare

    const Snapshot& m_snapshot;
    const std::vector<std::string>& m_names;
    std::vector<std::pair<PoolId, bool>> m_known;
};

} // namespace sendwright
