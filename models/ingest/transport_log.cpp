// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/transport_log.h"

#include "core/text_scan.h"
#include "ingest/csv_splitter.h"
#include "ingest/event_batcher.h"
#include "ingest/line_windows.h"
#include "ingest/transport_columns.h"
#include "ingest/transport_row.h"

namespace sendwright {

namespace {

/// A header line without its `#`; a paste may have lost that. Empty for other lines.
std::string_view headerLine(const TransportLog& log, std::string_view line)
{
    if (line.starts_with('#'))
        return line.substr(1);
    for (const std::string_view name : {"Software: ", "Version: ", "Log-type: ", "Date: ", "Fields: "})
        if (startsWithNoCase(line, name))
            return line;
    const bool names = startsWithNoCase(line, log.firstName) && line.substr(log.firstName.size()).starts_with(',');
    return names ? line : std::string_view{};
}

class TransportLogReading
{
public:
    TransportLogReading(const TransportLog& log, const ByteSource& source, const ReadContext& context)
        : m_log(log), m_source(source), m_context(context), m_out(context, log.kind), m_records(',')
    {
    }
    ReadSummary run();

private:
    void line(std::string_view line, std::uint64_t offset, std::uint32_t number);
    void header(std::string_view header);
    void take(const CsvRecord& record);
    /// The layout to read a row under; null with a reason when there is none.
    const TransportLayout* layoutFor(const std::vector<std::string>& values, std::uint32_t line);

    /// Columns only the header of this file names: a row read back alone could not be taken apart by them.
    bool isOwn(const TransportLayout& layout) const
    {
        return m_named && &layout == &*m_named && !isKnownLayout(m_log.kind, layout);
    }

    const TransportLog& m_log;
    const ByteSource& m_source;
    const ReadContext& m_context;
    EventBatcher m_out;
    CsvAssembler m_records;
    std::optional<TransportLayout> m_named;
    bool m_tornHeader = false;
};

ReadSummary TransportLogReading::run()
{
    m_records.looksLikeRow = beginsTransportRow;
    m_records.mayBeginRow = beginsTransportRow;
    m_records.onRecord = [this](CsvRecord&& record) { take(record); };
    m_records.onTooLong = [this](std::uint32_t line) {
        m_out.skip(line, "The quoted text that begins in this row has no end within 1 MiB; the row was left out.");
    };
    const LineRead read = forEachLine(m_source, m_context.stop,
                                      [this](std::string_view text, std::uint64_t offset, std::uint32_t number, bool) {
                                          line(text, offset, number);
                                      });
    m_records.finish();
    for (const std::uint32_t number : read.oversized)
        m_out.skip(number, "This line is longer than 1 MiB and was left out.");
    if (!read.complete && !m_context.stop.stop_requested())
        m_out.about("The file became shorter or could not be read to its end; what was read before is kept.");
    m_out.finish();
    ReadSummary summary;
    summary.format = m_log.format;
    summary.formatName = m_log.name;
    summary.skipped = m_out.skipped();
    if (m_tornHeader)
        summary.note = "The header names other columns than the rows have; the rows were read by their number of "
                       "values (assumed).";
    return summary;
}

void TransportLogReading::line(std::string_view line, std::uint64_t offset, std::uint32_t number)
{
    // A `#` inside a quoted value of several lines is no header; then the record is still open and takes the line.
    if (!m_records.open()) {
        const std::string_view text = trimmed(line);
        if (text.empty())
            return;
        if (const std::string_view found = headerLine(m_log, text); !found.empty())
            return header(found);
    }
    m_records.line(line, offset, number);
}

void TransportLogReading::header(std::string_view header)
{
    if (startsWithNoCase(header, "Fields:"))
        m_named = layoutOfNames(m_log.kind, header.substr(7));
    else if (startsWithNoCase(header, m_log.firstName))
        m_named = layoutOfNames(m_log.kind, header);
}

const TransportLayout* TransportLogReading::layoutFor(const std::vector<std::string>& values, std::uint32_t line)
{
    if (m_named && m_named->width == values.size())
        return &*m_named;
    if (const TransportLayout* known = knownLayout(m_log.kind, values.size())) {
        m_tornHeader = m_tornHeader || m_named.has_value();
        return known;
    }
    const TransportLayout* nearest = nearestLayout(m_log.kind, values.size());
    if (nearest == nullptr || !fitsLayout(m_log.kind, *nearest, values))
        return nullptr;
    m_out.assume(line, "The row has " + std::to_string(values.size()) + " values where " +
                           std::to_string(nearest->width) + " were expected; a comma may not have been quoted.");
    return nearest;
}

void TransportLogReading::take(const CsvRecord& record)
{
    const std::vector<std::string> values = m_named && m_named->width > 6 ? splitCsv(trimmed(record.text), ',')
                                                                          : valuesOf(m_log.kind, trimmed(record.text));
    const TransportLayout* layout = layoutFor(values, record.line);
    if (layout == nullptr)
        return m_out.skip(record.line, "The row has " + std::to_string(values.size()) + " values; a row of a " +
                                           std::string(m_log.name) + " has " + std::string(m_log.widths) + '.');
    TransportRecord row = recordOf(m_log.kind, *layout, values);
    if (!row.time.known())
        return m_out.skip(record.line, "The row does not begin with a time.");
    if (record.cut)
        m_out.assume(record.line, "A quoted value of this row was never closed; it ends where the next row begins.");
    const std::uint8_t flags = isOwn(*layout) ? rowflag::kOwnColumns : std::uint8_t{0};
    m_out.add(std::move(row), severityOf(m_log.kind, *layout, values), flags, record.offset, record.end - record.offset,
              record.line);
}

} // namespace

std::optional<Recognised> recogniseTransportLog(const TransportLog& log, std::string_view head)
{
    std::size_t rows = 0, lines = 0;
    while (!head.empty() && lines < 50) {
        const std::string_view line = trimmed(before(head, "\n"));
        const bool whole = head.find('\n') != std::string_view::npos;
        head = after(head, "\n");
        if (line.empty() || (!whole && lines > 0))
            continue;
        if (const std::string_view header = headerLine(log, line); !header.empty()) {
            if (startsWithNoCase(header, "Log-type:"))
                return containsNoCase(header, log.typeName)
                           ? std::optional(Recognised{log.format, std::string(log.name), {}})
                           : std::nullopt;
            continue;
        }
        ++lines;
        const std::vector<std::string> values = splitCsv(line, ',');
        const TransportLayout* layout = knownLayout(log.kind, values.size());
        rows += layout != nullptr && fitsLayout(log.kind, *layout, values) ? 1 : 0;
    }
    if (rows == 0 || rows * 2 < lines)
        return std::nullopt;
    return Recognised{log.format, std::string(log.name), {}};
}

ReadSummary readTransportLog(const TransportLog& log, const ByteSource& source, const ReadContext& context)
{
    return TransportLogReading(log, source, context).run();
}

} // namespace sendwright
