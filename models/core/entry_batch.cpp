// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/entry_batch.h"

namespace sendwright {

const char* name(Severity severity)
{
    constexpr const char* kNames[] = {"info", "good", "warning", "error"};
    return kNames[static_cast<std::size_t>(severity)];
}

char symbolChar(Symbol symbol)
{
    constexpr char kChars[] = {' ', '+', '-', '>', '<', '*'};
    return kChars[static_cast<std::size_t>(symbol)];
}

Severity severityOfLevel(std::uint8_t level)
{
    if (level == 1 || level == 2)
        return Severity::Error;
    return level == 3 ? Severity::Warning : Severity::Info;
}

void EntryBatch::reserve(std::size_t rows)
{
    time.reserve(rows);
    offset.reserve(rows);
    length.reserve(rows);
    line.reserve(rows);
    session.reserve(rows);
    sequence.reserve(rows);
    code.reserve(rows);
    rowClass.reserve(rows);
    symbol.reserve(rows);
    severity.reserve(rows);
    flags.reserve(rows);
}

void EntryBatch::addEvent(EventRecord event, std::uint64_t rowOffset, std::uint32_t rowLength, std::uint32_t rowLine)
{
    kind = EntryKind::Event;
    time.push_back(event.time.ticks);
    offset.push_back(rowOffset);
    length.push_back(rowLength);
    line.push_back(rowLine);
    session.push_back(0);
    sequence.push_back(0);
    code.push_back(static_cast<std::uint16_t>(event.eventId));
    rowClass.push_back(RowClass::Event);
    symbol.push_back(Symbol::None);
    severity.push_back(severityOfLevel(event.level));
    flags.push_back(0);
    events.push_back(std::move(event));
}

} // namespace sendwright
