// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/transport_columns.h"

#include "core/ascii.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

using enum TransportColumn;

struct NamedColumn
{
    std::string_view name;
    TransportColumn column;
};

constexpr std::array<NamedColumn, 6> kConnectivity = {{
    {"date-time", Time},
    {"session", Session},
    {"source", Source},
    {"destination", Destination},
    {"direction", Action},
    {"description", Data},
}};

constexpr std::array<NamedColumn, 12> kTracking = {{
    {"date-time", Time},
    {"client-ip", ClientIp},
    {"client-hostname", ClientHost},
    {"server-ip", ServerIp},
    {"server-hostname", ServerHost},
    {"source-context", Context},
    {"connector-id", Connector},
    {"source", Source},
    {"event-id", Action},
    {"message-id", MessageId},
    {"recipient-status", Data},
    {"recipient-address", Recipient},
}};
// `sender-address` stands behind the columns that later versions added, so it is looked up with them.
constexpr NamedColumn kTrackingSender = {"sender-address", Sender};

constexpr std::array<NamedColumn, 13> kAgent = {{
    {"timestamp", Time},
    {"sessionid", Session},
    {"localendpoint", ServerIp},
    {"remoteendpoint", ClientIp},
    {"messageid", MessageId},
    {"p1fromaddress", Sender},
    {"recipient", Recipient},
    {"recipients", Recipient},
    {"agent", Source},
    {"event", Context},
    {"action", Action},
    {"smtpresponse", Data},
    {"reason", Reason},
}};

constexpr std::string_view kConnectivityFields = "date-time,session,source,destination,direction,description";
constexpr std::string_view kTracking2010 =
    "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,"
    "internal-message-id,message-id,recipient-address,recipient-status,total-bytes,recipient-count,"
    "related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,"
    "tenant-id,original-client-ip,original-server-ip,custom-data";
constexpr std::string_view kTracking2013 =
    "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,"
    "internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,"
    "related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,"
    "tenant-id,original-client-ip,original-server-ip,custom-data";
constexpr std::string_view kAgent2010 =
    "timestamp,sessionid,localendpoint,remoteendpoint,enteredorgfromip,messageid,p1fromaddress,p2fromaddresses,"
    "recipient,numrecipients,agent,event,action,smtpresponse,reason,reasondata,diagnostics";

const NamedColumn* columnOf(EntryKind kind, std::string_view name)
{
    const auto find = [name](std::span<const NamedColumn> columns) -> const NamedColumn* {
        const auto found = std::find_if(columns.begin(), columns.end(),
                                        [name](const NamedColumn& c) { return equalsNoCase(c.name, name); });
        return found == columns.end() ? nullptr : &*found;
    };
    if (kind == EntryKind::Connectivity)
        return find(kConnectivity);
    if (kind == EntryKind::Agent)
        return find(kAgent);
    return equalsNoCase(name, kTrackingSender.name) ? &kTrackingSender : find(kTracking);
}

TransportLayout widened(EntryKind kind, std::string_view fields, std::size_t more)
{
    TransportLayout layout = layoutOfNames(kind, fields).value_or(TransportLayout{});
    layout.width += more;
    return layout;
}

std::span<const TransportLayout> knownLayouts(EntryKind kind)
{
    static const std::array<TransportLayout, 1> connectivity = {
        widened(EntryKind::Connectivity, kConnectivityFields, 0)};
    static const std::array<TransportLayout, 3> tracking = {widened(EntryKind::Tracking, kTracking2010, 0),
                                                            widened(EntryKind::Tracking, kTracking2013, 0),
                                                            widened(EntryKind::Tracking, kTracking2013, 3)};
    static const std::array<TransportLayout, 2> agent = {widened(EntryKind::Agent, kAgent2010, 0),
                                                         widened(EntryKind::Agent, kAgent2010, 3)};
    if (kind == EntryKind::Connectivity)
        return connectivity;
    return kind == EntryKind::Tracking ? std::span<const TransportLayout>(tracking) : agent;
}

/// A name of our trade: letters, digits, few marks; no blanks unless allowed.
bool isWord(std::string_view text, bool blanks)
{
    if (text.empty() || text.size() > 80)
        return false;
    return std::all_of(text.begin(), text.end(), [blanks](char c) {
        return isAsciiLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '.' || (blanks && c == ' ');
    });
}

bool isCapitals(std::string_view text)
{
    return isWord(text, false) && std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

} // namespace

std::string_view TransportLayout::value(const std::vector<std::string>& values, TransportColumn column) const
{
    const int at = place[static_cast<std::size_t>(column)];
    return at < 0 || static_cast<std::size_t>(at) >= values.size()
               ? std::string_view{}
               : std::string_view(values[static_cast<std::size_t>(at)]);
}

std::optional<TransportLayout> layoutOfNames(EntryKind kind, std::string_view fields)
{
    constexpr std::size_t kMostNames = 256;
    TransportLayout layout;
    for (fields = trimmed(fields); layout.width < kMostNames; ++layout.width) {
        const std::string_view name = before(fields, ",");
        const NamedColumn* column = columnOf(kind, trimmed(name));
        // The first of two equal names counts: a torn header repeats some of its names.
        if (column != nullptr && layout.place[static_cast<std::size_t>(column->column)] < 0)
            layout.place[static_cast<std::size_t>(column->column)] = static_cast<int>(layout.width);
        if (name.size() >= fields.size()) {
            ++layout.width;
            break;
        }
        fields.remove_prefix(name.size() + 1);
    }
    const bool useful =
        layout.place[static_cast<std::size_t>(Time)] >= 0 && layout.place[static_cast<std::size_t>(Action)] >= 0;
    return useful ? std::optional(layout) : std::nullopt;
}

const TransportLayout* knownLayout(EntryKind kind, std::size_t width)
{
    const auto known = knownLayouts(kind);
    const auto found =
        std::find_if(known.begin(), known.end(), [width](const TransportLayout& l) { return l.width == width; });
    return found == known.end() ? nullptr : &*found;
}

const TransportLayout* nearestLayout(EntryKind kind, std::size_t width)
{
    const TransportLayout* nearest = nullptr;
    for (const TransportLayout& layout : knownLayouts(kind))
        if (layout.width <= width)
            nearest = &layout;
    return nearest;
}

bool isKnownLayout(EntryKind kind, const TransportLayout& layout)
{
    const TransportLayout* known = knownLayout(kind, layout.width);
    return known != nullptr && known->place == layout.place;
}

bool fitsLayout(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values)
{
    const std::string_view time = layout.value(values, Time);
    if (!time.ends_with('Z') || !parseIsoTime(time))
        return false;
    const std::string_view action = trimmed(layout.value(values, Action));
    const std::string_view source = trimmed(layout.value(values, Source));
    if (kind == EntryKind::Connectivity)
        return (action == "+" || action == "-" || action == ">") && isWord(source, false);
    if (kind == EntryKind::Tracking)
        return isCapitals(action) && isCapitals(source);
    return isWord(action, false) && isWord(source, true) && startsWithNoCase(layout.value(values, Context), "On");
}

bool beginsTransportRow(std::string_view line)
{
    const std::string_view time = before(line.substr(0, 40), ",");
    return time.size() >= 20 && time.size() < line.size() && time.ends_with('Z') && parseIsoTime(time).has_value();
}

} // namespace sendwright
