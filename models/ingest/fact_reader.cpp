// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/fact_reader.h"

#include "core/text_scan.h"
#include "ingest/certificate_reader.h"
#include "ingest/event_readers.h"
#include "ingest/fact_scan.h"

#include <map>

namespace sendwright {

namespace {

constexpr std::string_view kFactsName = "Pasted queue or cmdlet output";

/// `2017-10-18T…`, `Oct 18 10:13:14`, `10/18/2017 …`: a row of some log.
bool beginsWithTime(std::string_view line)
{
    const auto isDigit = [&](std::size_t i) { return i < line.size() && line[i] >= '0' && line[i] <= '9'; };
    if (isDigit(0) && isDigit(1) && isDigit(2) && isDigit(3) && line.size() > 7 && (line[4] == '-' || line[4] == '/'))
        return true;
    constexpr std::string_view kMonths = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
    return line.size() > 15 && kMonths.find(line.substr(0, 3)) != std::string_view::npos && line[3] == ' ' &&
           line[9] == ':';
}

bool isOtherFormat(std::string_view head, const TextLines& lines)
{
    const std::string_view text = trimmed(head);
    if (text.starts_with('<') || text.starts_with("{\"") || text.starts_with("[\"") || text.starts_with("[{\"") ||
        text.starts_with("#S") || text.starts_with("#F") || text.starts_with("#V"))
        return true;
    std::size_t timed = 0;
    std::size_t content = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        timed += beginsWithTime(trimmed(lines[i].text)) ? 1 : 0;
        content += trimmed(lines[i].text).empty() ? 0 : 1;
    }
    return timed * 2 > content || recogniseEventXml(head) || recogniseEventCsv(head);
}

} // namespace

std::string understood(const FoundFacts& found)
{
    std::map<std::string, std::size_t> kinds;
    for (const Fact& fact : found.facts)
        ++kinds[name(fact.kind)];
    std::string out;
    for (const auto& [kind, count] : kinds)
        out += (out.empty() ? "" : ", ") + kind + ": " + std::to_string(count);
    if (!out.empty())
        out += '.';
    if (found.linesLeft == 0)
        return out;
    const std::uint32_t all = found.linesLeft + found.linesUsed;
    return out + (out.empty() ? "" : " ") + std::to_string(found.linesLeft) + " of " + std::to_string(all) +
           (all == 1 ? " line" : " lines") + (found.linesLeft == 1 ? " belongs" : " belong") +
           " to nothing known here.";
}

void emitFound(FoundFacts&& found, EventBatcher& out)
{
    for (Fact& fact : found.facts)
        out.add(std::move(fact));
    if (found.privateKeys > 0)
        out.about(privateKeyWarning());
}

std::optional<Recognised> recogniseFacts(std::string_view head)
{
    const TextLines lines(head);
    if (isOtherFormat(head, lines))
        return std::nullopt;
    const FoundFacts found = findFacts(lines, {});
    // A reply code at the start of a line also occurs in transcripts and mail; there it must be what the text is about.
    const bool loneFits = !found.facts.empty() && found.linesLeft <= std::max<std::uint32_t>(2, found.linesUsed);
    if (found.shaped == 0 && !loneFits)
        return std::nullopt;
    return Recognised{Format::PastedFacts, std::string(kFactsName), {}};
}

ReadSummary readFacts(const ByteSource& source, const ReadContext& context)
{
    EventBatcher out(context);
    const std::string text = wholeText(source, out);
    FoundFacts found = findFacts(TextLines(text), context.stop);
    const bool any = !found.facts.empty();
    ReadSummary summary;
    summary.format = Format::PastedFacts;
    summary.formatName = kFactsName;
    if (any)
        summary.note = understood(found);
    else if (!context.stop.stop_requested())
        out.skip(0, "Nothing in this text could be told to be the output of a command that is read here "
                    "(docs/formats.md lists them).");
    emitFound(std::move(found), out);
    out.finish();
    summary.skipped = out.skipped();
    return summary;
}

} // namespace sendwright
