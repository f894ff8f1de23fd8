// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/csv_splitter.h"
#include "ingest/event_batcher.h"
#include "ingest/event_clock.h"
#include "ingest/event_csv_layout.h"
#include "ingest/event_data.h"
#include "ingest/event_levels.h"
#include "ingest/event_readers.h"
#include "ingest/line_windows.h"
#include "ingest/local_time.h"

#include <algorithm>

namespace sendwright {

namespace {

/// Feeds the rows of a table to `onRecord`; header, `#TYPE` and blank lines are passed over.
template <typename OnRecord, typename OnTooLong>
LineRead forEachRecord(const ByteSource& source, const EventCsvLayout& layout, const std::stop_token& stop,
                       OnRecord&& onRecord, OnTooLong&& onTooLong)
{
    CsvAssembler assembler(layout.separator);
    assembler.looksLikeRow = [&](std::string_view line) { return layout.looksLikeRow(line); };
    assembler.mayBeginRow = [&](std::string_view line) { return layout.mayBeginRow(line); };
    assembler.onRecord = [&](CsvRecord&& record) {
        const std::string_view text = trimmed(record.text);
        if (!text.empty() && !startsWithNoCase(text, "#TYPE"))
            onRecord(record);
    };
    assembler.onTooLong = onTooLong;
    const LineRead read =
        forEachLine(source, stop, [&](std::string_view line, std::uint64_t offset, std::uint32_t number, bool) {
            if (!layout.hasHeader || number != layout.headerLine)
                assembler.line(line, offset, number);
        });
    assembler.finish();
    return read;
}

std::string_view valueAt(const std::vector<std::string>& values, int column)
{
    const auto at = static_cast<std::size_t>(column);
    return column >= 0 && at < values.size() ? trimmed(values[at]) : std::string_view{};
}

/// Looks through the whole table, but only until one date decides.
DateOrderVote voteOnCsvDates(const ByteSource& source, const EventCsvLayout& layout, const std::stop_token& stop)
{
    DateOrderVote vote;
    std::stop_source enough;
    const std::stop_callback passOn(stop, [&] { enough.request_stop(); });
    forEachRecord(
        source, layout, enough.get_token(),
        [&](const CsvRecord& record) {
            if (vote.decided())
                return;
            const auto values = splitCsv(record.text, layout.separator);
            if (const auto time = parseLocalTime(valueAt(values, layout.column(EventColumn::Time))))
                vote.see(*time);
            if (vote.decided())
                enough.request_stop();
        },
        [](std::uint32_t) {});
    return vote;
}

class EventCsvReading
{
public:
    EventCsvReading(const ByteSource& source, const ReadContext& context, const EventCsvLayout& layout)
        : m_source(source), m_context(context), m_layout(layout), m_out(context)
    {
    }
    ReadSummary run();

private:
    void take(const CsvRecord& record);
    bool fits(const std::vector<std::string>& values) const;
    std::vector<std::string> valuesOf(const CsvRecord& record) const;
    EventRecord eventOf(const std::vector<std::string>& values, std::uint32_t line);
    void addLabels(EventRecord& event, const std::vector<std::string>& values) const;
    ReadSummary summary();

    const ByteSource& m_source;
    const ReadContext& m_context;
    const EventCsvLayout& m_layout;
    EventBatcher m_out;
    std::optional<EventClock> m_clock; ///< once the order of day and month is known
};

ReadSummary EventCsvReading::run()
{
    m_clock.emplace(m_context, m_out, voteOnCsvDates(m_source, m_layout, m_context.stop));
    const LineRead read = forEachRecord(
        m_source, m_layout, m_context.stop, [&](const CsvRecord& record) { take(record); },
        [&](std::uint32_t line) {
            m_out.skip(line, "The quoted text that begins in this row has no end within 1 MiB; the row was left out.");
        });
    for (const std::uint32_t line : read.oversized)
        m_out.skip(line, "This line is longer than 1 MiB and was left out.");
    if (!read.complete)
        m_out.about("The file could not be read to its end.");
    return summary();
}

/// Values of a row. An Event Viewer row whose message was not quoted although it holds separators is put together
/// again.
std::vector<std::string> EventCsvReading::valuesOf(const CsvRecord& record) const
{
    const bool plainRow = !m_layout.named && m_layout.names.size() <= 6;
    if (plainRow && record.text.find('"') == std::string::npos)
        return splitCsv(record.text, m_layout.separator, 6);
    std::vector<std::string> values = splitCsv(record.text, m_layout.separator);
    if (!plainRow)
        return values;
    for (std::size_t i = 6; i < values.size(); ++i)
        values[5] += m_layout.separator + values[i];
    values.resize(std::min<std::size_t>(values.size(), 6));
    return values;
}

bool EventCsvReading::fits(const std::vector<std::string>& values) const
{
    if (!parseNumber(valueAt(values, m_layout.column(EventColumn::EventId))))
        return false;
    return m_layout.named || (values.size() >= 5 && parseLocalTime(values[1]));
}

void EventCsvReading::take(const CsvRecord& record)
{
    const std::vector<std::string> values = valuesOf(record);
    if (!fits(values)) {
        m_out.skip(record.line, values.size() < 5 ? "This line is not a row of the export."
                                                  : "This row has no readable date or event id and was left out.");
        return;
    }
    if (record.cut)
        m_out.assume(record.line, "The message of this event has no closing quote; it was read up to where the next "
                                  "row or the file's end stands.");
    EventRecord event = eventOf(values, record.line);
    completeEventData(event);
    m_out.add(std::move(event), record.offset, record.end - record.offset, record.line);
}

EventRecord EventCsvReading::eventOf(const std::vector<std::string>& values, std::uint32_t line)
{
    const auto value = [&](EventColumn column) { return valueAt(values, m_layout.column(column)); };
    const auto number = [&](EventColumn column) { return parseNumber(value(column)).value_or(0); };
    EventRecord event;
    event.eventId = static_cast<std::uint32_t>(number(EventColumn::EventId) & 0xFFFF);
    event.levelText = plainText(value(EventColumn::Level), kShortLimit);
    const std::string_view numbered = value(EventColumn::LevelNumber);
    if (event.levelText.empty() && !parseNumber(numbered))
        event.levelText = plainText(numbered, kShortLimit);
    const auto level = parseNumber(numbered.empty() ? std::string_view(event.levelText) : numbered);
    // A word is localised; it decides only where the export has no number.
    event.level = !level ? levelOfWord(event.levelText) : *level <= 5 ? static_cast<std::uint8_t>(*level) : 0;
    event.provider = plainText(value(EventColumn::Source), kShortLimit);
    event.computer = plainText(value(EventColumn::Computer), kShortLimit);
    event.channel = plainText(value(EventColumn::Channel), kShortLimit);
    event.activityId = plainText(value(EventColumn::ActivityId), kShortLimit);
    event.recordId = number(EventColumn::RecordId);
    event.processId = static_cast<std::uint32_t>(number(EventColumn::ProcessId));
    event.threadId = static_cast<std::uint32_t>(number(EventColumn::ThreadId));
    event.message = plainText(value(EventColumn::Message), kMessageLimit);
    m_clock->read(event, value(EventColumn::Time), line);
    addLabels(event, values);
    return event;
}

/// Columns somebody appended to an Event Viewer export: a row has one value more than the header has names, because
/// the message has no name.
void EventCsvReading::addLabels(EventRecord& event, const std::vector<std::string>& values) const
{
    if (m_layout.named || m_layout.names.size() <= 6)
        return;
    const std::size_t shift = values.size() > m_layout.names.size() ? 1 : 0;
    for (std::size_t i = 6; i < values.size() && i - shift < m_layout.names.size(); ++i)
        if (!trimmed(values[i]).empty())
            addData(event, m_layout.names[i - shift], values[i]);
}

ReadSummary EventCsvReading::summary()
{
    ReadSummary summary;
    m_clock->tell(summary);
    if (m_out.entries() == 0 && m_out.skipped() == 0)
        m_out.about("The export holds a header but no event.");
    m_out.finish();
    summary.format = Format::EventCsv;
    summary.formatName = m_layout.formatName;
    summary.skipped = m_out.skipped();
    return summary;
}

} // namespace

std::optional<Recognised> recogniseEventCsv(std::string_view head)
{
    const auto layout = eventCsvLayout(head);
    if (!layout)
        return std::nullopt;
    return Recognised{Format::EventCsv, layout->formatName, {}};
}

ReadSummary readEventCsv(const ByteSource& source, const ReadContext& context)
{
    if (const auto layout = eventCsvLayout(source.head()))
        return EventCsvReading(source, context, *layout).run();
    EventBatcher out(context);
    out.about("No row of this file has the shape of an event-log export.");
    out.finish();
    ReadSummary summary;
    summary.format = Format::EventCsv;
    summary.formatName = "Event Viewer CSV";
    return summary;
}

} // namespace sendwright
