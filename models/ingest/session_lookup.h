// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text_hash.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// A session seen in this file, so that rows whose id was blanked out find theirs.
struct KnownSession
{
    std::string connector, id;
    std::uint32_t lastSequence = 0;
    std::uint32_t inBatch = 0; ///< place in the sessions of batch `batch`
    std::uint32_t batch = 0;
};

/// Sessions of one file by connector and id. Most rows belong to a session of the rows just before.
class SessionLookup
{
public:
    std::uint32_t indexOf(std::string_view connector, std::string_view id)
    {
        const auto same = [&](std::uint32_t i) { return m_known[i].id == id && m_known[i].connector == connector; };
        if (m_last < m_known.size() && same(m_last))
            return m_last;
        const std::uint64_t hash = textHash(id) ^ (textHash(connector) << 1);
        m_last = m_slots.find(hash, same);
        if (m_last == HashSlots::kNone) {
            m_last = static_cast<std::uint32_t>(m_known.size());
            m_known.push_back({std::string(connector), std::string(id), 0, 0, 0});
            m_slots.insert(hash, m_last);
        }
        return m_last;
    }
    KnownSession& operator[](std::uint32_t index) { return m_known[index]; }
    const std::vector<KnownSession>& all() const { return m_known; }

private:
    std::vector<KnownSession> m_known;
    HashSlots m_slots;
    std::uint32_t m_last = HashSlots::kNone;
};

} // namespace sendwright
