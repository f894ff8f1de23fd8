// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/listing.h"

#include "core/json_text.h"
#include "core/text_scan.h"
#include "ingest/smtp_row.h"
#include "ingest/transport_row.h"
#include "report/csv_cell.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sendwright {

namespace {

/// A named value of a record; numbers stand bare in JSON.
struct Value
{
    const char* name;
    std::string text;
    bool number = false;
};
using Record = std::vector<Value>;

Value number(const char* name, std::uint64_t value, bool known = true)
{
    return {name, known ? std::to_string(value) : std::string(), known};
}

std::string csvLine(const Record& record)
{
    std::string line;
    for (std::size_t i = 0; i < record.size(); ++i)
        line += (i > 0 ? "," : "") + (record[i].number ? record[i].text : csvCell(record[i].text));
    return line + "\r\n";
}

std::string csvHead(const Record& record)
{
    std::string line;
    for (std::size_t i = 0; i < record.size(); ++i)
        line += (i > 0 ? "," : "") + std::string(record[i].name);
    return line + "\r\n";
}

std::string jsonLine(const Record& record)
{
    std::string line = "{";
    for (const Value& value : record) {
        if (line.size() > 1)
            line += ',';
        appendJsonString(line, value.name);
        line += ':';
        if (value.number)
            line += value.text;
        else
            appendJsonString(line, value.text);
    }
    return line + "}\n";
}

Record sessionRecord(const Snapshot& snapshot, const Session& session)
{
    const auto said = [&](PoolId id) { return std::string(snapshot.text(id)); };
    const bool timed = session.first.known();
    return {{"start", formatIsoTime(session.first)},
            number("durationMs",
                   timed ? static_cast<std::uint64_t>((session.last.ticks - session.first.ticks) / kTicksPerMillisecond)
                         : 0,
                   timed),
            {"kind", name(session.kind)},
            {"server", said(session.server)},
            {"connector", said(session.connector)},
            {"session", said(session.id)},
            {"localEndpoint", said(session.localEndpoint)},
            {"remoteEndpoint", said(session.remoteEndpoint)},
            {"ehlo", said(session.ehloName)},
            {"tls", name(session.tls)},
            {"tlsDetail", said(session.tlsDetail)},
            {"outcome", name(session.outcome)},
            {"failed", session.failed ? "true" : "false", true},
            {"tlsFailed", session.tlsFailed ? "true" : "false", true},
            number("messages", session.messages),
            number("accepted", session.accepted),
            number("entries", session.entries),
            {"hasConnect", session.hasConnect ? "true" : "false", true},
            {"hasDisconnect", session.hasDisconnect ? "true" : "false", true},
            number("winsock", session.winsock, session.winsock != 0),
            number("errorCode", session.errorCode, session.errorCode != 0),
            {"errorText", said(session.errorText)},
            {"certSentSubject", said(session.sent.subject)},
            {"certSentThumbprint", said(session.sent.thumbprint)},
            {"certSentNotAfter", formatIsoTime(session.sent.notAfter)},
            {"certReceivedSubject", said(session.received.subject)},
            {"closedBy", said(session.closedBy)}};
}

void setValue(Record& record, const char* name, std::string value, bool isNumber = false)
{
    const auto found =
        std::find_if(record.begin(), record.end(), [name](const Value& v) { return std::string_view(v.name) == name; });
    if (found != record.end() && !value.empty())
        *found = {name, std::move(value), isNumber};
}

void fillEvent(const Snapshot& snapshot, RowIndex row, const std::string& message, Record& record)
{
    const EventRecord& event = snapshot.event(row);
    const auto set = [&](const char* name, std::string value, bool isNumber = false) {
        setValue(record, name, std::move(value), isNumber);
    };
    set("recordId", event.hasRecordId || event.recordId != 0 ? std::to_string(event.recordId) : std::string(), true);
    set("eventId", std::to_string(event.eventId), true);
    set("provider", event.provider);
    set("level", event.hasLevel || event.level != 0 ? std::to_string(event.level) : std::string(), true);
    set("computer", event.computer);
    set("channel", event.channel);
    set("message", message);
}

void fillTransport(const Snapshot& snapshot, RowIndex row, const std::string& line, Record& record)
{
    const TransportRow& transport = snapshot.transport(row);
    const auto set = [&](const char* name, std::string_view value) { setValue(record, name, std::string(value)); };
    TransportParts parts;
    splitTransportRow(transport.kind, line, parts, (snapshot.rows[row].flags & rowflag::kOwnColumns) != 0);
    set("server", snapshot.text(transport.server));
    set("connector", snapshot.text(transport.connector));
    set("session", snapshot.text(transport.session));
    set("localEndpoint", parts.local);
    set("remoteEndpoint", snapshot.text(transport.peer));
    set("event", snapshot.text(transport.action));
    set("data", parts.data);
    set("context", parts.context);
    set("provider", snapshot.text(transport.source));
    set("messageId", snapshot.text(transport.messageId));
}

void fillProtocol(const Snapshot& snapshot, RowIndex row, const std::string& line, Record& record)
{
    const Session& session = snapshot.sessions()[snapshot.sessionOf(row)];
    const auto set = [&](const char* name, std::string_view value) { setValue(record, name, std::string(value)); };
    SmtpRow smtp;
    splitSmtpRow(line, smtp);
    set("server", snapshot.text(session.server));
    set("connector", snapshot.text(session.connector));
    set("session", snapshot.text(session.id));
    setValue(record, "sequence", smtp.sequence, parseNumber(smtp.sequence).has_value());
    set("localEndpoint", smtp.local);
    set("remoteEndpoint", smtp.remote);
    set("event", smtp.event);
    set("data", smtp.data);
    set("context", smtp.context);
    if (snapshot.rows[row].rowClass == RowClass::MessageStart)
        set("messageId", snapshot.note(row));
}

Record entryRecord(const Snapshot& snapshot, RowIndex row, const std::string& line)
{
    const RowColumns columns = snapshot.rows[row];
    const SourceInfo& source = snapshot.sourceOf(row);
    const bool event = snapshot.isEvent(row);
    Record record = {{"time", formatIsoTime(TimePoint{columns.time}, event ? 7 : 3)},
                     {"source", source.path},
                     number("line", snapshot.rows.line(row)),
                     {"kind", name(snapshot.kindOf(row))},
                     {"severity", name(columns.severity)},
                     {"server", {}},
                     {"connector", {}},
                     {"session", {}},
                     {"sequence", {}},
                     {"localEndpoint", {}},
                     {"remoteEndpoint", {}},
                     {"event", {}},
                     {"data", {}},
                     {"context", {}},
                     {"recordId", {}},
                     {"eventId", {}},
                     {"provider", {}},
                     {"level", {}},
                     {"computer", {}},
                     {"channel", {}},
                     {"message", {}},
                     {"messageId", {}}};
    if (event)
        fillEvent(snapshot, row, line, record);
    else if (snapshot.isTransport(row))
        fillTransport(snapshot, row, line, record);
    else
        fillProtocol(snapshot, row, line, record);
    return record;
}

std::string padded(std::string text, std::size_t width)
{
    if (text.size() > width)
        return std::string(bounded(text, width - 1)) + '~';
    return text + std::string(width - text.size(), ' ');
}

/// Control characters would let a log write over the terminal.
std::string printable(std::string text)
{
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = '?';
    return text;
}

std::string tableLine(const Record& record)
{
    std::string line;
    for (const auto& [name, width] : {std::pair{"start", 25u},
                                      {"kind", 8u},
                                      {"connector", 28u},
                                      {"remoteEndpoint", 24u},
                                      {"tls", 18u},
                                      {"outcome", 15u},
                                      {"session", 17u}})
        for (const Value& value : record)
            if (std::string_view(value.name) == name)
                line += padded(printable(value.text), width) + ' ';
    while (line.ends_with(' '))
        line.pop_back();
    return line + '\n';
}

std::string tableHead()
{
    Record names;
    for (const char* name : {"start", "kind", "connector", "remoteEndpoint", "tls", "outcome", "session"})
        names.push_back({name, name});
    return tableLine(names);
}

} // namespace

std::optional<ListingFormat> listingFormat(std::string_view name)
{
    if (name == "table")
        return ListingFormat::Table;
    if (name == "csv")
        return ListingFormat::Csv;
    return name == "ndjson" ? std::optional(ListingFormat::Ndjson) : std::nullopt;
}

void listSessions(const Snapshot& snapshot, ListingFormat format, const ListingSink& sink)
{
    std::vector<SessionIndex> order(snapshot.sessions().size());
    for (SessionIndex i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](SessionIndex a, SessionIndex b) {
        return snapshot.sessions()[a].first < snapshot.sessions()[b].first;
    });
    if (format == ListingFormat::Csv && !sink(csvHead(sessionRecord(snapshot, Session{}))))
        return;
    if (format == ListingFormat::Table && !sink(tableHead()))
        return;
    for (const SessionIndex index : order) {
        const Record record = sessionRecord(snapshot, snapshot.sessions()[index]);
        const std::string line = format == ListingFormat::Table
                                     ? tableLine(record)
                                     : (format == ListingFormat::Csv ? csvLine(record) : jsonLine(record));
        if (!sink(line))
            return;
    }
}

void listEntries(const Snapshot& snapshot, const RowText& text, ListingFormat format, const ListingSink& sink)
{
    bool first = true;
    for (const RowIndex row : *snapshot.order) {
        const Record record = entryRecord(snapshot, row, text.line(snapshot.rowId(row)));
        if (first && format == ListingFormat::Csv && !sink(csvHead(record)))
            return;
        first = false;
        if (!sink(format == ListingFormat::Csv ? csvLine(record) : jsonLine(record)))
            return;
    }
}

} // namespace sendwright
