// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/row_cache.h"

namespace sendwright {

RowCache::RowCache() : m_snapshot(std::make_shared<Snapshot>()) {}

void RowCache::use(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text)
{
    m_snapshot = std::move(snapshot);
    m_text = std::move(text);
}

void RowCache::clear()
{
    m_places.clear();
    m_rows.clear();
}

EventRecord RowCache::event(RowIndex row) const
{
    return m_text && row < m_snapshot->rows.size() ? m_text->event(m_snapshot->rowId(row)) : EventRecord{};
}

const RowCache::Row& RowCache::at(RowIndex row)
{
    const auto known = m_places.find(row);
    if (known != m_places.end()) {
        m_rows.splice(m_rows.begin(), m_rows, known->second);
        return m_rows.front().value;
    }
    if (!m_text || row >= m_snapshot->rows.size())
        return m_none;
    if (m_rows.size() >= kMost) {
        m_places.erase(m_rows.back().row);
        m_rows.pop_back();
    }
    Kept kept{row, {m_text->line(m_snapshot->rowId(row)), {}, {}}};
    ++m_reads;
    if (m_snapshot->isTransport(row))
        splitTransportRow(m_snapshot->transport(row).kind, kept.value.line, kept.value.transport,
                          (m_snapshot->rows[row].flags & rowflag::kOwnColumns) != 0);
    else if (!m_snapshot->isEvent(row))
        splitSmtpRow(kept.value.line, kept.value.smtp);
    // A long row is taken apart whole; only what is kept is cut, so that the cache stays small.
    constexpr std::size_t kKept = 64 * 1024;
    for (std::string* part :
         {&kept.value.line, &kept.value.smtp.data, &kept.value.smtp.context, &kept.value.transport.data,
          &kept.value.transport.context, &kept.value.transport.recipient})
        if (part->size() > kKept) {
            part->resize(kKept);
            part->shrink_to_fit();
        }
    m_rows.push_front(std::move(kept));
    m_places[row] = m_rows.begin();
    return m_rows.front().value;
}

} // namespace sendwright
