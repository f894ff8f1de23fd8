// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text_hash.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Texts in one block of bytes, numbered, each mostly once; text 0 is the empty one. What a batch keeps beside its
/// rows. One thread; at most 4 GiB.
class TextTable
{
public:
    TextTable() { clear(); }
    std::uint32_t add(std::string_view text);
    std::uint32_t addOther(std::string_view text); ///< one that surely is not there yet, or may well be there twice
    /// The same for one that nobody will look for by its number: it costs no hash, here and in a StringPool.
    std::uint32_t addLoose(std::string_view text);
    std::string_view text(std::uint32_t number) const
    {
        return std::string_view(m_bytes).substr(m_entries[number].begin, m_entries[number].size);
    }
    std::uint64_t hash(std::uint32_t number) const { return m_entries[number].hash; } ///< of no loose one
    bool isLoose(std::uint32_t number) const { return m_entries[number].loose; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_entries.size()); }
    void clear(); ///< empty again, the memory kept

private:
    struct Entry
    {
        std::uint64_t hash = 0;
        std::uint32_t begin = 0;
        std::uint32_t size : 31 = 0;
        std::uint32_t loose : 1 = 0;
    };
    std::uint32_t keep(std::string_view text, std::uint64_t hash, bool loose = false);

    std::string m_bytes;
    std::vector<Entry> m_entries;
    HashSlots m_slots;
};

} // namespace sendwright
