// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evidence_text.h"

#include "core/text_scan.h"
#include "engine/event_text.h"

#include <QString>

namespace sendwright {

std::string EvidenceText::line(RowId id) const
{
    const RowIndex row = m_snapshot->rowIndex(id);
    if (row == kNoRow)
        return {};
    if (m_snapshot->isEvent(row))
        return composeEventText(event(id), m_knowledge.get());
    const std::string text =
        index(id.source) < m_places->size() ? raw((*m_places)[index(id.source)], m_snapshot->rows[row]) : std::string();
    return isUtf8(text) ? text : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

EventRecord EvidenceText::event(RowId id) const
{
    const RowIndex row = m_snapshot->rowIndex(id);
    if (row == kNoRow || !m_snapshot->isEvent(row))
        return {};
    EventRecord event = m_snapshot->event(row);
    // Another export of the same event may have the text that this one lacks.
    for (const EventTwin& twin : m_snapshot->twinsOf(row))
        if (event.message.empty())
            event.message = twin.message;
    return event;
}

std::string EvidenceText::raw(const EvidencePlace& place, const RowColumns& columns) const
{
    std::string text;
    if (place.open)
        return place.open->read(columns.offset, columns.length, text)
                   ? text
                   : "(the file has changed; this row can no longer be read)";
    const auto source = ByteSource::open(place.file, place.codePage);
    if (source && source.value()->read(columns.offset, columns.length, text))
        return text;
    return "(the file has changed or is gone; this row can no longer be read)";
}

} // namespace sendwright
