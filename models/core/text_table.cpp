// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_table.h"

namespace sendwright {

std::uint32_t TextTable::add(std::string_view wanted)
{
    if (wanted.empty())
        return 0;
    const std::uint64_t hash = textHash(wanted);
    const std::uint32_t known =
        m_slots.find(hash, [&](std::uint32_t number) { return sameText(text(number), wanted); });
    if (known != HashSlots::kNone)
        return known;
    m_slots.insert(hash, size());
    return keep(wanted, hash);
}

std::uint32_t TextTable::addOther(std::string_view text)
{
    return text.empty() ? 0 : keep(text, textHash(text));
}

std::uint32_t TextTable::addLoose(std::string_view text)
{
    return text.empty() ? 0 : keep(text, 0, true);
}

std::uint32_t TextTable::keep(std::string_view text, std::uint64_t hash, bool loose)
{
    Entry& entry = m_entries.emplace_back();
    entry.hash = hash;
    entry.begin = static_cast<std::uint32_t>(m_bytes.size());
    entry.size = static_cast<std::uint32_t>(text.size()) & 0x7FFF'FFFF;
    entry.loose = loose;
    m_bytes += text;
    return size() - 1;
}

void TextTable::clear()
{
    m_bytes.clear();
    m_entries.assign(1, Entry{textHash({})});
    m_slots.clear();
}

} // namespace sendwright
