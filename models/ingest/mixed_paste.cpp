// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/mixed_paste.h"

#include "ingest/event_batcher.h"
#include "ingest/fact_reader.h"
#include "ingest/fact_scan.h"
#include "ingest/smtp_split.h"

#include <algorithm>

namespace sendwright {

MixedPaste::MixedPaste(const ByteSource& source, const ReadContext& context)
    : m_source(source),
      m_context(context),
      m_small(source.size() <= kLongest && context.slice.begin == 0 && context.slice.end >= source.size())
{
}

bool MixedPaste::takes(const ScannedLine& line, std::string_view text)
{
    const bool digit = !text.empty() && text.front() >= '0' && text.front() <= '9';
    if (!m_small || digit)
        return false;
    std::string repaired, why;
    if (looksLikeRow(text) || repairRow(text, repaired, why))
        return false;
    m_lines.push_back({std::string(line.text), line.offset, line.number});
    return true;
}

/// The whole text with every byte of other lines blank, so that lines and places stay what they are.
std::string MixedPaste::textWithoutRows() const
{
    std::string text;
    m_source.read(0, static_cast<std::size_t>(m_source.size()), text);
    std::string blank = text;
    std::replace_if(
        blank.begin(), blank.end(), [](char c) { return c != '\n' && c != '\r'; }, ' ');
    for (const Line& line : m_lines)
        if (line.offset + line.text.size() <= blank.size())
            blank.replace(static_cast<std::size_t>(line.offset), line.text.size(), line.text);
    return blank;
}

bool MixedPaste::emitFacts(ReadSummary& summary)
{
    if (m_lines.empty() || m_context.stop.stop_requested())
        return false;
    const std::string text = textWithoutRows();
    FoundFacts found = findFacts(TextLines(text), m_context.stop);
    if (found.shaped == 0) // a reply code alone may stand in anybody's words
        return false;
    summary.note += (summary.note.empty() ? "" : " ") + std::string("Among the rows: ") + understood(found);
    summary.skipped += found.linesLeft;
    EventBatcher out(m_context);
    emitFound(std::move(found), out);
    out.finish();
    return true;
}

std::vector<ScannedLine> MixedPaste::lines() const
{
    std::vector<ScannedLine> lines;
    for (const Line& line : m_lines) {
        ScannedLine& scanned = lines.emplace_back();
        scanned.text = line.text;
        scanned.offset = line.offset;
        scanned.number = line.number;
    }
    return lines;
}

} // namespace sendwright
