// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/transport_row.h"

#include "core/ascii.h"
#include "core/text_scan.h"
#include "ingest/csv_splitter.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

using enum TransportColumn;

std::string keptValue(std::string_view text)
{
    return std::string(bounded(trimmed(text), kTransportValueLimit));
}

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N>& words)
{
    return std::any_of(words.begin(), words.end(), [word](std::string_view w) { return equalsNoCase(word, w); });
}

template <std::size_t N>
bool containsOneOf(std::string_view text, const std::array<std::string_view, N>& words)
{
    return std::any_of(words.begin(), words.end(), [text](std::string_view w) { return containsNoCase(text, w); });
}

/// `08DC1DB12C345BE5;2024-01-25T15:16:09.544Z;0`: the first part is the SMTP session id.
std::string_view sessionOfContext(std::string_view context)
{
    const std::string_view first = trimmed(before(context, ";"));
    const bool hex = std::all_of(first.begin(), first.end(), isHexDigit);
    return first.size() == 16 && hex ? first : std::string_view{};
}

std::string_view withoutBrackets(std::string_view id)
{
    id = trimmed(id);
    return id.size() >= 2 && id.starts_with('<') && id.ends_with('>') ? id.substr(1, id.size() - 2) : id;
}

/// `SERVER\Connector` without its server.
std::string_view connectorName(std::string_view connector)
{
    return connector.substr(connector.find('\\') + 1);
}

/// The server that wrote a tracking row. Who sends out, or takes from one of its mailboxes, is named as the client.
std::string_view trackingServer(const TransportLayout& layout, const std::vector<std::string>& values)
{
    const std::string_view server = trimmed(layout.value(values, ServerHost));
    const bool ownMailbox = server.empty() && equalsNoCase(trimmed(layout.value(values, Source)), "STOREDRIVER");
    return sendsOut(trimmed(layout.value(values, Action))) || ownMailbox ? trimmed(layout.value(values, ClientHost))
                                                                         : server;
}

Severity connectivitySeverity(std::string_view description)
{
    // "Failed" and its kin, DNS answers that are errors, and deliveries put off. Healthy rows have none of these.
    static constexpr std::array<std::string_view, 9> kBad = {"failed",      "failure",    "unable to",
                                                             "timed out",   "refused",    "(Retry",
                                                             "Error Code:", "ErrorRetry", "DomainNonexistent"};
    return containsOneOf(description, kBad) ? Severity::Warning : Severity::Info;
}

Severity trackingSeverity(std::string_view event)
{
    static constexpr std::array<std::string_view, 3> kLost = {"FAIL", "POISONMESSAGE", "BADMAIL"};
    static constexpr std::array<std::string_view, 4> kDelayed = {"DSN", "DEFER", "SUBMITFAIL", "SUBMITDEFER"};
    if (isOneOf(event, kLost))
        return Severity::Error;
    return isOneOf(event, kDelayed) ? Severity::Warning : Severity::Info;
}

Severity agentSeverity(std::string_view action)
{
    const bool bad = startsWithNoCase(action, "Reject") || startsWithNoCase(action, "Delete") ||
                     startsWithNoCase(action, "Quarantine") || equalsNoCase(action, "Disconnect");
    return bad ? Severity::Warning : Severity::Info;
}

void append(std::string& out, std::string_view separator, std::string_view text)
{
    text = trimmed(text);
    if (!text.empty())
        out += (out.empty() ? std::string() : std::string(separator)) + std::string(text);
}

} // namespace

bool sendsOut(std::string_view trackingEvent)
{
    return startsWithNoCase(trackingEvent, "SEND");
}

std::vector<std::string> valuesOf(EntryKind kind, std::string_view line)
{
    std::vector<std::string> values = splitCsv(line, ',');
    if (kind != EntryKind::Connectivity)
        return values;
    const TransportLayout* nearest = nearestLayout(kind, values.size());
    if (nearest != nullptr && nearest->width < values.size() && fitsLayout(kind, *nearest, values))
        return splitCsv(line, ',', nearest->width);
    return values;
}

TransportParts partsOf(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values)
{
    const auto value = [&](TransportColumn column) { return trimmed(layout.value(values, column)); };
    TransportParts parts;
    parts.data = value(Data);
    parts.sender = value(Sender);
    parts.recipient = value(Recipient);
    if (kind == EntryKind::Connectivity) {
        parts.remote = value(Destination);
        parts.context = value(Source);
        return parts;
    }
    const bool out = kind == EntryKind::Tracking && sendsOut(value(Action));
    parts.local = value(out ? ClientIp : ServerIp);
    parts.remote = value(out ? ServerIp : ClientIp);
    parts.context = value(Context);
    append(parts.context, ": ", value(Reason));
    return parts;
}

TransportRecord recordOf(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values)
{
    const auto value = [&](TransportColumn column) { return trimmed(layout.value(values, column)); };
    TransportRecord record;
    record.time = parseIsoTime(value(Time)).value_or(TimePoint{});
    record.source = keptValue(value(Source));
    record.action = keptValue(value(Action));
    record.peer = keptValue(partsOf(kind, layout, values).remote);
    record.session = keptValue(kind == EntryKind::Tracking ? sessionOfContext(value(Context)) : value(Session));
    record.messageId = keptValue(withoutBrackets(value(MessageId)));
    record.connector = keptValue(connectorName(value(Connector)));
    if (kind == EntryKind::Tracking)
        record.server = keptValue(trackingServer(layout, values));
    return record;
}

Severity severityOf(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values)
{
    if (kind == EntryKind::Connectivity)
        return connectivitySeverity(layout.value(values, Data));
    const std::string_view action = trimmed(layout.value(values, Action));
    return kind == EntryKind::Tracking ? trackingSeverity(action) : agentSeverity(action);
}

bool splitTransportRow(EntryKind kind, std::string_view line, TransportParts& parts, bool ownColumns)
{
    const std::vector<std::string> values = valuesOf(kind, line);
    const TransportLayout* layout = ownColumns ? nullptr : nearestLayout(kind, values.size());
    if (layout == nullptr) {
        parts = TransportParts{};
        parts.data = line;
        return false;
    }
    parts = partsOf(kind, *layout, values);
    return true;
}

} // namespace sendwright
