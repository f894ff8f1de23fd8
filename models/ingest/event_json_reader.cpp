// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/event_data.h"
#include "ingest/event_readers.h"
#include "ingest/foreign_lines.h"
#include "ingest/json_event.h"
#include "ingest/json_objects.h"

#include <algorithm>
#include <utility>

namespace sendwright {

namespace {

constexpr int kObjectsLooked = 20;

/// What evtx_dump writes between the records when it does not write one a line: `Record 17`.
bool isRecordLine(std::string_view line)
{
    return line.starts_with("Record ") && parseNumber(trimmed(line.substr(7)));
}

/// The order of day and month that local dates of the whole file show.
DateOrderVote voteOnJsonDates(const ByteSource& source, const std::stop_token& stop)
{
    DateOrderVote vote;
    std::stop_source enough;
    const std::stop_callback passOn(stop, [&] { enough.request_stop(); });
    JsonObjects objects(source);
    int unhelpful = 0; // times with the year first say nothing and need no second look at the whole file
    objects.onForeign = [](std::string_view, std::uint32_t) {};
    objects.onCut = [](JsonObjects::Cut, std::uint32_t) {};
    objects.onObject = [&](std::string_view json, std::uint64_t, std::uint32_t) {
        const auto time = localTimeOf(json);
        if (time && !time->yearFirst)
            vote.see(*time);
        else
            ++unhelpful;
        if (unhelpful >= kObjectsLooked || vote.decided())
            enough.request_stop();
    };
    objects.run(enough.get_token());
    return vote;
}

} // namespace

std::optional<Recognised> recogniseEventJson(std::string_view head)
{
    // Cheap first: no JSON without an object that begins a line or a list.
    if (head.find('{') == std::string_view::npos || head.find('"') == std::string_view::npos)
        return std::nullopt;
    const auto source = ByteSource::fromText(std::string(head));
    std::optional<JsonShape> shape;
    int seen = 0;
    std::uint64_t behind = 0;
    std::stop_source enough;
    JsonObjects objects(*source);
    objects.onForeign = [](std::string_view, std::uint32_t) {};
    bool guessed = false; // once: the guess goes over the whole head
    objects.onCut = [&](JsonObjects::Cut, std::uint32_t) {
        if (!shape && !std::exchange(guessed, true))
            shape = likelyJsonShape(head.substr(std::min<std::size_t>(behind, head.size())));
    };
    objects.onObject = [&](std::string_view json, std::uint64_t offset, std::uint32_t) {
        shape = jsonShape(json);
        behind = offset + json.size();
        if (shape || ++seen >= kObjectsLooked)
            enough.request_stop();
    };
    objects.run(enough.get_token());
    if (!shape)
        return std::nullopt;
    return Recognised{Format::EventJson, formatName(*shape), {}};
}

ReadSummary readEventJson(const ByteSource& source, const ReadContext& context)
{
    EventBatcher out(context);
    EventClock clock(context, out, voteOnJsonDates(source, context.stop));
    ForeignLines foreign(out);
    JsonObjects objects(source);
    objects.onForeign = [&](std::string_view text, std::uint32_t line) {
        if (!isRecordLine(text))
            foreign.add(line);
    };
    objects.onCut = [&](JsonObjects::Cut cut, std::uint32_t line) {
        foreign.close();
        out.skip(line, reasonOf(cut, "object"));
    };
    objects.onObject = [&](std::string_view json, std::uint64_t offset, std::uint32_t line) {
        foreign.close();
        std::string why;
        auto event = parseJsonEvent(json, line, clock, out, why);
        if (!event) {
            out.skip(line, std::move(why));
            return;
        }
        completeEventData(*event);
        out.add(std::move(*event), offset, json.size(), line);
    };
    const bool complete = objects.run(context.stop);
    foreign.close();
    if (!complete)
        out.about("The file could not be read to its end.");
    if (out.entries() == 0 && out.skipped() == 0 && !context.stop.stop_requested())
        out.about("The export holds no event.");
    const auto found = recogniseEventJson(source.head());
    ReadSummary summary;
    clock.tell(summary);
    out.finish();
    summary.format = Format::EventJson;
    summary.formatName = found ? found->formatName : "Event JSON";
    summary.skipped = out.skipped();
    return summary;
}

} // namespace sendwright
