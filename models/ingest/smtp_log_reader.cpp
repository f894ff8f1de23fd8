// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_log_reader.h"

#include "core/text_scan.h"
#include "ingest/line_windows.h"
#include "ingest/mixed_paste.h"
#include "ingest/smtp_batcher.h"
#include "ingest/smtp_split.h"

#include <algorithm>

namespace sendwright {

namespace {

/// So many exact rows make a text a log, whatever else was pasted around them.
constexpr std::size_t kRowsOfAPaste = 3;

/// Names of the header lines; a paste may have lost their `#`.
std::string_view headerLine(std::string_view line)
{
    if (line.starts_with('#'))
        return line.substr(1);
    if (line.empty() || (line.front() >= '0' && line.front() <= '9'))
        return {}; // a row, as nearly all lines are
    for (const std::string_view name : {"Software: ", "Version: ", "Log-type: ", "Date: ", "Fields: "})
        if (startsWithNoCase(line, name))
            return line;
    return {};
}

/// Votes of a head for send or receive; positive: receive.
int directionVote(std::string_view line)
{
    const Fields fields = splitFields(trimmed(line));
    if (fields.count < 8)
        return 0;
    int vote = fields[Column::Connector].find('\\') != std::string_view::npos ? 8 : 0;
    std::string buffer;
    const std::string_view data = unquoted(fields[Column::Data], buffer);
    const bool serverLine = data.starts_with("220 ") || data.starts_with("250");
    const bool clientLine = startsWithNoCase(data, "EHLO") || startsWithNoCase(data, "MAIL FROM") || data == "STARTTLS";
    if (fields[Column::Event] == ">")
        vote += serverLine ? 2 : (clientLine ? -2 : 0);
    if (fields[Column::Event] == "<")
        vote += clientLine ? 2 : (serverLine ? -2 : 0);
    if (startsWithNoCase(trimmed(fields[Column::Context]), "attempting to connect"))
        vote -= 8;
    return vote;
}

struct HeadFacts
{
    bool smtpType = false, otherType = false, receiveType = false;
    std::string_view typeName;
    std::size_t rows = 0, lines = 0;
    int vote = 0;
};

void lookAtHeader(std::string_view header, HeadFacts& facts)
{
    if (startsWithNoCase(header, "Log-type:")) {
        facts.typeName = trimmed(header.substr(9));
        facts.smtpType = containsNoCase(facts.typeName, "SMTP Send Protocol") ||
                         containsNoCase(facts.typeName, "SMTP Receive Protocol");
        facts.receiveType = containsNoCase(facts.typeName, "Receive");
        facts.otherType = !facts.smtpType;
    }
}

HeadFacts factsOf(std::string_view head)
{
    HeadFacts facts;
    while (!head.empty() && facts.lines < 400) {
        const std::string_view line = before(head, "\n");
        head = line.size() < head.size() ? head.substr(line.size() + 1) : std::string_view{};
        const std::string_view text = trimmed(line);
        if (text.empty())
            continue;
        ++facts.lines;
        if (const std::string_view header = headerLine(text); !header.empty()) {
            lookAtHeader(header, facts);
            if (facts.smtpType || facts.otherType)
                break; // it names itself
            continue;
        }
        std::string repaired, why;
        if (looksLikeRow(text) || (repairRow(text, repaired, why) && looksLikeRow(repaired))) {
            ++facts.rows;
            facts.vote += directionVote(repaired.empty() ? text : std::string_view(repaired));
        }
    }
    return facts;
}

std::string formatNameOf(Format format)
{
    return format == Format::SmtpReceiveLog ? "SMTP Receive protocol log" : "SMTP Send protocol log";
}

} // namespace

std::optional<Recognised> recogniseSmtpLog(std::string_view head, std::string_view fileName)
{
    const HeadFacts facts = factsOf(head);
    if (facts.otherType ||
        (!facts.smtpType && (facts.rows == 0 || (facts.rows < kRowsOfAPaste && facts.rows * 4 < facts.lines))))
        return std::nullopt;
    bool receive = facts.receiveType;
    if (!facts.smtpType)
        receive = facts.vote != 0 ? facts.vote > 0 : startsWithNoCase(fileName, "RECV");
    const Format format = receive ? Format::SmtpReceiveLog : Format::SmtpSendLog;
    return Recognised{format, formatNameOf(format), {}};
}

std::string columnsAtHead(std::string_view head)
{
    while (!head.empty()) {
        const std::string_view line = before(head, "\n");
        head = line.size() < head.size() ? head.substr(line.size() + 1) : std::string_view{};
        const std::string_view header = headerLine(trimmed(line));
        if (header.empty() && !trimmed(line).empty())
            break;
        if (startsWithNoCase(header, "Fields:"))
            return std::string(header.substr(7));
    }
    return {};
}

std::string blankedNote(std::uint32_t rows)
{
    return rows == 0 ? std::string()
                     : std::to_string(rows) + " rows have a blanked-out session id; they were taken as part of the "
                                              "session around them (assumed).";
}

ReadSummary readSmtpLog(const ByteSource& source, const ReadContext& context)
{
    const std::string head = source.head();
    const auto recognised = recogniseSmtpLog(head, context.fileName);
    ReadSummary summary;
    summary.format = recognised ? recognised->format : Format::SmtpSendLog;
    summary.formatName = formatNameOf(summary.format);
    SmtpBatcher batcher(context,
                        summary.format == Format::SmtpReceiveLog ? EntryKind::SmtpReceive : EntryKind::SmtpSend);
    if (context.slice.begin > 0)
        batcher.setColumns(context.columns ? *context.columns : columnsAtHead(head));
    summary.columnsAtBegin = batcher.columns();

    MixedPaste around(source, context);
    const auto otherLine = [&](const ScannedLine& line) {
        const std::string_view text = trimmed(line.text);
        if (text.empty())
            return;
        if (const std::string_view header = headerLine(text); !header.empty())
            batcher.header(header, line.number);
        else if (!around.takes(line, text))
            batcher.row(line);
    };
    const auto onLine = [&](const ScannedLine& line) {
        if (!line.ascii)
            summary.notUtf8 = summary.notUtf8 || !isUtf8(line.text);
        if (!line.text.empty() && line.text.front() >= '0' && line.text.front() <= '9')
            batcher.row(line);
        else
            otherLine(line);
        batcher.emitWhenFull();
    };
    const LineRead read = scanLines(source, context.slice, context.stop, context.plain, onLine);
    batcher.oversized(read.oversized);
    if (!around.emitFacts(summary))
        for (const ScannedLine& line : around.lines())
            batcher.rowAside(line);
    if (!read.complete && !context.stop.stop_requested())
        batcher.sourceProblem("The file became shorter or could not be read to its end; what was read before is kept.");
    summary.skipped += batcher.skipped();
    summary.blankedRows = batcher.blankedRows();
    summary.note = blankedNote(summary.blankedRows) + summary.note;
    summary.columns = batcher.columns();
    summary.lines = read.lines;
    batcher.finish();
    return summary;
}

} // namespace sendwright
