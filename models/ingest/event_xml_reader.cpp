// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/event_batcher.h"
#include "ingest/event_data.h"
#include "ingest/event_labels.h"
#include "ingest/event_readers.h"
#include "ingest/event_xml_element.h"
#include "ingest/event_xml_scan.h"

namespace sendwright {

namespace {

constexpr std::string_view kFormatName = "Event Viewer XML";

void readOne(std::string_view xml, std::string description, std::uint64_t offset, std::uint32_t line, EventBatcher& out)
{
    ParsedEvent parsed;
    std::string why;
    if (!parseEventElement(xml, parsed, why)) {
        out.skip(line, why);
        return;
    }
    if (parsed.event.message.empty())
        parsed.event.message = std::move(description);
    if (!parsed.timeFine)
        out.assume(line, "The time of this event cannot be read; it is listed without one.");
    if (!parsed.keptAll)
        out.assume(line, "This event has more than " + std::to_string(kDataPairs) + " values; the rest was left out.");
    completeEventData(parsed.event);
    out.add(std::move(parsed.event), offset, xml.size(), line);
}

const char* reasonOf(EventXmlScan::Cut cut)
{
    switch (cut) {
    case EventXmlScan::Cut::NextBegins:
        return "This event stops before its end, where the next one begins; it was left out.";
    case EventXmlScan::Cut::SourceEnds:
        return "The text ends in the middle of this event; it was left out.";
    case EventXmlScan::Cut::TooLong:
        return "This event is longer than 1 MiB or has no end; it was left out.";
    }
    return "";
}

/// The root of an export, perhaps of one without events.
bool hasEventsRoot(std::string_view head)
{
    std::string_view text = trimmed(head);
    while (text.starts_with("<?") || text.starts_with("<!--"))
        text = trimmed(after(text, text.starts_with("<?") ? "?>" : "-->"));
    return text.starts_with("<Events>") || text.starts_with("<Events ") || text.starts_with("<Events/>");
}

} // namespace

std::optional<Recognised> recogniseEventXml(std::string_view head)
{
    bool found = hasEventsRoot(head);
    for (std::size_t at = head.find("<Event"); !found && at != std::string_view::npos; at = head.find("<Event", at + 1))
        found = beginsWindowsEvent(head.substr(at, 600));
    if (!found && !holdsLabelledEvent(head))
        return std::nullopt;
    return Recognised{Format::EventXml, std::string(kFormatName), {}};
}

ReadSummary readEventXml(const ByteSource& source, const ReadContext& context)
{
    EventBatcher out(context);
    EventLabels labels(out);
    EventXmlScan scan(source);
    scan.onGap = [&](std::string_view text, std::uint32_t line) { labels.text(text, line); };
    scan.onEvent = [&](std::string_view xml, std::uint64_t offset, std::uint32_t line) {
        readOne(xml, labels.takeDescription(), offset, line, out);
    };
    scan.onCut = [&](EventXmlScan::Cut cut, std::uint32_t line) { out.skip(labels.takeCut(line), reasonOf(cut)); };
    const bool complete = scan.run(context.stop);
    labels.finish();
    if (!complete)
        out.about("The file could not be read to its end.");
    if (out.entries() == 0 && out.skipped() == 0 && !context.stop.stop_requested())
        out.about("The export holds no event.");
    out.finish();
    ReadSummary summary;
    summary.format = Format::EventXml;
    summary.formatName = kFormatName;
    summary.zone = "UTC";
    summary.skipped = out.skipped();
    return summary;
}

} // namespace sendwright
