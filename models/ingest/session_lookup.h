// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text_hash.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// What is remembered of a session of this part of the file: a few cache lines, in which short texts lie
/// themselves.
struct alignas(64) KnownSession
{
    std::uint32_t lastSequence = 0;
    std::uint16_t keySize = 0, connectorSize = 0;
    std::uint8_t endpointsSize = 0;
    bool assumedId = false, keyElsewhere = false;
    std::array<char, 53> key{};        ///< `connector,id`; a longer one's place among the long keys
    std::array<char, 128> endpoints{}; ///< `local,remote` as last seen, when it fits
};
static_assert(sizeof(KnownSession) == 192);

/// Sessions of one part of a file by connector and id, numbered from 0.
class SessionLookup
{
public:
    /// Number of the session whose row holds `key`: connector, comma, id; less than 64 KiB. A new one gets the next
    /// number.
    std::uint32_t indexOf(std::string_view key, std::size_t connectorSize)
    {
        const std::uint64_t hash = hashOf(key, connectorSize);
        const std::uint32_t found = find(key, connectorSize, hash);
        if (found != HashSlots::kNone)
            return found;
        const std::uint32_t number = size();
        KnownSession& known = m_known.emplace_back();
        known.keySize = static_cast<std::uint16_t>(key.size());
        known.connectorSize = static_cast<std::uint16_t>(connectorSize);
        keep(known, key);
        m_slots.insert(hash, number);
        return number;
    }
    std::uint32_t find(std::string_view key, std::size_t connectorSize) const ///< HashSlots::kNone when it is new
    {
        return find(key, connectorSize, hashOf(key, connectorSize));
    }
    KnownSession& operator[](std::uint32_t number) { return m_known[number]; }
    const KnownSession& operator[](std::uint32_t number) const { return m_known[number]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_known.size()); }
    std::string_view connector(const KnownSession& known) const { return keyOf(known).substr(0, known.connectorSize); }
    std::string_view id(const KnownSession& known) const { return keyOf(known).substr(known.connectorSize + 1); }

private:
    static std::uint64_t hashOf(std::string_view key, std::size_t connectorSize)
    {
        return keyHash(key.substr(connectorSize + 1)) + connectorSize;
    }
    std::uint32_t find(std::string_view key, std::size_t connectorSize, std::uint64_t hash) const
    {
        return m_slots.find(hash, [&](std::uint32_t i) {
            return m_known[i].connectorSize == connectorSize && sameText(keyOf(m_known[i]), key);
        });
    }
    void keep(KnownSession& known, std::string_view key)
    {
        known.keyElsewhere = key.size() > known.key.size();
        if (known.keyElsewhere) {
            const auto place = static_cast<std::uint32_t>(m_long.size());
            std::memcpy(known.key.data(), &place, sizeof place);
            m_long.emplace_back(key);
        } else {
            std::memcpy(known.key.data(), key.data(), key.size());
        }
    }
    std::string_view keyOf(const KnownSession& known) const
    {
        if (!known.keyElsewhere)
            return {known.key.data(), known.keySize};
        std::uint32_t place;
        std::memcpy(&place, known.key.data(), sizeof place);
        return m_long[place];
    }

    std::vector<KnownSession> m_known;
    std::vector<std::string> m_long;
    HashSlots m_slots;
};

} // namespace sendwright
