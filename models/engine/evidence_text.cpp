// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evidence_text.h"

#include "core/text_scan.h"

#include <QString>

namespace sendwright {

namespace {

/// An event without a rendered message: its named values are all there is to show.
std::string valuesOf(const EventRecord& event)
{
    std::string out;
    for (const auto& [name, value] : event.data) {
        out += out.empty() ? "" : "; ";
        out += name.empty() ? value : name + ": " + value;
    }
    return out;
}

} // namespace

Result<std::shared_ptr<ByteSource>> openPlace(const EvidencePlace& place)
{
    if (place.open)
        return place.open;
    return place.content ? ByteSource::over(place.content, place.codePage)
                         : ByteSource::open(place.file, place.codePage);
}

std::string EvidenceText::line(RowId id) const
{
    const RowIndex row = m_snapshot->rowIndex(id);
    if (row == kNoRow)
        return {};
    if (m_snapshot->isEvent(row)) {
        const EventRecord full = event(id);
        return full.message.empty() ? valuesOf(full) : full.message;
    }
    const std::string text =
        index(id.source) < m_places->size() ? raw((*m_places)[index(id.source)], m_snapshot->rows[row]) : std::string();
    return isUtf8(text) ? text : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

EventRecord EvidenceText::event(RowId id) const
{
    const RowIndex row = m_snapshot->rowIndex(id);
    return row != kNoRow && m_snapshot->isEvent(row) ? m_snapshot->event(row) : EventRecord{};
}

std::string EvidenceText::raw(const EvidencePlace& place, const RowColumns& columns) const
{
    std::string text;
    const auto source = openPlace(place);
    if (source && source.value()->read(columns.offset, columns.length, text))
        return text;
    return place.open ? "(the file has changed; this row can no longer be read)"
                      : "(the file has changed or is gone; this row can no longer be read)";
}

} // namespace sendwright
