// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/string_pool.h"

namespace sendwright {

StringPool::StringPool()
{
    intern({});
}

PoolId StringPool::intern(std::string_view text)
{
    if (const auto known = m_ids.find(text); known != m_ids.end())
        return known->second;
    const auto id = static_cast<PoolId>(m_texts.size());
    const std::string& kept = m_texts.append(std::string(text));
    m_ids.emplace(kept, id);
    return id;
}

StringTable StringPool::table() const
{
    StringTable table;
    table.m_texts = m_texts.view();
    return table;
}

} // namespace sendwright
