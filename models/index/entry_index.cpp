// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/entry_index.h"

#include "core/text_scan.h"
#include "index/event_twins.h"
#include "index/row_order.h"
#include "index/server_name.h"
#include "index/session_tracker.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace sendwright {

struct EntryIndex::State
{
    StringPool pool;
    std::vector<SourceInfo> sources;
    ChunkedVector<RowColumns> rows;
    ChunkedVector<EventRecord, 1024> events;
    ChunkedVector<TransportRow, 1024> transports;
    ChunkedVector<RowNote> notes;
    std::vector<RowIndex> eventRows;
    EventTwins twins;
    std::vector<Session> sessions;
    std::vector<LiveSession> live;
    std::vector<SessionIndex> changed; ///< sessions with rows since the last publication
    std::unordered_map<std::string, SessionIndex> byKey;
    std::vector<Fact> facts;
    std::vector<Problem> problems;
    RowOrder order;
    std::uint64_t generation = 0;
    std::string rowsServer;  ///< server the rows of the current source name
    bool rowsDiffer = false; ///< they name more than one

    void noteServer(std::string_view name);
    void settleServer();
    std::string keyOf(const EntryBatch& batch, const BatchSession& session) const;
    SessionIndex sessionFor(const EntryBatch& batch, const BatchSession& session);
    SessionIndex newSession(const EntryBatch& batch, const BatchSession& session);
    void keepEndpoints(Session& session, const BatchSession& from);
    void appendProtocol(EntryBatch& batch);
    void appendEvents(EntryBatch& batch);
    bool isTwin(EventRecord& event, std::uint32_t line);
    void appendTransport(EntryBatch& batch);
    void trackRow(SessionIndex session, const TrackedRow& row, std::uint16_t sequence);
    void replayDisordered(SessionIndex session, std::span<const RowIndex> sorted);
    void noteCoverage(std::int64_t ticks);
    PoolId noteOf(RowIndex row) const;
};

namespace {

/// Folder of a path: what ties the hourly files of one server together when their rows do not name it.
std::string_view folderOf(std::string_view path)
{
    return path.substr(0, path.rfind('/') + 1);
}

/// Row `i` of a batch; `owner` is its session, or its place among the events or transport records.
RowColumns columnsOf(const EntryBatch& batch, std::size_t i, std::uint32_t owner)
{
    constexpr std::uint32_t kLongest = (1u << 24) - 1;
    RowColumns row;
    row.time = batch.time[i];
    row.offset = batch.offset[i] & ((1ull << 40) - 1);
    row.length = std::min(batch.length[i], kLongest) & kLongest;
    row.line = batch.line[i];
    row.session = owner;
    row.sequence = batch.sequence[i];
    row.code = batch.code[i];
    row.rowClass = batch.rowClass[i];
    row.symbol = batch.symbol[i];
    row.severity = batch.severity[i];
    row.flags = batch.flags[i];
    return row;
}

/// Rows of each session, ordered by sequence, then file order.
void groupBySession(const ChunkedVector<RowColumns>& rows, std::size_t sessions, std::vector<std::uint32_t>& start,
                    std::vector<RowIndex>& list)
{
    start.assign(sessions + 1, 0);
    const auto isRow = [&rows](RowIndex row) {
        return rows[row].rowClass != RowClass::Event && rows[row].rowClass != RowClass::Transport;
    };
    const auto count = static_cast<RowIndex>(rows.size());
    for (RowIndex row = 0; row < count; ++row)
        if (isRow(row))
            ++start[rows[row].session + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    list.resize(start.back());
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    for (RowIndex row = 0; row < count; ++row)
        if (isRow(row))
            list[next[rows[row].session]++] = row;
    const auto bySequence = [&rows](RowIndex a, RowIndex b) { return rows[a].sequence < rows[b].sequence; };
    for (std::size_t s = 0; s < sessions; ++s) {
        const auto begin = list.begin() + start[s];
        const auto end = list.begin() + start[s + 1];
        if (!std::is_sorted(begin, end, bySequence))
            std::stable_sort(begin, end, bySequence);
    }
}

} // namespace

std::string EntryIndex::State::keyOf(const EntryBatch& batch, const BatchSession& session) const
{
    const SourceInfo& source = sources.back();
    std::string key(1, batch.kind == EntryKind::SmtpSend ? 's' : 'r');
    // Receive rows name their server. Send rows do not: the layout of the bundle tells, else the folder the hourly
    // files lie in stands for it.
    const std::string& server = session.server.empty() ? source.server : session.server;
    key += server.empty() ? std::string(folderOf(source.path)) : serverKey(server);
    key += '\n';
    key += session.id;
    return key;
}

SessionIndex EntryIndex::State::newSession(const EntryBatch& batch, const BatchSession& from)
{
    Session session;
    session.kind = batch.kind;
    session.server = pool.intern(from.server.empty() ? sources.back().server : from.server);
    session.connector = pool.intern(from.connector);
    session.id = pool.intern(from.id);
    sessions.push_back(session);
    live.emplace_back();
    return static_cast<SessionIndex>(sessions.size() - 1);
}

SessionIndex EntryIndex::State::sessionFor(const EntryBatch& batch, const BatchSession& from)
{
    const auto [place, fresh] = byKey.try_emplace(keyOf(batch, from), kNoSession);
    if (fresh)
        place->second = newSession(batch, from);
    keepEndpoints(sessions[place->second], from);
    if (from.assumedId)
        sessions[place->second].signs |= sign::kAssumedRows;
    changed.push_back(place->second);
    return place->second;
}

void EntryIndex::State::keepEndpoints(Session& session, const BatchSession& from)
{
    if (!from.localEndpoint.empty())
        session.localEndpoint = pool.intern(from.localEndpoint);
    if (!from.remoteEndpoint.empty())
        session.remoteEndpoint = pool.intern(from.remoteEndpoint);
    if (startsWithNoCase(from.remoteEndpoint, "127.0.0.1:") || startsWithNoCase(from.remoteEndpoint, "[::1]:"))
        session.signs |= sign::kProbe;
}

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
        problems.push_back({"The folders say that this is of server " + source.server + ", its rows say " + rowsServer +
                                ". The rows are believed.",
                            source.id,
                            0,
                            Problem::Kind::Source,
                            {}});
        ++source.problems;
        source.server = rowsServer;
    }
    if (source.server.empty())
        source.server = rowsServer;
}

void EntryIndex::State::noteCoverage(std::int64_t ticks)
{
    SourceInfo& source = sources.back();
    ++source.rows;
    if (ticks == TimePoint::kUnknown)
        return;
    if (!source.first.known() || ticks < source.first.ticks)
        source.first.ticks = ticks;
    if (!source.last.known() || ticks > source.last.ticks)
        source.last.ticks = ticks;
}

void EntryIndex::State::trackRow(SessionIndex session, const TrackedRow& row, std::uint16_t sequence)
{
    LiveSession& state = live[session];
    state.disordered = state.disordered || sequence < state.lastSequence;
    state.lastSequence = sequence;
    SessionTracker(pool).row(sessions[session], state, row);
}

void EntryIndex::State::appendProtocol(EntryBatch& batch)
{
    // A session comes into being with its first row: rows outside a wanted range may have been dropped.
    std::vector<SessionIndex> global(batch.sessions.size(), kNoSession);
    std::vector<PoolId> texts(batch.texts.size());
    for (std::uint32_t i = 0; i < batch.texts.size(); ++i)
        texts[i] = pool.intern(batch.texts.text(i), batch.texts.hash(i));
    std::size_t detail = 0;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto row = static_cast<RowIndex>(rows.size());
        PoolId text = PoolId::Empty;
        if (detail < batch.details.size() && batch.details[detail].row == i) {
            text = texts[batch.details[detail++].text];
            notes.append({row, text});
        }
        SessionIndex& session = global[batch.session[i]];
        if (session == kNoSession)
            session = sessionFor(batch, batch.sessions[batch.session[i]]);
        rows.append(columnsOf(batch, i, session));
        noteCoverage(batch.time[i]);
        trackRow(session, {row, TimePoint{batch.time[i]}, batch.rowClass[i], batch.code[i], batch.flags[i], text},
                 batch.sequence[i]);
    }
}

/// True when the event is an entry already; its second place is noted then.
bool EntryIndex::State::isTwin(EventRecord& event, std::uint32_t line)
{
    const auto sourceAt = [this](RowIndex row) {
        const auto next = std::upper_bound(sources.begin(), sources.end(), row,
                                           [](RowIndex wanted, const SourceInfo& s) { return wanted < s.firstRow; });
        return (next - 1)->id;
    };
    const auto known = [&](RowIndex row) { return EventTwins::Known{&events[rows[row].session], sourceAt(row)}; };
    SourceInfo& source = sources.back();
    const RowIndex row = twins.find(event, source.id, static_cast<RowIndex>(rows.size()), known);
    if (row == kNoRow)
        return false;
    twins.add({row, source.id, line}, events[rows[row].session], std::move(event));
    ++source.repeated;
    return true;
}

void EntryIndex::State::appendEvents(EntryBatch& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (isTwin(batch.events[i], batch.line[i]))
            continue;
        eventRows.push_back(static_cast<RowIndex>(rows.size()));
        rows.append(columnsOf(batch, i, static_cast<std::uint32_t>(events.size())));
        noteServer(batch.events[i].computer);
        events.append(std::move(batch.events[i]));
        noteCoverage(batch.time[i]);
    }
}

void EntryIndex::State::appendTransport(EntryBatch& batch)
{
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const TransportRecord& record = batch.transports[i];
        const auto row = static_cast<RowIndex>(rows.size());
        rows.append(columnsOf(batch, i, static_cast<std::uint32_t>(transports.size())));
        transports.append({row, batch.kind, pool.intern(record.session), pool.intern(record.messageId),
                           pool.intern(record.source), pool.intern(record.action), pool.intern(record.connector),
                           pool.intern(record.peer), pool.intern(record.server)});
        noteCoverage(batch.time[i]);
    }
}

PoolId EntryIndex::State::noteOf(RowIndex row) const
{
    std::size_t low = 0, high = notes.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        (notes[middle].row < row ? low : high) = notes[middle].row < row ? middle + 1 : middle;
    }
    return low < notes.size() && notes[low].row == row ? notes[low].text : PoolId::Empty;
}

void EntryIndex::State::replayDisordered(SessionIndex index, std::span<const RowIndex> sorted)
{
    const Session old = sessions[index];
    Session fresh;
    fresh.kind = old.kind;
    fresh.server = old.server;
    fresh.connector = old.connector;
    fresh.id = old.id;
    fresh.localEndpoint = old.localEndpoint;
    fresh.remoteEndpoint = old.remoteEndpoint;
    fresh.signs = old.signs & (sign::kAssumedRows | sign::kProbe);
    LiveSession state;
    SessionTracker tracker(pool);
    for (const RowIndex row : sorted) {
        const RowColumns& columns = rows[row];
        tracker.row(fresh, state,
                    {row, TimePoint{columns.time}, columns.rowClass, columns.code, columns.flags, noteOf(row)});
    }
    state.disordered = true;
    state.lastSequence = live[index].lastSequence;
    sessions[index] = fresh;
    live[index] = state;
}

EntryIndex::EntryIndex() : m_state(std::make_unique<State>()) {}
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
    m_state->rowsServer.clear();
    m_state->rowsDiffer = false;
    m_state->sources.push_back(std::move(info));
}

void EntryIndex::append(EntryBatch batch)
{
    State& s = *m_state;
    SourceInfo& source = s.sources.back();
    for (const BatchSession& session : batch.sessions)
        s.noteServer(session.server);
    if (batch.kind == EntryKind::Event)
        s.appendEvents(batch);
    else if (isTransport(batch.kind))
        s.appendTransport(batch);
    else
        s.appendProtocol(batch);
    for (Problem& problem : batch.problems) {
        source.problems += 1;
        problem.source = source.id;
        s.problems.push_back(std::move(problem));
    }
    for (Fact& fact : batch.facts) {
        fact.source = source.id;
        s.facts.push_back(std::move(fact));
    }
    if (source.server.empty() && !batch.sessions.empty())
        source.server = batch.sessions.front().server;
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
    source.skipped = finalInfo.skipped;
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
    groupBySession(s.rows, s.sessions.size(), *start, *list);
    std::sort(s.changed.begin(), s.changed.end());
    s.changed.erase(std::unique(s.changed.begin(), s.changed.end()), s.changed.end());
    for (const SessionIndex session : s.changed) {
        if (s.live[session].disordered)
            s.replayDisordered(session,
                               std::span(*list).subspan((*start)[session], (*start)[session + 1] - (*start)[session]));
        SessionTracker::conclude(s.sessions[session], s.live[session]);
    }
    s.changed.clear();
    snapshot->generation = ++s.generation;
    snapshot->complete = complete;
    snapshot->sincePrevious = s.order.extend(s.rows);
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
    snapshot->sessionList = std::make_shared<const std::vector<Session>>(s.sessions);
    snapshot->sessionStart = std::move(start);
    snapshot->sessionRowList = std::move(list);
    snapshot->facts = std::make_shared<const std::vector<Fact>>(s.facts);
    snapshot->problems = std::make_shared<const std::vector<Problem>>(s.problems);
    return snapshot;
}

} // namespace sendwright
