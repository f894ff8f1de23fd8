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
    const std::string text = index(id.source) < m_places->size()
                                 ? raw((*m_places)[index(id.source)], m_snapshot->placeOf(row))
                                 : std::string();
    return isUtf8(text) ? text : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toStdString();
}

EventRecord EvidenceText::event(RowId id) const
{
    const RowIndex row = m_snapshot->rowIndex(id);
    if (row == kNoRow || !m_snapshot->isEvent(row))
        return {};
    return whole(row, id.source);
}

/// The event with what the snapshot held back, read from its file.
EventRecord EvidenceText::whole(RowIndex row, SourceId source) const
{
    const EventRecord& known = m_snapshot->event(row);
    if (!known.heldBack || index(source) >= m_places->size())
        return known;
    const EvidencePlace& place = (*m_places)[index(source)];
    const RowPlace where = m_snapshot->placeOf(row);
    std::optional<EventRecord> full;
    if (const auto opened = openPlace(place))
        full = readEvtxRecord(*opened.value(), where.offset, where.length);
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

namespace {

/// The row's bytes; a protocol row is read to its line end, which is nearly always near.
bool readRow(const ByteSource& source, const RowPlace& place, std::string& text)
{
    if (!place.toLineEnd)
        return source.read(place.offset, place.length, text);
    for (std::uint32_t step = 1024;; step *= 32) {
        const std::uint32_t length = std::min(step, place.length);
        const bool whole = source.read(place.offset, length, text);
        const std::size_t end = text.find('\n');
        text.resize(std::min(end, text.size()));
        if (end != std::string::npos || !whole || length == place.length || text.size() < length) {
            if (text.ends_with('\r'))
                text.pop_back();
            return whole && !text.empty();
        }
    }
}

} // namespace

std::string EvidenceText::raw(const EvidencePlace& place, const RowPlace& where) const
{
    std::string text;
    const auto source = openPlace(place);
    if (source && readRow(*source.value(), where, text))
        return text;
    return place.open ? "(the file has changed; this row can no longer be read)"
                      : "(the file has changed or is gone; this row can no longer be read)";
}

} // namespace sendwright
