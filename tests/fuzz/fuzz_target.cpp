// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"

#include "ingest/event_readers.h"
#include "ingest/smtp_log_reader.h"
#include "ingest/sniff.h"
#include "support/batch_text.h"

#include <cstdio>
#include <cstdlib>

namespace sendwright::fuzz {

namespace {

/// Unlike assert, in every kind of build.
void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", what);
    std::abort();
}

void checkColumns(const EntryBatch& batch)
{
    const std::size_t rows = batch.size();
    const bool equal = batch.offset.size() == rows && batch.length.size() == rows && batch.line.size() == rows &&
                       batch.session.size() == rows && batch.sequence.size() == rows && batch.code.size() == rows &&
                       batch.rowClass.size() == rows && batch.symbol.size() == rows && batch.severity.size() == rows &&
                       batch.flags.size() == rows;
    require(equal, "all columns of a batch are of one length");
    if (batch.kind == EntryKind::Event)
        require(batch.events.size() == rows, "an event batch has one event a row");
    if (isTransport(batch.kind))
        require(batch.transports.size() == rows, "a transport batch has one record a row");
}

void checkRows(const EntryBatch& batch, std::uint64_t size, bool binary)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        require(batch.offset[i] <= size && batch.length[i] <= size - batch.offset[i], "a row lies inside its source");
        require(batch.line[i] > 0 || binary, "lines count from 1");
        if (batch.kind != EntryKind::Event && !isTransport(batch.kind))
            require(batch.session[i] < batch.firstSession + batch.sessions.size(), "a row's session is known");
    }
    for (std::size_t i = 0; i < batch.details.size(); ++i) {
        require(batch.details[i].row < batch.size(), "a detail belongs to a row");
        require(i == 0 || batch.details[i - 1].row <= batch.details[i].row, "details ascend");
    }
}

std::string readProtocolLog(const ByteSource& source, bool plain)
{
    std::string said;
    ReadContext context;
    context.fileName = "input";
    context.plain = plain;
    context.emit = [&](EntryBatch&& batch) { said += test::batchText(batch); };
    const ReadSummary summary = readSmtpLog(source, context);
    return said + summary.note + std::to_string(summary.skipped) + ' ' + std::to_string(summary.lines) +
           (summary.notUtf8 ? " not UTF-8" : "");
}

void readWith(const ByteSource& source, ReadFunction reader)
{
    const bool binary = reader == readEvtx; // has offsets, but no lines
    ReadContext context;
    context.fileName = "input";
    context.zone = "UTC";
    context.emit = [&](EntryBatch&& batch) {
        checkColumns(batch);
        checkRows(batch, source.size(), binary);
    };
    reader(source, context);
}

} // namespace

void compareTwins(const std::string& bytes)
{
    const auto source = ByteSource::fromText(bytes);
    require(readProtocolLog(*source, false) == readProtocolLog(*source, true), "the fast path reads as its twin does");
}

void readBytes(const std::string& bytes, ReadFunction reader)
{
    const auto source = ByteSource::fromText(bytes);
    readWith(*source, reader);
    const Recognised recognised = sniff(*source, "input");
    const ReadFunction found = readerFor(recognised.format);
    // The members of an archive are sources of their own.
    const bool noReader = recognised.format == Format::Unknown || recognised.format == Format::Archive;
    require((found == nullptr) == noReader, "every known format has a reader");
    require(found != nullptr || !recognised.reason.empty() || !recognised.formatName.empty(),
            "what is not recognised has a reason");
    if (found && found != reader)
        readWith(*source, found);
}

} // namespace sendwright::fuzz
