// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/clixml_event.h"
#include "ingest/clixml_objects.h"
#include "ingest/event_clock.h"
#include "ingest/event_data.h"
#include "ingest/event_readers.h"
#include "ingest/foreign_lines.h"

#include <algorithm>

namespace sendwright {

namespace {

void readOne(std::string_view xml, std::uint64_t offset, std::uint32_t line, ClixmlMemory& memory, EventClock& clock,
             EventBatcher& out)
{
    std::string why;
    ClixmlEvent parsed = parseClixmlEvent(xml, memory, why);
    if (!parsed.event) {
        out.skip(line, std::move(why));
        return;
    }
    EventRecord& event = *parsed.event;
    if (parsed.time.empty())
        clock.missing(line);
    else
        clock.read(event, parsed.time, line);
    if (event.time.known())
        event.uncertainty = std::max(event.uncertainty, parsed.resolution);
    if (!parsed.keptAll)
        out.assume(line, "This event has more than " + std::to_string(kDataPairs) + " values; the rest was left out.");
    if (parsed.unknownReference)
        out.assume(line, "A value of this event is given by a reference to one that is not in the file.");
    completeEventData(event);
    out.add(std::move(event), offset, xml.size(), line);
}

} // namespace

std::optional<Recognised> recogniseEventClixml(std::string_view head)
{
    constexpr std::string_view kNamespace = "http://schemas.microsoft.com/powershell/2004/04";
    const std::size_t start = std::min(head.find("<Objs"), head.size());
    if (start > 512 || before(head.substr(start), ">").find(kNamespace) == std::string_view::npos)
        return std::nullopt;
    const std::size_t winEvent =
        std::min(head.find("System.Diagnostics.Eventing.Reader.Event"), head.find("N=\"TimeCreated\""));
    const std::size_t eventLog =
        std::min(head.find("System.Diagnostics.EventLogEntry"), head.find("N=\"TimeGenerated\""));
    if (winEvent == std::string_view::npos && eventLog == std::string_view::npos)
        return std::nullopt;
    return Recognised{Format::EventClixml, winEvent < eventLog ? "Get-WinEvent CLIXML" : "Get-EventLog CLIXML", {}};
}

ReadSummary readEventClixml(const ByteSource& source, const ReadContext& context)
{
    EventBatcher out(context);
    EventClock clock(context, out);
    ForeignLines foreign(out);
    ClixmlMemory memory;
    ClixmlObjects objects(source);
    objects.onOther = [&](std::string_view text, std::uint32_t line) {
        if (!text.starts_with("<Ref ")) {
            foreign.add(line);
            return;
        }
        foreign.close();
        out.skip(line, "This entry only refers to an object that stands elsewhere in the file.");
    };
    objects.onCut = [&](ClixmlObjects::Cut cut, std::uint32_t line) {
        foreign.close();
        out.skip(line, reasonOf(cut, "object"));
    };
    objects.onObject = [&](std::string_view xml, std::uint64_t offset, std::uint32_t line) {
        foreign.close();
        readOne(xml, offset, line, memory, clock, out);
    };
    const bool complete = objects.run(context.stop);
    foreign.close();
    if (!complete)
        out.about("The file could not be read to its end.");
    if (out.entries() == 0 && out.skipped() == 0 && !context.stop.stop_requested())
        out.about("The export holds no event.");
    const auto found = recogniseEventClixml(source.head());
    ReadSummary summary;
    clock.tell(summary);
    out.finish();
    summary.format = Format::EventClixml;
    summary.formatName = found ? found->formatName : "Event CLIXML";
    summary.skipped = out.skipped();
    return summary;
}

} // namespace sendwright
