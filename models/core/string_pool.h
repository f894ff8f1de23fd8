// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/chunked_vector.h"
#include "core/ids.h"
#include "core/text_hash.h"

#include <memory>
#include <string_view>
#include <vector>

namespace sendwright {

/// Read side of a StringPool: safe on any thread, knows the strings interned before it was taken.
class StringTable
{
public:
    std::string_view text(PoolId id) const
    {
        return index(id) < m_texts.size() ? m_texts[index(id)] : std::string_view();
    }
    std::size_t size() const { return m_texts.size(); }

private:
    friend class StringPool;
    ChunkedVector<std::string_view, 4096>::View m_texts;
    std::vector<std::shared_ptr<const char[]>> m_blocks; ///< keeps alive what m_texts looks at
};

/// Each distinct string once, by id, but for loose ones. Append-only; one writer.
class StringPool
{
public:
    StringPool();
    PoolId intern(std::string_view text) { return intern(text, textHash(text)); }
    PoolId intern(std::string_view text, std::uint64_t hash); ///< hash: textHash(text), where it is known already
    /// A further text, which may well be there already: it gets a number of its own and is not found by `intern`.
    PoolId keepLoose(std::string_view text);
    /// A text with this hash will be interned soon: the tables of large evidence lie in no cache.
    void expect(std::uint64_t hash) const { m_slots.expect(hash); }
    std::string_view text(PoolId id) const { return m_texts[index(id)]; }
    StringTable table() const;
    std::size_t bytes() const { return m_bytes; } ///< of all texts together

private:
    std::string_view keep(std::string_view text);

    ChunkedVector<std::string_view, 4096> m_texts;
    HashSlots m_slots;
    std::vector<std::shared_ptr<char[]>> m_blocks;
    std::size_t m_bytes = 0;
    std::size_t m_left = 0; ///< free bytes at the end of the last block
    char* m_next = nullptr;
};

} // namespace sendwright
