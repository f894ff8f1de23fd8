// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/event_batcher.h"
#include "ingest/event_data.h"
#include "ingest/event_readers.h"
#include "ingest/text_lines.h"

namespace sendwright {

namespace {

constexpr std::string_view kEventTextName = "Windows event text";

/// Lines [first, end) of a text: an event, or what belongs to none.
struct TextBlock
{
    std::size_t first = 0, end = 0;
    std::optional<KnownSentence> known;
};

/// The text from a line on, as far as a sentence may reach over line breaks.
std::string_view fromLine(const TextLines& lines, std::size_t at, std::size_t end)
{
    const std::string_view first = lines[at].text;
    const std::string_view last = lines[end - 1].text;
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

/// Paragraphs, and within them each line that begins a known sentence, split a text.
std::vector<TextBlock> blocksOf(const TextLines& lines)
{
    std::vector<TextBlock> blocks;
    bool open = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (trimmed(lines[i].text).empty()) {
            open = false;
            continue;
        }
        const auto known = identifyEventText(fromLine(lines, i, std::min(i + 6, lines.size())));
        if (!open || known)
            blocks.push_back({i, i, known});
        open = true;
        blocks.back().end = i + 1;
    }
    return blocks;
}

EventRecord eventOf(const KnownSentence& known, std::string_view text)
{
    EventRecord event;
    event.provider = known.provider;
    event.eventId = known.eventId;
    event.level = known.level;
    event.message = plainText(text, kMessageLimit);
    event.guessedIdentity = true;
    completeEventData(event);
    return event;
}

/// Marks of formats that have a reader of their own, or are no event text at all.
bool isOtherEventFormat(std::string_view head)
{
    const std::string_view text = trimmed(head);
    if (text.starts_with('<') || text.starts_with('{') || text.starts_with('['))
        return true;
    return head.find("#Fields:") != std::string_view::npos || head.find("<Event ") != std::string_view::npos ||
           recogniseEventCsv(head).has_value();
}

} // namespace

std::optional<Recognised> recogniseEventText(std::string_view head)
{
    if (isOtherEventFormat(head))
        return std::nullopt;
    const TextLines lines(head);
    std::size_t events = 0;
    const std::vector<TextBlock> blocks = blocksOf(lines);
    for (const TextBlock& block : blocks)
        events += block.known ? 1 : 0;
    if (events == 0 || events * 3 < blocks.size())
        return std::nullopt;
    return Recognised{Format::EventText, std::string(kEventTextName), {}};
}

ReadSummary readEventText(const ByteSource& source, const ReadContext& context)
{
    EventBatcher out(context);
    const std::string text = wholeText(source, out);
    const TextLines lines(text);
    for (const TextBlock& block : blocksOf(lines)) {
        if (context.stop.stop_requested())
            break;
        const TextLine& first = lines[block.first];
        const std::string_view content = fromLine(lines, block.first, block.end);
        if (block.known)
            out.add(eventOf(*block.known, content), first.offset, content.size(), first.number);
        else
            out.skip(first.number, "This text is not the sentence of an event known here.");
    }
    out.finish();
    ReadSummary summary;
    summary.format = Format::EventText;
    summary.formatName = kEventTextName;
    summary.note = "Bare event text: it has no time, and which event it is was told from the wording.";
    summary.skipped = out.skipped();
    return summary;
}

} // namespace sendwright
