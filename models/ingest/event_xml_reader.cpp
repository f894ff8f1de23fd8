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

/// The root of an export, perhaps of one without events.
bool hasEventsRoot(std::string_view head)
{
    std::string_view text = trimmed(head);
    while (text.starts_with("<?") || text.starts_with("<!--"))
        text = trimmed(after(text, text.starts_with("<?") ? "?>" : "-->"));
    return text.starts_with("<Events>") || text.starts_with("<Events ") || text.starts_with("<Events/>");
}

bool holdsWindowsEvent(std::string_view head)
{
    for (std::size_t at = head.find("<Event"); at != std::string_view::npos; at = head.find("<Event", at + 1))
        if (beginsWindowsEvent(head.substr(at, 600)))
            return true;
    return false;
}

/// The order of day and month that the labelled dates of the whole file show.
DateOrderVote voteOnXmlDates(const ByteSource& source, const std::stop_token& stop)
{
    DateOrderVote vote;
    if (!holdsLabelledEvent(source.head()))
        return vote;
    std::stop_source enough;
    const std::stop_callback passOn(stop, [&] { enough.request_stop(); });
    EventXmlScan scan(source);
    scan.onGap = [&](std::string_view text, std::uint64_t, std::uint32_t) {
        if (!seeLabelledDates(text, vote) || vote.decided())
            enough.request_stop();
    };
    scan.onEvent = [](std::string_view, std::uint64_t, std::uint32_t) {};
    scan.onCut = [](EventXmlScan::Cut, std::uint32_t) {};
    scan.run(enough.get_token());
    return vote;
}

} // namespace

std::optional<Recognised> recogniseEventXml(std::string_view head)
{
    const bool xml = hasEventsRoot(head) || holdsWindowsEvent(head);
    if (!xml && !holdsLabelledEvent(head))
        return std::nullopt;
    const char* name = xml                       ? "Event Viewer XML"
                       : holdsWevtutilText(head) ? "wevtutil text"
                                                 : "Event Viewer details (text)";
    return Recognised{Format::EventXml, name, {}};
}

ReadSummary readEventXml(const ByteSource& source, const ReadContext& context)
{
    EventBatcher out(context);
    EventClock clock(context, out, voteOnXmlDates(source, context.stop));
    EventLabels labels(out, clock);
    EventXmlScan scan(source);
    scan.onGap = [&](std::string_view text, std::uint64_t offset, std::uint32_t line) {
        labels.text(text, offset, line);
    };
    scan.onEvent = [&](std::string_view xml, std::uint64_t offset, std::uint32_t line) {
        readOne(xml, labels.takeDescription(), offset, line, out);
    };
    scan.onCut = [&](EventXmlScan::Cut cut, std::uint32_t line) {
        out.skip(labels.takeCut(line), reasonOf(cut, "event"));
    };
    const bool complete = scan.run(context.stop);
    labels.finish();
    if (!complete)
        out.about("The file could not be read to its end.");
    if (out.entries() == 0 && out.skipped() == 0 && !context.stop.stop_requested())
        out.about("The export holds no event.");
    const auto found = recogniseEventXml(source.head());
    ReadSummary summary;
    clock.tell(summary);
    out.finish();
    summary.format = Format::EventXml;
    summary.formatName = found ? found->formatName : "Event Viewer XML";
    summary.skipped = out.skipped();
    return summary;
}

} // namespace sendwright
