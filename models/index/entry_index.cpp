// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/entry_index.h"

#include "index/index_state.h"
#include "index/server_name.h"
#include "index/session_rows.h"

#include <algorithm>
#include <limits>
#include <span>
#include <thread>
#include <utility>

namespace sendwright {

void EntryIndex::State::noteServer(std::string_view name)
{
    if (name.empty() || name == rowsServer)
        return;
    if (rowsServer.empty())
        rowsServer = name;
    else
        rowsDiffer = rowsDiffer || !sameServer(name, rowsServer);
}

/// What the rows say of their server wins over what the folders say. Rows of several servers (forwarded events) say
/// nothing about the file.
void EntryIndex::State::settleServer()
{
    SourceInfo& source = sources.back();
    if (rowsServer.empty() || rowsDiffer)
        return;
    if (!source.server.empty() && !sameServer(source.server, rowsServer)) {
        const std::string what = "The folders say that this is of server " + source.server + ", its rows say " +
                                 rowsServer + ". The rows are believed.";
        problems.push_back({what, source.id, 0, Problem::Kind::Source, {}});
        ++source.problems;
        source.server = rowsServer;
    }
    if (source.server.empty())
        source.server = rowsServer;
}

void EntryIndex::State::noteCoverage(std::span<const std::int64_t> times)
{
    SourceInfo& source = sources.back();
    source.rows += static_cast<std::uint32_t>(times.size());
    std::int64_t first = std::numeric_limits<std::int64_t>::max(), last = TimePoint::kUnknown; // the least there is
    for (const std::int64_t ticks : times) {
        first = ticks == TimePoint::kUnknown ? first : std::min(first, ticks);
        last = std::max(last, ticks);
    }
    if (last == TimePoint::kUnknown)
        return;
    source.first.ticks = source.first.known() ? std::min(source.first.ticks, first) : first;
    source.last.ticks = std::max(source.last.ticks, last);
}

/// True when the event is an entry already; its second place is noted then.
bool EntryIndex::State::isTwin(EventRecord& event, std::uint32_t line)
{
    const auto sourceAt = [this](RowIndex row) {
        const auto next = std::upper_bound(sources.begin(), sources.end(), row,
                                           [](RowIndex wanted, const SourceInfo& s) { return wanted < s.firstRow; });
        return (next - 1)->id;
    };
    const auto known = [&](RowIndex row) {
        return EventTwins::Known{&events[rows.view().session(row)], sourceAt(row)};
    };
    SourceInfo& source = sources.back();
    const RowIndex row = twins.find(event, source.id, static_cast<RowIndex>(rows.size()), known);
    if (row == kNoRow)
        return false;
    twins.add({row, source.id, line}, events[rows.view().session(row)], std::move(event));
    ++source.repeated;
    return true;
}

void EntryIndex::State::appendEvents(EntryBatch& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (isTwin(batch.events[i], batch.line[i]))
            continue;
        eventRows.push_back(static_cast<RowIndex>(rows.size()));
        const auto place = static_cast<std::uint32_t>(events.size());
        rows.append(batch, i, i + 1, std::span(&place, 1));
        noteServer(batch.events[i].computer);
        events.append(std::move(batch.events[i]));
        noteCoverage(std::span(&batch.time[i], 1));
    }
}

void EntryIndex::State::appendTransport(const EntryBatch& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const TransportRecord& record = batch.transports[i];
        const auto row = static_cast<RowIndex>(rows.size());
        const auto place = static_cast<std::uint32_t>(transports.size());
        rows.append(batch, i, i + 1, std::span(&place, 1));
        transports.append({row, batch.kind, pool.intern(record.session), pool.intern(record.messageId),
                           pool.intern(record.source), pool.intern(record.action), pool.intern(record.connector),
                           pool.intern(record.peer), pool.intern(record.server)});
    }
    noteCoverage(batch.time);
}

void EntryIndex::State::noteProblem(Problem problem)
{
    SourceInfo& source = sources.back();
    source.problems += 1;
    problem.source = source.id;
    if (problems.size() < limits.problems)
        problems.push_back(std::move(problem));
    else if (problems.size() == limits.problems)
        problems.push_back(
            {"More problems are counted, but no longer listed.", source.id, 0, Problem::Kind::Source, {}});
}

/// What there is too much of once `more` rows come; nothing while there is room.
std::string EntryIndex::State::fullBecause(std::size_t more) const
{
    if (rows.size() + more > limits.rows)
        return std::to_string(limits.rows) + " entries";
    if (sessions.size() >= limits.sessions)
        return std::to_string(limits.sessions) + " sessions";
    return pool.bytes() >= limits.textBytes ? std::to_string(limits.textBytes >> 20) + " MiB of different texts"
                                            : std::string();
}

bool EntryIndex::State::leaveOutWhenFull(const EntryBatch& batch)
{
    // What is left out of protocol logs tells of sessions that later rows are of.
    const bool isProtocol = batch.kind != EntryKind::Event && !isTransport(batch.kind);
    if (batch.size() == 0)
        return isProtocol && !full.empty();
    if (leftOut == 0) {
        const std::string most = isProtocol && !full.empty() ? full : fullBecause(batch.size());
        if (most.empty())
            return false;
        full = isProtocol ? most : full;
        noteProblem({"This is full: more than " + most +
                         " cannot be looked at at once. The rest of this file was left out; open fewer files together.",
                     {},
                     0,
                     Problem::Kind::Source,
                     {}});
    }
    leftOut += batch.size();
    return true;
}

EntryIndex::EntryIndex(const IndexLimits& limits) : m_state(std::make_unique<State>(limits)) {}
EntryIndex::~EntryIndex() = default;

std::size_t EntryIndex::rows() const
{
    return m_state->rows.size();
}

void EntryIndex::beginSource(SourceInfo info)
{
    info.id = static_cast<SourceId>(m_state->sources.size());
    info.firstRow = static_cast<RowIndex>(m_state->rows.size());
    info.rows = 0;
    m_state->rows.beginSource();
    m_state->leftOut = 0;
    m_state->rowsServer.clear();
    m_state->rowsDiffer = false;
    m_state->sources.push_back(std::move(info));
}

void EntryIndex::State::appendRows(EntryBatch& batch)
{
    if (batch.kind == EntryKind::Event)
        appendEvents(batch);
    else if (isTransport(batch.kind))
        appendTransport(batch);
    else
        appendProtocol(batch);
}

void EntryIndex::append(EntryBatch&& batch)
{
    State& s = *m_state;
    if (!s.leaveOutWhenFull(batch))
        s.appendRows(batch);
    for (Problem& problem : batch.problems)
        s.noteProblem(std::move(problem));
    for (Fact& fact : batch.facts) {
        fact.source = s.sources.back().id;
        s.facts.push_back(std::move(fact));
    }
}

void EntryIndex::endSource(const SourceInfo& finalInfo)
{
    SourceInfo& source = m_state->sources.back();
    source.format = finalInfo.format;
    source.formatName = finalInfo.formatName;
    source.note = finalInfo.note;
    source.encoding = finalInfo.encoding;
    source.zone = finalInfo.zone;
    source.localTimes = finalInfo.localTimes;
    source.zoneAssumed = finalInfo.zoneAssumed;
    source.skipped = finalInfo.skipped + static_cast<std::uint32_t>(m_state->leftOut);
    source.bytes = finalInfo.bytes;
    source.done = true;
    m_state->settleServer();
}

std::shared_ptr<const Snapshot> EntryIndex::publish(bool complete)
{
    State& s = *m_state;
    auto snapshot = std::make_shared<Snapshot>();
    auto start = std::make_shared<std::vector<std::uint32_t>>();
    auto list = std::make_shared<std::vector<RowIndex>>();
    s.countRows();
    {
        // Neither touches what the other writes.
        const std::jthread ordering([&] { snapshot->sincePrevious = s.order.extend(s.rows.view()); });
        groupBySession(s.rows.view(), s.sessions, *start, *list);
        s.settleSessions(*start, *list);
    }
    snapshot->generation = ++s.generation;
    snapshot->complete = complete;
    snapshot->order = s.order.order();
    snapshot->strings = s.pool.table();
    snapshot->sources = s.sources;
    snapshot->rows = s.rows.view();
    snapshot->events = s.events.view();
    snapshot->transports = s.transports.view();
    snapshot->notes = s.notes.view();
    snapshot->eventRows = s.eventRows;
    snapshot->twins = s.twins.sorted();
    snapshot->completed = s.twins.completed();
    snapshot->sessionList = s.sessions.share();
    snapshot->sessionNames = s.sessionNames.view();
    snapshot->counts = s.counts;
    snapshot->sessionStart = std::move(start);
    snapshot->sessionRowList = std::move(list);
    snapshot->facts = std::make_shared<const std::vector<Fact>>(s.facts);
    snapshot->problems = std::make_shared<const std::vector<Problem>>(s.problems);
    return snapshot;
}

} // namespace sendwright
