// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/chunked_vector.h"
#include "core/ids.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace sendwright {

/// Read side of a StringPool: safe on any thread, knows the strings interned before it was taken.
class StringTable
{
public:
    std::string_view text(PoolId id) const { return index(id) < m_texts.size() ? m_texts[index(id)] : m_empty; }
    std::size_t size() const { return m_texts.size(); }

private:
    friend class StringPool;
    ChunkedVector<std::string, 1024>::View m_texts;
    std::string m_empty;
};

/// Each distinct string once, by id. Append-only; one writer.
class StringPool
{
public:
    StringPool();
    PoolId intern(std::string_view text);
    std::string_view text(PoolId id) const { return m_texts[index(id)]; }
    StringTable table() const;

private:
    ChunkedVector<std::string, 1024> m_texts;
    std::unordered_map<std::string_view, PoolId> m_ids;
};

} // namespace sendwright
