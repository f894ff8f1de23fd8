// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/text_hash.h"
#include "index/server_name.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sendwright {

/// Finds a session again by whose log it is in and its id. Used by the writer only.
class SessionKeys
{
public:
    /// Number for the send or the receive logs of a server, or of a folder that stands for one whose name is not known.
    std::uint32_t ownerOf(std::string_view server, std::string_view folder, bool send)
    {
        const bool named = !server.empty();
        const std::string_view name = named ? server : folder;
        if (!m_last.valid || m_last.name != name || m_last.named != named || m_last.send != send) {
            const std::string key = (send ? 's' : 'r') + (named ? serverKey(server) : std::string(folder));
            const auto next = static_cast<std::uint32_t>(m_owners.size());
            m_last = {std::string(name), named, send, true, m_owners.try_emplace(key, next).first->second};
        }
        return m_last.number;
    }
    SessionIndex find(std::uint32_t owner, PoolId id) const
    {
        const std::uint32_t found = m_slots.find(
            hashOf(owner, id), [&](std::uint32_t s) { return m_keys[s].id == id && m_keys[s].owner == owner; });
        return found == HashSlots::kNone ? kNoSession : found;
    }
    /// Whether the session is this one.
    bool is(SessionIndex session, std::uint32_t owner, PoolId id) const
    {
        return m_keys[session].id == id && m_keys[session].owner == owner;
    }
    /// `is` will be asked soon.
    void expectProof(SessionIndex session) const { prefetch(&m_keys[session]); }
    /// `find` will be asked soon: the table of a large case lies in no cache.
    void expect(std::uint32_t owner, PoolId id) const { m_slots.expect(hashOf(owner, id)); }
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

    /// The owner asked for last, which mostly is that of the next session as well.
    struct Last
    {
        std::string name;
        bool named = false, send = false, valid = false;
        std::uint32_t number = 0;
    };
    Last m_last;
    std::unordered_map<std::string, std::uint32_t> m_owners;
    std::vector<Key> m_keys;
    HashSlots m_slots;
};

} // namespace sendwright
