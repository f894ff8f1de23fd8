// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/string_pool.h"

#include <algorithm>
#include <cstring>

namespace sendwright {

namespace {

constexpr std::size_t kBlock = 256u << 10;

} // namespace

StringPool::StringPool()
{
    intern({});
}

std::string_view StringPool::keep(std::string_view text)
{
    if (text.size() > m_left) {
        m_left = std::max(kBlock, text.size());
        m_blocks.push_back(std::shared_ptr<char[]>(new char[m_left]));
        m_next = m_blocks.back().get();
    }
    char* const place = m_next;
    if (!text.empty())
        std::memcpy(place, text.data(), text.size());
    m_next += text.size();
    m_left -= text.size();
    m_bytes += text.size();
    return {place, text.size()};
}

PoolId StringPool::intern(std::string_view wanted, std::uint64_t hash)
{
    const std::uint32_t known =
        m_slots.find(hash, [&](std::uint32_t number) { return sameText(m_texts[number], wanted); });
    if (known != HashSlots::kNone)
        return static_cast<PoolId>(known);
    const auto number = static_cast<std::uint32_t>(m_texts.size());
    m_texts.append(keep(wanted));
    m_slots.insert(hash, number);
    return static_cast<PoolId>(number);
}

PoolId StringPool::keepLoose(std::string_view text)
{
    m_texts.append(keep(text));
    return static_cast<PoolId>(m_texts.size() - 1);
}

StringTable StringPool::table() const
{
    StringTable table;
    table.m_texts = m_texts.view();
    table.m_blocks.assign(m_blocks.begin(), m_blocks.end());
    return table;
}

} // namespace sendwright
