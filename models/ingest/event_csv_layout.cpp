// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_csv_layout.h"

#include "core/text_scan.h"
#include "ingest/csv_splitter.h"
#include "ingest/local_time.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr char kSeparators[] = {',', ';', '\t', '|'};
constexpr std::size_t kLinesLooked = 2000;
constexpr std::size_t kLineLooked = 2048; ///< bytes of a line that decide whether it is a row

struct ColumnName
{
    std::string_view name;
    EventColumn column;
};

// Get-EventLog | Export-Csv and Get-WinEvent | Export-Csv; the better column of two stands first.
constexpr ColumnName kEventColumnNames[] = {
    {"EntryType", EventColumn::Level},       {"LevelDisplayName", EventColumn::Level},
    {"Level", EventColumn::LevelNumber},     {"TimeGenerated", EventColumn::Time},
    {"TimeCreated", EventColumn::Time},      {"TimeWritten", EventColumn::Time},
    {"Source", EventColumn::Source},         {"ProviderName", EventColumn::Source},
    {"EventID", EventColumn::EventId},       {"Id", EventColumn::EventId},
    {"Message", EventColumn::Message},       {"MachineName", EventColumn::Computer},
    {"Index", EventColumn::RecordId},        {"RecordId", EventColumn::RecordId},
    {"LogName", EventColumn::Channel},       {"ContainerLog", EventColumn::Channel},
    {"ProcessId", EventColumn::ProcessId},   {"ThreadId", EventColumn::ThreadId},
    {"ActivityId", EventColumn::ActivityId},
};

bool isPositionalRow(std::string_view line, char separator)
{
    const std::vector<std::string> values = splitCsv(bounded(line, kLineLooked), separator, 6);
    return values.size() >= 5 && parseNumber(trimmed(values[3])) && parseLocalTime(values[1]).has_value();
}

bool isTypeLine(std::string_view line)
{
    return startsWithNoCase(line, "#TYPE");
}

std::vector<std::string> namesOf(std::string_view line, char separator)
{
    std::vector<std::string> names = splitCsv(line, separator);
    for (std::string& name : names)
        name = std::string(trimmed(name));
    return names;
}

/// The header of an empty export shows no row to go by; then only the English words tell.
bool isEnglishHeader(const std::vector<std::string>& names)
{
    return names.size() >= 5 && equalsNoCase(names[1], "Date and Time") && equalsNoCase(names[2], "Source") &&
           equalsNoCase(names[3], "Event ID");
}

std::optional<EventCsvLayout> namedLayout(std::string_view header, std::uint32_t lineNumber)
{
    for (const char separator : kSeparators) {
        EventCsvLayout layout;
        layout.separator = separator;
        layout.names = namesOf(bounded(header, 16384), separator);
        layout.columns.fill(EventCsvLayout::kAbsent);
        for (const ColumnName& known : kEventColumnNames) {
            int& column = layout.columns[static_cast<std::size_t>(known.column)];
            for (std::size_t i = 0; i < layout.names.size() && column == EventCsvLayout::kAbsent; ++i)
                if (equalsNoCase(layout.names[i], known.name))
                    column = static_cast<int>(i);
        }
        const auto has = [&](EventColumn which) { return layout.column(which) != EventCsvLayout::kAbsent; };
        if (!has(EventColumn::EventId) || !has(EventColumn::Time) ||
            !(has(EventColumn::Source) || has(EventColumn::Message)))
            continue;
        layout.named = layout.hasHeader = true;
        layout.headerLine = lineNumber;
        const bool winEvent = std::any_of(layout.names.begin(), layout.names.end(),
                                          [](const std::string& name) { return equalsNoCase(name, "TimeCreated"); });
        layout.formatName = winEvent ? "Get-WinEvent CSV" : "Get-EventLog CSV";
        return layout;
    }
    return std::nullopt;
}

EventCsvLayout positionalLayout(char separator)
{
    EventCsvLayout layout;
    layout.separator = separator;
    layout.formatName = separator == '\t' ? "Event Viewer tab-delimited text" : "Event Viewer CSV";
    layout.columns.fill(EventCsvLayout::kAbsent);
    const auto put = [&](EventColumn which, int at) { layout.columns[static_cast<std::size_t>(which)] = at; };
    put(EventColumn::Level, 0);
    put(EventColumn::Time, 1);
    put(EventColumn::Source, 2);
    put(EventColumn::EventId, 3);
    put(EventColumn::Message, 5);
    return layout;
}

struct HeadLine
{
    std::string_view text;
    std::uint32_t number;
};

std::vector<HeadLine> contentLines(std::string_view head)
{
    std::vector<HeadLine> lines;
    std::uint32_t number = 0;
    while (!head.empty() && lines.size() < kLinesLooked) {
        const std::size_t end = head.find('\n');
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
        ++number;
        if (const std::string_view text = trimmed(line); !text.empty() && !isTypeLine(text))
            lines.push_back({line.ends_with('\r') ? line.substr(0, line.size() - 1) : line, number});
    }
    return lines;
}

} // namespace

bool EventCsvLayout::mayBeginRow(std::string_view line) const
{
    const bool messageFirst = named && column(EventColumn::Message) >= 0 && column(EventColumn::Message) < 2;
    return looksLikeRow(line) || (messageFirst && line.starts_with('"'));
}

bool EventCsvLayout::looksLikeRow(std::string_view line) const
{
    if (!named)
        return isPositionalRow(line, separator);
    const int message = column(EventColumn::Message);
    const int id = column(EventColumn::EventId);
    // Values before the message stand on the row's first line; without two of them nothing tells a row from a message.
    const int sure = message == kAbsent ? static_cast<int>(names.size()) : message;
    if (sure < 2)
        return false;
    const std::vector<std::string> values =
        splitCsv(bounded(line, kLineLooked), separator, static_cast<std::size_t>(sure) + 1);
    if (static_cast<int>(values.size()) < sure)
        return false;
    const int time = column(EventColumn::Time);
    const bool idFits = id >= sure || parseNumber(values[static_cast<std::size_t>(id)]);
    const bool timeFits = time >= sure || parseLocalTime(values[static_cast<std::size_t>(time)]);
    return idFits && timeFits && (id < sure || time < sure);
}

std::optional<EventCsvLayout> eventCsvLayout(std::string_view head)
{
    const std::vector<HeadLine> lines = contentLines(head);
    if (lines.empty())
        return std::nullopt;
    if (auto named = namedLayout(lines.front().text, lines.front().number))
        return named;
    for (const char separator : kSeparators) {
        const auto row = std::find_if(lines.begin(), lines.end(),
                                      [&](const HeadLine& line) { return isPositionalRow(line.text, separator); });
        EventCsvLayout layout = positionalLayout(separator);
        const auto header = std::find_if(lines.begin(), row, [&](const HeadLine& line) {
            return splitCsv(bounded(line.text, kLineLooked), separator, 5).size() == 5;
        });
        layout.hasHeader = header != row;
        if (layout.hasHeader) {
            layout.names = namesOf(bounded(header->text, 16384), separator);
            layout.headerLine = header->number;
        }
        if (row != lines.end() || isEnglishHeader(layout.names))
            return layout;
    }
    return std::nullopt;
}

} // namespace sendwright
