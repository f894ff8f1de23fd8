// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/csv_splitter.h"

#include <utility>

namespace sendwright {

namespace {

/// Position of the quote that ends a quoted value, `from` lying inside it; npos when the text ends before it does.
std::size_t closingQuote(std::string_view text, std::size_t from, char separator)
{
    for (std::size_t at = text.find('"', from); at != std::string_view::npos; at = text.find('"', at)) {
        if (at + 1 < text.size() && text[at + 1] == '"')
            at += 2; // a doubled quote is a quote of the text
        else if (at + 1 == text.size() || text[at + 1] == separator || text[at + 1] == '\n')
            return at;
        else
            ++at; // a single quote amid text: somebody did not double it
    }
    return std::string_view::npos;
}

/// Whether a quoted value is still open at the end of a line.
bool openAtEnd(std::string_view line, bool open, char separator)
{
    std::size_t at = 0;
    while (true) {
        if (open) {
            at = closingQuote(line, at, separator);
            if (at == std::string_view::npos)
                return true;
            open = false;
            ++at;
        } else if (at < line.size() && line[at] == '"') {
            open = true;
            ++at;
            continue;
        }
        at = line.find(separator, at);
        if (at == std::string_view::npos)
            return false;
        ++at;
    }
}

void appendUnquoted(std::string& out, std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if (text[i] == '"' && i + 1 < text.size() && text[i + 1] == '"')
            ++i;
    }
}

} // namespace

std::vector<std::string> splitCsv(std::string_view record, char separator, std::size_t limit)
{
    std::vector<std::string> values;
    std::size_t at = 0;
    while (true) {
        std::string value;
        if (at < record.size() && record[at] == '"') {
            const std::size_t end = closingQuote(record, at + 1, separator);
            appendUnquoted(value, record.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
            at = end == std::string_view::npos ? record.size() : end + 1;
        }
        const bool last = values.size() + 1 >= limit;
        const std::size_t next = last ? std::string_view::npos : record.find(separator, at);
        value += record.substr(at, next == std::string_view::npos ? next : next - at);
        values.push_back(std::move(value));
        if (next == std::string_view::npos)
            return values;
        at = next + 1;
    }
}

void CsvAssembler::line(std::string_view text, std::uint64_t offset, std::uint32_t number)
{
    if (m_skipping) {
        if (!mayBeginRow(text))
            return;
        m_skipping = false;
    }
    if (m_open && looksLikeRow(text))
        give(true);
    if (m_open) {
        m_record.text += '\n';
    } else {
        m_record = CsvRecord{};
        m_record.offset = offset;
        m_record.line = number;
    }
    m_record.text += text;
    m_record.end = offset + text.size();
    m_open = openAtEnd(text, m_open, m_separator);
    if (!m_open) {
        give(false);
    } else if (m_record.text.size() > kLongestQuoted) {
        onTooLong(m_record.line);
        m_open = false;
        m_skipping = true;
    }
}

void CsvAssembler::finish()
{
    if (m_open)
        give(true);
}

void CsvAssembler::give(bool cut)
{
    m_open = false;
    m_record.cut = cut;
    onRecord(std::exchange(m_record, CsvRecord{}));
}

} // namespace sendwright
