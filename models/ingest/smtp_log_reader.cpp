// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_log_reader.h"

#include "core/text_scan.h"
#include "ingest/line_windows.h"
#include "ingest/smtp_batcher.h"
#include "ingest/smtp_split.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kRowsABatch = 16384;

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
    bool exchangeHeader = false, smtpType = false, otherType = false, receiveType = false;
    std::string_view typeName;
    std::size_t rows = 0, lines = 0;
    int vote = 0;
};

void lookAtHeader(std::string_view header, HeadFacts& facts)
{
    if (startsWithNoCase(header, "Software: Microsoft Exchange"))
        facts.exchangeHeader = true;
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
    if (facts.otherType || (!facts.smtpType && (facts.rows == 0 || facts.rows * 4 < facts.lines)))
        return std::nullopt;
    bool receive = facts.receiveType;
    if (!facts.smtpType)
        receive = facts.vote != 0 ? facts.vote > 0 : startsWithNoCase(fileName, "RECV");
    const Format format = receive ? Format::SmtpReceiveLog : Format::SmtpSendLog;
    return Recognised{format, formatNameOf(format), {}};
}

ReadSummary readSmtpLog(const ByteSource& source, const ReadContext& context)
{
    const auto recognised = recogniseSmtpLog(source.head(), context.fileName);
    ReadSummary summary;
    summary.format = recognised ? recognised->format : Format::SmtpSendLog;
    summary.formatName = formatNameOf(summary.format);
    SmtpBatcher batcher(context.source,
                        summary.format == Format::SmtpReceiveLog ? EntryKind::SmtpReceive : EntryKind::SmtpSend);

    const auto onLine = [&](std::string_view line, std::uint64_t offset, std::uint32_t number, bool last) {
        const std::string_view text = trimmed(line);
        if (text.empty())
            return;
        if (const std::string_view header = headerLine(text); !header.empty())
            batcher.header(header, number);
        else
            batcher.row(line, offset, number, last);
        if (batcher.rows() >= kRowsABatch)
            context.emit(batcher.take());
    };
    const LineRead read = forEachLine(source, context.stop, onLine);
    batcher.oversized(read.oversized);
    if (!read.complete && !context.stop.stop_requested())
        batcher.sourceProblem("The file became shorter or could not be read to its end; what was read before is kept.");
    context.emit(batcher.take());
    summary.skipped = batcher.skipped();
    summary.note = batcher.note();
    return summary;
}

} // namespace sendwright
