// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/text_hash.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace sendwright {

/// Finds a session again by whose log it is in and its id. Used by the writer only.
class SessionKeys
{
public:
    /// Number for the send or the receive logs of a server (or of a folder that stands for one).
    std::uint32_t ownerOf(const std::string& server, bool send)
    {
        const auto next = static_cast<std::uint32_t>(m_owners.size());
        return m_owners.try_emplace((send ? "s" : "r") + server, next).first->second;
    }
    SessionIndex find(std::uint32_t owner, PoolId id) const
    {
        const std::uint32_t found = m_slots.find(
            hashOf(owner, id), [&](std::uint32_t s) { return m_keys[s].id == id && m_keys[s].owner == owner; });
        return found == HashSlots::kNone ? kNoSession : found;
    }
    /// Sessions come in the order of their index.
    void add(std::uint32_t owner, PoolId id, SessionIndex session)
    {
        m_keys.push_back({owner, id});
        m_slots.insert(hashOf(owner, id), session);
    }

private:
    struct Key
    {
        std::uint32_t owner = 0;
        PoolId id = PoolId::Empty;
    };
    static std::uint64_t hashOf(std::uint32_t owner, PoolId id)
    {
        const std::uint64_t hash = ((std::uint64_t{owner} << 32) | index(id)) * 0x9E37'79B9'7F4A'7C15ull;
        return hash >> 32;
    }

    std::unordered_map<std::string, std::uint32_t> m_owners;
    std::vector<Key> m_keys;
    HashSlots m_slots;
};

} // namespace sendwright
