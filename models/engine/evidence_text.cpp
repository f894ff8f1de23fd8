// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/evidence_text.h"

#include "core/text_scan.h"
#include "engine/event_text.h"
#include "ingest/event_readers.h"

#include <QString>

namespace sendwright {

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
    if (m_snapshot->isEvent(row))
        return composeEventText(event(id), m_knowledge.get());
    const std::string text =
        index(id.source) < m_places->size() ? raw((*m_places)[index(id.source)], row) : std::string();
    return isUtf8(text) ? text : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

EventRecord EvidenceText::event(RowId id) const
{
    const RowIndex row = m_snapshot->rowIndex(id);
    if (row == kNoRow || !m_snapshot->isEvent(row))
        return {};
    return whole(row, id.source);
}

RowText::Bytes EvidenceText::bytes(SourceId source) const
{
    if (index(source) >= m_places->size())
        return {};
    const auto opened = openPlace((*m_places)[index(source)]);
    if (!opened)
        return {};
    return [bytes = opened.value()](std::uint64_t offset, std::size_t length, std::string& out) {
        return bytes->read(offset, length, out);
    };
}

/// The event with what the snapshot held back, read from its file.
EventRecord EvidenceText::whole(RowIndex row, SourceId source) const
{
    const EventRecord& known = m_snapshot->event(row);
    if (!known.heldBack || index(source) >= m_places->size())
        return known;
    const EvidencePlace& place = (*m_places)[index(source)];
    std::optional<EventRecord> full;
    if (const auto opened = openPlace(place))
        full = readEvtxRecord(*opened.value(), m_snapshot->rows.offset(row), m_snapshot->rows.length(row));
    if (!full || full->recordId != known.recordId) {
        EventRecord gone = known;
        gone.message = "(the file has changed or is gone; this event can no longer be read)";
        return gone;
    }
    full->recovered = known.recovered;
    if (full->message.empty())
        full->message = known.message;
    return *full;
}

std::string EvidenceText::raw(const EvidencePlace& place, RowIndex row) const
{
    std::string text;
    const auto source = openPlace(place);
    if (source && source.value()->read(m_snapshot->rows.offset(row), m_snapshot->rows.length(row), text))
        return text;
    return place.open ? "(the file has changed; this row can no longer be read)"
                      : "(the file has changed or is gone; this row can no longer be read)";
}

} // namespace sendwright
