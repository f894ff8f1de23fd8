// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/fact_table.h"

#include "core/text_scan.h"
#include "ingest/fact_command.h"
#include "ingest/fact_shapes.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kMostColumns = 64;
constexpr std::size_t kTableLine = 16u << 10;
constexpr std::string_view kStates[] = {"Retry", "Ready", "Active", "Suspended", "Connecting"};

/// A column: its name and where it begins, in characters.
struct TableColumn
{
    std::string name;
    std::size_t begin = 0;
};

/// Byte position of the `column`-th character of a UTF-8 line; its size when the line is shorter.
std::size_t byteOf(std::string_view line, std::size_t column)
{
    std::size_t at = 0;
    while (at < line.size() && column > 0) {
        do
            ++at;
        while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80);
        --column;
    }
    return at;
}

bool isRuler(std::string_view line)
{
    const std::string_view text = trimmed(line);
    return text.size() >= 2 && text.find_first_not_of("- \t") == std::string_view::npos && text.front() == '-';
}

/// Where words (runs without blanks) begin, in bytes; the lines this is used on are ASCII.
std::vector<std::size_t> wordStarts(std::string_view line)
{
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < line.size() && starts.size() < kMostColumns; ++i)
        if (line[i] != ' ' && line[i] != '\t' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
            starts.push_back(i);
    return starts;
}

std::string_view wordAt(std::string_view line, std::size_t at)
{
    return line.substr(at, std::min(line.find_first_of(" \t", at), line.size()) - at);
}

std::vector<TableColumn> columnsFromRuler(std::string_view header, std::string_view ruler)
{
    std::vector<TableColumn> columns;
    const std::vector<std::size_t> starts = wordStarts(ruler);
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const std::size_t begin = byteOf(header, starts[i]);
        const std::size_t end = i + 1 < starts.size() ? byteOf(header, starts[i + 1]) : header.size();
        columns.push_back({std::string(trimmed(header.substr(begin, end - begin))), starts[i]});
    }
    return columns;
}

std::vector<TableColumn> columnsFromWords(std::string_view header)
{
    std::vector<TableColumn> columns;
    for (const std::size_t start : wordStarts(header))
        columns.push_back({std::string(wordAt(header, start)), start});
    return columns;
}

std::vector<std::string_view> namesOf(const std::vector<TableColumn>& columns)
{
    std::vector<std::string_view> names;
    for (const TableColumn& column : columns)
        names.push_back(column.name);
    return names;
}

std::vector<std::string> splitTabs(std::string_view line)
{
    std::vector<std::string> cells;
    while (cells.size() < kMostColumns) {
        const std::size_t tab = line.find('\t');
        cells.emplace_back(trimmed(line.substr(0, tab)));
        if (tab == std::string_view::npos)
            break;
        line.remove_prefix(tab + 1);
    }
    return cells;
}

/// Cells by the columns' places; empty when a cell reaches over the start of the next column, so that places mean
/// nothing.
std::vector<std::string> splitAtColumns(std::string_view line, const std::vector<TableColumn>& columns)
{
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::size_t begin = byteOf(line, columns[i].begin);
        const std::size_t end = i + 1 < columns.size() ? byteOf(line, columns[i + 1].begin) : line.size();
        if (begin > 0 && begin < line.size() && line[begin - 1] != ' ')
            return {};
        cells.emplace_back(trimmed(line.substr(begin, end - begin)));
    }
    return cells;
}

/// Parts separated by two blanks or more, or by tabs.
std::vector<std::string> splitAtGaps(std::string_view line)
{
    std::vector<std::string> parts;
    std::string_view rest = trimmed(line);
    while (!rest.empty() && parts.size() < kMostColumns) {
        const std::size_t end = std::min({rest.find("  "), rest.find('\t'), rest.size()});
        parts.emplace_back(trimmed(rest.substr(0, end)));
        rest = trimmed(rest.substr(end));
    }
    return parts;
}

/// Cells of a pasted row whose columns were lost: by gaps, else by single blanks with the rest in the last column.
std::vector<std::string> splitLoosely(std::string_view line, std::size_t count)
{
    std::vector<std::string> cells = splitAtGaps(line);
    if (cells.size() == count)
        return cells;
    cells.clear();
    std::string_view rest = trimmed(line);
    while (cells.size() + 1 < count && !rest.empty()) {
        cells.emplace_back(wordAt(rest, 0));
        rest = trimmed(rest.substr(cells.back().size()));
    }
    cells.emplace_back(rest);
    return cells;
}

/// A wrapped cell goes on where the first column is blank. A part that fills its column was broken inside a word.
void mergeWrapped(FactTable::Row& row, const std::vector<std::string>& parts, const std::vector<TableColumn>& columns)
{
    for (std::size_t i = 0; i < parts.size() && i < row.cells.size(); ++i) {
        if (parts[i].empty())
            continue;
        std::string& cell = row.cells[i].second;
        const bool full =
            i + 1 < columns.size() && !cell.empty() && cell.size() + 1 >= columns[i + 1].begin - columns[i].begin;
        cell += (cell.empty() || full ? "" : " ") + parts[i];
    }
}

void takeRow(FactTable& table, const std::vector<TableColumn>& columns, std::string_view line, std::size_t at)
{
    std::vector<std::string> cells =
        line.find('\t') != std::string_view::npos ? splitTabs(line) : splitAtColumns(line, columns);
    const bool wrapped = !cells.empty() && cells.front().empty();
    if (wrapped) {
        if (!table.rows.empty())
            mergeWrapped(table.rows.back(), cells, columns);
        return;
    }
    FactTable::Row row;
    row.line = at;
    if (cells.empty() && table.kind == Fact::Kind::Queue)
        row.cells = queueRow(line);
    if (row.cells.empty()) {
        if (cells.empty())
            cells = splitLoosely(line, columns.size());
        for (std::size_t i = 0; i < cells.size() && i < columns.size(); ++i)
            row.cells.emplace_back(columns[i].name, cells[i]);
    }
    table.rows.push_back(std::move(row));
}

bool isState(std::string_view word)
{
    return std::any_of(std::begin(kStates), std::end(kStates),
                       [&](std::string_view state) { return equalsNoCase(state, word); });
}

/// `EX01\12`, `EX01\Submission`, `EX01\Shadow\3`.
bool isQueueIdentity(std::string_view word)
{
    const std::string_view queue = after(word, "\\");
    if (queue.empty() || word.front() == '\\' || word.find(':') != std::string_view::npos)
        return false;
    const std::string_view number = startsWithNoCase(queue, "Shadow\\") ? queue.substr(7) : queue;
    return parseNumber(number).has_value() || equalsNoCase(queue, "Submission") || equalsNoCase(queue, "Unreachable") ||
           equalsNoCase(queue, "Poison");
}

bool isRiskOrNumber(std::string_view part)
{
    return parseNumber(part).has_value() || equalsNoCase(part, "Normal") || equalsNoCase(part, "High") ||
           equalsNoCase(part, "Low") || equalsNoCase(part, "Bulk");
}

/// Splits the words behind the message count into the next hop and, where it begins, the last error.
void takeTail(std::vector<std::pair<std::string, std::string>>& cells, const std::vector<std::string>& parts,
              std::size_t from)
{
    std::string hop;
    for (std::size_t i = from; i < parts.size(); ++i)
        if (!hop.empty() || !isRiskOrNumber(parts[i]) || isLoneError(parts[i]))
            hop += (hop.empty() ? "" : " ") + parts[i];
    std::size_t error = 0;
    while (error < hop.size() &&
           !((error == 0 || hop[error - 1] == ' ') && isLoneError(std::string_view(hop).substr(error))))
        ++error;
    cells.emplace_back("NextHopDomain", std::string(trimmed(std::string_view(hop).substr(0, error))));
    if (error < hop.size())
        cells.emplace_back("LastError", hop.substr(error));
}

} // namespace

std::vector<std::pair<std::string, std::string>> queueRow(std::string_view line)
{
    line = bounded(line, kTableLine);
    std::vector<std::string> parts = splitAtGaps(line);
    if (parts.size() < 3) {
        parts.clear();
        for (const std::size_t start : wordStarts(line))
            parts.emplace_back(wordAt(line, start));
    }
    if (parts.size() < 3 || !isQueueIdentity(parts[0]))
        return {};
    std::size_t state = 1;
    while (state < 3 && state < parts.size() && !isState(parts[state]))
        ++state;
    if (state + 1 >= parts.size() || !isState(parts[state]) || !parseNumber(parts[state + 1]))
        return {};
    std::vector<std::pair<std::string, std::string>> cells{{"Identity", parts[0]}};
    if (state == 2)
        cells.emplace_back("DeliveryType", parts[1]);
    cells.emplace_back("Status", parts[state]);
    cells.emplace_back("MessageCount", parts[state + 1]);
    takeTail(cells, parts, state + 2);
    return cells;
}

std::optional<FactTable> tableAt(const TextLines& lines, std::size_t at, std::optional<Fact::Kind> expected)
{
    const std::string_view header = bounded(lines[at].text, kTableLine);
    const bool ruled = at + 1 < lines.size() && isRuler(lines[at + 1].text) && !isRuler(header);
    std::vector<TableColumn> columns =
        ruled ? columnsFromRuler(header, bounded(lines[at + 1].text, kTableLine)) : columnsFromWords(header);
    if (columns.size() < 2)
        return std::nullopt;
    const auto kind = kindOfNames(namesOf(columns));
    const bool namesOnly = header.find_first_of(".:;,\\/=\"'(){}[]<>0123456789") == std::string_view::npos;
    if (!kind && !(ruled && expected && isObject(*expected)))
        return std::nullopt;
    if (!ruled && (!namesOnly || columns.size() < 3))
        return std::nullopt;
    FactTable table;
    table.kind = kind ? *kind : *expected;
    std::size_t i = at + (ruled ? 2 : 1);
    std::optional<Fact::Kind> ignored;
    for (; i < lines.size() && !trimmed(lines[i].text).empty(); ++i) {
        if (isPrompt(lines[i].text, ignored) || propertyOf(lines[i].text))
            break;
        if (!isRuler(lines[i].text))
            takeRow(table, columns, bounded(lines[i].text, kTableLine), i);
    }
    table.end = i;
    return table;
}

} // namespace sendwright
