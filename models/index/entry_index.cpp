// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/entry_index.h"

#include "core/text_scan.h"
#include "index/event_twins.h"
#include "index/row_order.h"
#include "index/row_table.h"
#include "index/server_name.h"
#include "index/session_keys.h"
#include "index/session_rows.h"
#include "index/session_tracker.h"

#include <algorithm>
#include <limits>
#include <span>
#include <thread>
#include <utility>

namespace sendwright {

namespace {

/// So many texts or rows ahead what they need is fetched: thousands of sessions, or millions of texts, fit no cache.
constexpr std::uint32_t kAhead = 8;

/// A session of the part being read: what names it, and its place among all sessions once a row of it came.
struct PartSession
{
    SessionIndex place = kNoSession;
    PoolId connector = PoolId::Empty, server = PoolId::Empty, id = PoolId::Empty;
    PoolId localEndpoint = PoolId::Empty, remoteEndpoint = PoolId::Empty;
    bool assumedId = false;
};

} // namespace

struct EntryIndex::State
{
    explicit State(const IndexLimits& most) : limits(most) {}

    const IndexLimits limits;
    StringPool pool;
    SessionTracker tracker{pool};
    std::vector<SourceInfo> sources;
    RowTable rows;
    ChunkedVector<EventRecord, 1024> events;
    ChunkedVector<TransportRow, 1024> transports;
    ChunkedVector<RowNote> notes;
    std::vector<RowIndex> eventRows;
    EventTwins twins;
    ChunkedVector<Session, 1024> sessions;
    std::vector<LiveSession> live;
    std::vector<SessionIndex> changed; ///< sessions with rows since the last publication
    SessionCounts counts;              ///< as of the last publication
    SessionKeys keys;
    std::vector<PartSession> part;
    std::vector<PoolId> texts;         ///< of the batch at hand
    std::vector<std::uint32_t> owners; ///< of its rows
    std::vector<Fact> facts;
    std::vector<Problem> problems;
    RowOrder order;
    std::uint64_t generation = 0;
    std::string rowsServer;  ///< server the rows of the current source name
    bool rowsDiffer = false; ///< they name more than one
    std::size_t leftOut = 0; ///< rows of the current source that did not fit

    std::string fullBecause(std::size_t more) const;
    bool leaveOutWhenFull(const EntryBatch& batch);
    void noteServer(std::string_view name);
    void settleServer();
    void internTexts(const EntryBatch& batch);
    void beginSessions(const EntryBatch& batch);
    void takeNews(const EntryBatch& batch);
    SessionIndex enterSession(EntryKind kind, PartSession& session);
    SessionIndex newSession(EntryKind kind, const PartSession& from);
    void keepEndpoints(const PartSession& from);
    void appendRows(EntryBatch& batch);
    void appendProtocol(const EntryBatch& batch);
    void appendEvents(EntryBatch& batch);
    bool isTwin(EventRecord& event, std::uint32_t line);
    void appendTransport(const EntryBatch& batch);
    void expectRow(const EntryBatch& batch, std::size_t i) const;
    void trackRow(SessionIndex session, const TrackedRow& row, std::uint16_t sequence);
    void replayDisordered(SessionIndex session, std::span<const RowIndex> sorted);
    void noteCoverage(std::span<const std::int64_t> times);
    void noteProblem(Problem problem);
    PoolId noteOf(RowIndex row) const;
    void settleSessions(const std::vector<std::uint32_t>& start, std::vector<RowIndex>& list);
};

void EntryIndex::State::internTexts(const EntryBatch& batch)
{
    const std::uint32_t count = batch.texts.size();
    texts.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i + kAhead < count)
            pool.expect(batch.texts.hash(i + kAhead));
        texts[i] = pool.intern(batch.texts.text(i), batch.texts.hash(i));
    }
}

void EntryIndex::State::beginSessions(const EntryBatch& batch)
{
    if (batch.firstSession == 0)
        part.clear();
    for (const BatchSession& session : batch.sessions) {
        noteServer(batch.text(session.server));
        part.push_back({kNoSession, texts[session.connector], texts[session.server], texts[session.id], PoolId::Empty,
                        PoolId::Empty, false});
    }
    if (sources.back().server.empty() && !batch.sessions.empty())
        sources.back().server = batch.text(batch.sessions.front().server);
}

void EntryIndex::State::takeNews(const EntryBatch& batch)
{
    for (const SessionNews& news : batch.news) {
        PartSession& session = part[news.session];
        if (news.localEndpoint != 0)
            session.localEndpoint = texts[news.localEndpoint];
        if (news.remoteEndpoint != 0)
            session.remoteEndpoint = texts[news.remoteEndpoint];
        session.assumedId = session.assumedId || news.assumedId;
        if (session.place != kNoSession)
            keepEndpoints(session);
    }
}

SessionIndex EntryIndex::State::newSession(EntryKind kind, const PartSession& from)
{
    Session session;
    session.kind = kind;
    session.server = from.server == PoolId::Empty ? pool.intern(sources.back().server) : from.server;
    session.connector = from.connector;
    session.id = from.id;
    sessions.append(session);
    live.emplace_back();
    return static_cast<SessionIndex>(sessions.size() - 1);
}

/// A session comes into being with its first row: rows outside a wanted range may have been dropped.
SessionIndex EntryIndex::State::enterSession(EntryKind kind, PartSession& from)
{
    // Receive rows name their server. Send rows do not: the layout of the bundle tells, else the folder the hourly
    // files lie in stands for it.
    const SourceInfo& source = sources.back();
    const std::string_view named = from.server == PoolId::Empty ? source.server : pool.text(from.server);
    const std::uint32_t owner = keys.ownerOf(named.empty() ? std::string(folderOf(source.path)) : serverKey(named),
                                             kind == EntryKind::SmtpSend);
    from.place = keys.find(owner, from.id);
    if (from.place == kNoSession) {
        from.place = newSession(kind, from);
        keys.add(owner, from.id, from.place);
    }
    keepEndpoints(from);
    return from.place;
}

void EntryIndex::State::keepEndpoints(const PartSession& from)
{
    Session& session = sessions.edit(from.place);
    if (from.localEndpoint != PoolId::Empty)
        session.localEndpoint = from.localEndpoint;
    if (from.remoteEndpoint != PoolId::Empty)
        session.remoteEndpoint = from.remoteEndpoint;
    const std::string_view remote = pool.text(from.remoteEndpoint);
    if (startsWithNoCase(remote, "127.0.0.1:") || startsWithNoCase(remote, "[::1]:"))
        session.signs |= sign::kProbe;
    if (from.assumedId)
        session.signs |= sign::kAssumedRows;
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

void EntryIndex::State::trackRow(SessionIndex session, const TrackedRow& row, std::uint16_t sequence)
{
    LiveSession& state = live[session];
    state.disordered = state.disordered || sequence < state.lastSequence;
    state.lastSequence = sequence;
    if (!std::exchange(state.changed, true))
        changed.push_back(session);
    tracker.row(sessions.edit(session), state, row);
}

/// Fetches what tracking a later row of the batch will touch.
void EntryIndex::State::expectRow(const EntryBatch& batch, std::size_t i) const
{
    const SessionIndex place = i < batch.size() ? part[batch.session[i]].place : kNoSession;
    if (place != kNoSession) {
        prefetch(&sessions[place]);
        prefetch(&live[place]);
    }
}

void EntryIndex::State::appendProtocol(const EntryBatch& batch)
{
    internTexts(batch);
    beginSessions(batch);
    takeNews(batch);
    noteCoverage(batch.time);
    owners.resize(batch.size());
    const auto first = static_cast<RowIndex>(rows.size());
    std::size_t detail = 0;
    for (std::size_t i = 0, count = batch.size(); i < count; ++i) {
        expectRow(batch, i + kAhead);
        const RowIndex row = first + static_cast<RowIndex>(i);
        PoolId text = PoolId::Empty;
        if (detail < batch.details.size() && batch.details[detail].row == i) {
            text = texts[batch.details[detail++].text];
            notes.append({row, text});
        }
        PartSession& session = part[batch.session[i]];
        owners[i] = session.place != kNoSession ? session.place : enterSession(batch.kind, session);
        trackRow(owners[i], {row, TimePoint{batch.time[i]}, batch.rowClass[i], batch.code[i], batch.flags[i], text},
                 batch.sequence[i]);
    }
    rows.append(batch, 0, batch.size(), owners);
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
    for (const RowIndex row : sorted) {
        const RowColumns columns = rows.view()[row];
        tracker.row(fresh, state,
                    {row, TimePoint{columns.time}, columns.rowClass, columns.code, columns.flags, noteOf(row)});
    }
    state.disordered = true;
    state.lastSequence = live[index].lastSequence;
    sessions.edit(index) = fresh;
    live[index] = std::move(state);
}

/// Sorts the rows of sessions whose rows came out of order, and says of every changed session what became of it.
void EntryIndex::State::settleSessions(const std::vector<std::uint32_t>& start, std::vector<RowIndex>& list)
{
    const RowTable::View& view = rows.view();
    for (SessionIndex s = 0; s < sessions.size(); ++s)
        if (live[s].disordered)
            std::stable_sort(list.begin() + start[s], list.begin() + start[s + 1],
                             [&view](RowIndex a, RowIndex b) { return view.sequence(a) < view.sequence(b); });
    for (const SessionIndex s : changed) {
        counts.remove(sessions[s]);
        if (live[s].disordered)
            replayDisordered(s, std::span(list).subspan(start[s], start[s + 1] - start[s]));
        live[s].changed = false;
        SessionTracker::conclude(sessions.edit(s), live[s]);
        counts.add(sessions[s]);
    }
    changed.clear();
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
    if (batch.size() == 0)
        return false;
    if (leftOut == 0) {
        const std::string most = fullBecause(batch.size());
        if (most.empty())
            return false;
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
    m_state->part.clear();
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
    snapshot->counts = s.counts;
    snapshot->sessionStart = std::move(start);
    snapshot->sessionRowList = std::move(list);
    snapshot->facts = std::make_shared<const std::vector<Fact>>(s.facts);
    snapshot->problems = std::make_shared<const std::vector<Problem>>(s.problems);
    return snapshot;
}

} // namespace sendwright
