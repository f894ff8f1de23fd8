// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright::test {

/// An event to be exported. `local` is what a CSV export shows, `utc` what XML shows.
struct TestEvent
{
    std::string provider = "Schannel";
    std::uint32_t id = 36870;
    int level = 2;
    std::string levelText = "Error";
    std::string utc = "2024-03-12T08:13:14.222854900Z";
    std::string local = "3/12/2024 10:13:14 AM";
    std::string channel = "System";
    std::string computer = "EX01.contoso.com";
    std::string message;
    std::vector<std::pair<std::string, std::string>> data;
    std::uint64_t recordId = 2213;
    std::string activityId = "b1e3a429-ae1e-0001-cf50-d24fa6e0d801";
};

/// The sentence of Schannel 36870 and the values that belong to it.
TestEvent keyAccessEvent();

/// Writes events the way Windows does, so that a test shows its input in a few lines.
class EventBuilder
{
public:
    EventBuilder& add(TestEvent event);

    /// "Save all events as", type XML: byte-order mark, declaration, root, single quotes, all on one line.
    std::string xml() const;
    /// Events one after another, double quotes, one element a line, no root (wevtutil qe, copied details).
    std::string rootless() const;
    /// "Copy details as text": labels, Description, Event Xml.
    std::string details() const;
    /// "Save all events as", type CSV or (with a tab) text: byte-order mark, five names for six values, CRLF.
    std::string csv(char separator = ',') const;
    /// Get-EventLog | Export-Csv of Windows PowerShell.
    std::string getEventLog() const;
    /// Get-WinEvent | ConvertTo-Csv: message first, signed keywords, the separator of a culture, perhaps no `#TYPE`.
    std::string winEventCsv(char separator = ',', bool typeLine = true) const;
    /// "Copy details as text" of which only the labels were kept.
    std::string labels() const;
    /// wevtutil qe /f:text, with local ISO times.
    std::string wevtutilText() const;
    /// evtx_dump: one object a line, or indented with `Record N` before each; attributes inside or beside their
    /// element.
    std::string evtxDump(bool lines = true, bool attributesBeside = false) const;
    /// NXLog, one object a line with CRLF. The offset of its local times is 2 hours.
    std::string nxLog() const;
    /// Get-WinEvent | ConvertTo-Json: an indented array with `/Date(…)/`, or compressed with ISO times (PowerShell 7).
    std::string winEventJson(bool iso = false) const;
    /// Get-EventLog | ConvertTo-Json.
    std::string eventLogJson() const;
    /// Get-WinEvent | Export-Clixml; later objects refer to types and values of the first. In a list: as an array was
    /// given as -InputObject.
    std::string winEventClixml(bool inList = false) const;
    /// Get-EventLog | Export-Clixml.
    std::string eventLogClixml() const;

private:
    std::vector<TestEvent> m_events;
};

/// Everything a reader gave for one text.
struct Reading
{
    ReadSummary summary;
    std::vector<EventRecord> events;
    std::vector<std::uint64_t> offsets;
    std::vector<std::uint32_t> lengths, lines;
    std::vector<Fact> facts;
    std::vector<Problem> problems;

    std::size_t skippedProblems() const
    {
        std::size_t count = 0;
        for (const Problem& problem : problems)
            count += problem.kind == Problem::Kind::Skipped ? 1 : 0;
        return count;
    }
};

inline Reading read(ReadFunction reader, const ByteSource& source, const std::string& zone = "UTC")
{
    Reading reading;
    ReadContext context;
    context.source = SourceId{3};
    context.zone = zone;
    const auto append = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    context.emit = [&](EntryBatch&& batch) {
        append(reading.events, batch.events);
        append(reading.offsets, batch.offset);
        append(reading.lengths, batch.length);
        append(reading.lines, batch.line);
        append(reading.facts, batch.facts);
        append(reading.problems, batch.problems);
    };
    reading.summary = reader(source, context);
    return reading;
}

inline Reading read(ReadFunction reader, const std::string& text, const std::string& zone = "UTC")
{
    // What a file shows is what ByteSource gives: without its byte-order mark.
    const bool marked = text.starts_with("\xEF\xBB\xBF");
    return read(reader, *ByteSource::fromText(marked ? text.substr(3) : text), zone);
}

/// Value of a data pair; empty when the event has none of that name.
inline std::string valueOf(const EventRecord& event, std::string_view name)
{
    for (const auto& [key, value] : event.data)
        if (key == name)
            return value;
    return {};
}

} // namespace sendwright::test
