// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/read_units.h"

#include "ingest/smtp_log_reader.h"
#include "ingest/sniff.h"

#include <algorithm>

namespace sendwright {

namespace {

std::string lastPart(std::string_view path)
{
    return std::string(path.substr(path.rfind('/') + 1));
}

/// A source that is not read, with the reason.
SourceResult notRead(const SourcePlan& plan, std::string name, std::string why)
{
    SourceResult result;
    result.summary.formatName = std::move(name);
    result.summary.note = std::move(why);
    result.bytes = plan.bytes;
    return result;
}

void noteEncoding(SourceResult& result)
{
    std::string& note = result.summary.note;
    if ((result.encoding == "not UTF-8" || result.summary.notUtf8) && !note.starts_with("The text"))
        note += (note.empty() ? "" : " ") + std::string("The text is not UTF-8; choose a code page for it.");
}

SourceResult readOpened(const SourcePlan& plan, std::shared_ptr<ByteSource> source, ReadContext& context)
{
    SourceResult result;
    const Recognised found = sniff(*source, context.fileName);
    const ReadFunction reader = readerFor(found.format);
    if (reader != nullptr) {
        result.summary = reader(*source, context);
    } else {
        result.summary.formatName = found.formatName.empty() ? "Not recognised" : found.formatName;
        result.summary.note = found.reason;
    }
    result.encoding = source->encoding();
    result.bytes = plan.text.empty() ? source->bytesOnDisk() : plan.text.size();
    result.source = std::move(source);
    if (reader != nullptr)
        noteEncoding(result);
    return result;
}

/// An archive has no rows of its own; its members are sources beside it.
SourceResult tellArchive(const SourcePlan& plan, ReadContext& context)
{
    SourceResult result = notRead(plan, plan.archiveKind, plan.note);
    result.summary.format = Format::Archive;
    result.summary.skipped = plan.leftOut;
    EntryBatch batch;
    batch.problems = plan.problems;
    if (!batch.problems.empty())
        context.emit(std::move(batch));
    return result;
}

Result<std::shared_ptr<ByteSource>> openPlan(const SourcePlan& plan)
{
    return plan.content ? ByteSource::over(plan.content, plan.settings.codePage)
                        : ByteSource::open(plan.file, plan.settings.codePage);
}

bool isProtocolLog(Format format)
{
    return format == Format::SmtpSendLog || format == Format::SmtpReceiveLog;
}

/// Large protocol logs in slices; where a slice begins does not depend on the number of threads.
void addSlices(const SourcePlan& plan, std::size_t number, std::uint64_t slice, std::vector<ReadUnit>& units)
{
    const bool read = plan.problem.empty() && plan.twinOf.empty() && plan.archiveKind.empty() && !plan.file.empty();
    auto opened = read && plan.bytes > slice + slice / 2 ? openPlan(plan) : Failure{"it is small"};
    const auto inPlace = [](const std::string& encoding) { return encoding == "UTF-8" || encoding == "not UTF-8"; };
    if (!opened || !inPlace(opened.value()->encoding()) || !isProtocolLog(sniff(*opened.value(), plan.shown).format)) {
        units.push_back({number, {}, {}});
        return;
    }
    const std::uint64_t size = opened.value()->size();
    const std::string columns = columnsAtHead(opened.value()->head());
    for (std::uint64_t at = 0; at < size; at += slice)
        units.push_back({number, {at, at + slice < size ? at + slice : SourceSlice{}.end}, columns});
}

} // namespace

std::vector<ReadUnit> unitsOf(const std::vector<SourcePlan>& plans, std::uint64_t sliceBytes)
{
    std::vector<ReadUnit> units;
    for (std::size_t i = 0; i < plans.size(); ++i)
        addSlices(plans[i], i, std::max<std::uint64_t>(sliceBytes, 1), units);
    return units;
}

ReadContext contextOf(const SourcePlan& plan, const ReadUnit& unit, unsigned workers, const std::stop_token& stop,
                      SmtpMemory* memory)
{
    ReadContext context;
    context.source = static_cast<SourceId>(unit.plan);
    context.fileName = lastPart(plan.shown);
    context.zone = plan.settings.zone;
    context.workers = workers;
    context.recoverDeleted = plan.settings.recoverDeleted;
    context.slice = unit.slice;
    context.columns = unit.columns;
    context.memory = unit.columns || context.plain ? nullptr : memory;
    context.stop = stop;
    return context;
}

SourceResult readPlan(const SourcePlan& plan, ReadContext& context)
{
    if (!plan.problem.empty())
        return notRead(plan, "Not found", plan.problem);
    if (!plan.twinOf.empty())
        return notRead(plan, "Copy", "The same bytes as " + plan.twinOf + "; read once.");
    if (!plan.archiveKind.empty())
        return tellArchive(plan, context);
    if (plan.file.empty())
        return readOpened(plan, ByteSource::fromText(plan.text), context);
    auto opened = openPlan(plan);
    if (!opened)
        return notRead(plan, "Not readable", "The file was not read: " + opened.error() + '.');
    return readOpened(plan, std::move(opened.value()), context);
}

void joinResults(SourceResult& whole, SourceResult&& slice)
{
    if (!whole.source && whole.bytes == 0) {
        whole = std::move(slice);
        return;
    }
    ReadSummary& summary = whole.summary;
    summary.skipped += slice.summary.skipped;
    summary.lines += slice.summary.lines;
    summary.notUtf8 = summary.notUtf8 || slice.summary.notUtf8;
    summary.blankedRows += slice.summary.blankedRows;
    summary.columns = std::move(slice.summary.columns);
}

void finishSlices(SourceResult& result)
{
    result.summary.note = blankedNote(result.summary.blankedRows);
    noteEncoding(result);
}

} // namespace sendwright
