// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/entry_batch.h"

namespace sendwright {

const char* name(Severity severity)
{
    constexpr const char* kNames[] = {"info", "good", "warning", "error"};
    return kNames[static_cast<std::size_t>(severity)];
}

const char* name(EntryKind kind)
{
    constexpr const char* kNames[] = {"send", "receive", "event", "connectivity", "tracking", "agent"};
    return kNames[static_cast<std::size_t>(kind)];
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

void EntryBatch::resizeRows(std::size_t rows)
{
    time.resize(rows);
    offset.resize(rows);
    length.resize(rows);
    line.resize(rows);
    session.resize(rows);
    sequence.resize(rows);
    code.resize(rows);
    rowClass.resize(rows);
    symbol.resize(rows);
    severity.resize(rows);
    flags.resize(rows);
}

void EntryBatch::reuse()
{
    sessions.clear();
    firstSession = 0;
    reader = 0;
    kept.clear();
    news.clear();
    details.clear();
    texts.clear();
    events.clear();
    transports.clear();
    facts.clear();
    problems.clear();
}

void EntryBatch::addEvent(EventRecord event, std::uint64_t rowOffset, std::uint32_t rowLength, std::uint32_t rowLine)
{
    kind = EntryKind::Event;
    addColumns(event.time, severityOfLevel(event.level), RowClass::Event);
    offset.push_back(rowOffset);
    length.push_back(rowLength);
    line.push_back(rowLine);
    code.push_back(static_cast<std::uint16_t>(event.eventId));
    events.push_back(std::move(event));
}

void EntryBatch::addTransport(TransportRecord record, Severity rowSeverity, std::uint64_t rowOffset,
                              std::uint32_t rowLength, std::uint32_t rowLine)
{
    addColumns(record.time, rowSeverity, RowClass::Transport);
    offset.push_back(rowOffset);
    length.push_back(rowLength);
    line.push_back(rowLine);
    code.push_back(0);
    transports.push_back(std::move(record));
}

/// The columns that rows outside of sessions have alike.
void EntryBatch::addColumns(TimePoint rowTime, Severity rowSeverity, RowClass of)
{
    time.push_back(rowTime.ticks);
    session.push_back(0);
    sequence.push_back(0);
    rowClass.push_back(of);
    symbol.push_back(Symbol::None);
    severity.push_back(rowSeverity);
    flags.push_back(0);
}

} // namespace sendwright
