// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How an index takes rows of protocol logs and follows their sessions.

#include "index/index_state.h"

#include "core/text_scan.h"
#include "index/server_name.h"

#include <algorithm>
#include <utility>

namespace sendwright {

namespace {

/// So many texts or rows ahead what they need is fetched: thousands of sessions, or millions of texts, fit no cache.
constexpr std::uint32_t kAhead = 8;

bool isOfProbe(std::string_view remoteEndpoint)
{
    return startsWithNoCase(remoteEndpoint, "127.0.0.1:") || startsWithNoCase(remoteEndpoint, "[::1]:");
}

} // namespace

void EntryIndex::State::internTexts(const EntryBatch& batch)
{
    const std::uint32_t count = batch.texts.size();
    texts.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        if (i + kAhead < count && !batch.texts.isLoose(i + kAhead))
            pool.expect(batch.texts.hash(i + kAhead));
        const std::string_view text = batch.texts.text(i);
        texts[i] = batch.texts.isLoose(i) ? pool.keepLoose(text) : pool.intern(text, batch.texts.hash(i));
    }
}

ReaderSessions& EntryIndex::State::readerOf(const EntryBatch& batch)
{
    if (batch.reader >= readers.size())
        readers.resize(batch.reader + std::size_t{1});
    ReaderSessions& reader = readers[batch.reader];
    if (batch.firstSession == 0)
        reader.told.clear();
    for (std::size_t i = 0; i < batch.kept.size(); ++i)
        reader.told[i] = reader.told[batch.kept[i]]; // ascending, so none is written over before its turn
    if (!batch.kept.empty())
        reader.told.resize(batch.kept.size());
    if (batch.firstSession == 0 || reader.source != sources.size())
        reader.places.assign(reader.told.size(), kNoSession);
    reader.source = sources.size();
    return reader;
}

void EntryIndex::State::beginSessions(const EntryBatch& batch, ReaderSessions& reader)
{
    const std::size_t first = reader.told.size();
    for (const BatchSession& session : batch.sessions) {
        ReaderSession& named = reader.told.emplace_back();
        named.connector = texts[session.connector];
        named.server = texts[session.server];
        named.id = texts[session.id];
    }
    reader.places.resize(reader.told.size(), kNoSession);
    findBefore(batch.kind, std::span(reader.told).subspan(first));
}

/// Whose log a session is in. Receive rows name their server. Send rows do not: the layout of the bundle tells, else
/// the folder the hourly files lie in stands for it.
std::uint32_t EntryIndex::State::ownerOf(EntryKind kind, const ReaderSession& session)
{
    const SourceInfo& source = sources.back();
    const std::string_view named = session.server == PoolId::Empty ? source.server : pool.text(session.server);
    return keys.ownerOf(named, folderOf(source.path), kind == EntryKind::SmtpSend);
}

/// Looks up those that go on from earlier sources, ahead of their rows: each lookup alone would wait for memory.
void EntryIndex::State::findBefore(EntryKind kind, std::span<ReaderSession> told)
{
    for (std::size_t i = 0; i < told.size(); ++i) {
        const std::uint32_t owner = ownerOf(kind, told[i]);
        if (i + kAhead < told.size())
            keys.expect(owner, told[i + kAhead].id);
        told[i].before = keys.find(owner, told[i].id);
    }
}

void EntryIndex::State::takeNews(const EntryBatch& batch, ReaderSessions& reader)
{
    for (const SessionNews& news : batch.news) {
        ReaderSession& session = reader.told[news.session];
        if (news.first) {
            session.localEndpoint = session.remoteEndpoint = PoolId::Empty;
            session.probe = false;
        }
        if (news.localEndpoint != 0)
            session.localEndpoint = texts[news.localEndpoint];
        if (news.remoteEndpoint != 0) {
            session.remoteEndpoint = texts[news.remoteEndpoint];
            session.probe = isOfProbe(batch.text(news.remoteEndpoint));
        }
        if (news.assumedId)
            session.assumedIn = static_cast<std::uint32_t>(reader.source);
        if (reader.places[news.session] != kNoSession)
            keepEndpoints(reader.places[news.session], session);
    }
}

SessionIndex EntryIndex::State::newSession(EntryKind kind, const ReaderSession& from)
{
    Session& session = sessions.grow();
    session.kind = kind;
    session.server = from.server == PoolId::Empty ? pool.intern(sources.back().server) : from.server;
    session.connector = from.connector;
    session.id = from.id;
    sessionNames.append(SessionName(pool.text(from.id)));
    live.emplace_back();
    threads.last.push_back(RowThreads::kEnd);
    return static_cast<SessionIndex>(sessions.size() - 1);
}

/// With its first row a session comes into being, or into the source at hand: rows outside a wanted range may have been
/// dropped.
SessionIndex EntryIndex::State::enterSession(EntryKind kind, ReaderSession& from)
{
    const std::string_view server = pool.text(from.server);
    noteServer(server);
    if (sources.back().server.empty())
        sources.back().server = server;
    const std::uint32_t owner = ownerOf(kind, from);
    SessionIndex place = from.before;
    if (place == kNoSession || !keys.is(place, owner, from.id))
        place = keys.find(owner, from.id); // a source may name it twice, with two connectors
    if (place == kNoSession) {
        place = newSession(kind, from);
        keys.add(owner, from.id, place);
    }
    from.before = place;
    keepEndpoints(place, from);
    return place;
}

void EntryIndex::State::keepEndpoints(SessionIndex place, const ReaderSession& from)
{
    Session& session = sessions.edit(place);
    if (from.localEndpoint != PoolId::Empty)
        session.localEndpoint = from.localEndpoint;
    if (from.remoteEndpoint != PoolId::Empty)
        session.remoteEndpoint = from.remoteEndpoint;
    if (from.probe)
        session.signs |= sign::kProbe;
    if (from.assumedIn == sources.size())
        session.signs |= sign::kAssumedRows;
}

/// A session of which the source at hand has no row yet will be entered soon.
void EntryIndex::State::expectSession(const ReaderSession& from) const
{
    if (from.before == kNoSession)
        return;
    prefetch(&sessions[from.before]);
    keys.expectProof(from.before);
}

/// Finds whose each row is, and threads the rows of each session together in their order.
void EntryIndex::State::threadRows(const EntryBatch& batch, ReaderSessions& reader)
{
    const std::size_t count = batch.size();
    owners.resize(count);
    threads.next.assign(count, RowThreads::kEnd);
    threads.sessions.clear();
    for (std::size_t i = 0; i < count; ++i) {
        if (i + kAhead < count && reader.places[batch.session[i + kAhead]] == kNoSession)
            expectSession(reader.told[batch.session[i + kAhead]]);
        SessionIndex& place = reader.places[batch.session[i]];
        if (place == kNoSession)
            place = enterSession(batch.kind, reader.told[batch.session[i]]);
        owners[i] = place;
        const auto row = static_cast<std::uint32_t>(i);
        const std::uint32_t before = std::exchange(threads.last[place], row);
        if (before == RowThreads::kEnd)
            threads.sessions.push_back({place, row});
        else
            threads.next[before] = row;
    }
}

/// Follows the rows of one session of a batch.
void EntryIndex::State::trackThread(const EntryBatch& batch, RowIndex firstRow, const RowThreads::Thread& thread)
{
    LiveSession& state = live[thread.session];
    Session& session = sessions.edit(thread.session);
    if (!std::exchange(state.changed, true))
        changed.push_back(thread.session);
    for (std::uint32_t i = thread.first; i != RowThreads::kEnd; i = threads.next[i]) {
        state.disordered = state.disordered || batch.sequence[i] < state.lastSequence;
        state.lastSequence = batch.sequence[i];
        tracker.row(
            session, state,
            {firstRow + i, TimePoint{batch.time[i]}, batch.rowClass[i], batch.code[i], batch.flags[i], noted[i]});
    }
    threads.last[thread.session] = RowThreads::kEnd;
}

/// Fetches what following a session will touch.
void EntryIndex::State::expectThread(SessionIndex index) const
{
    const Session& session = sessions[index];
    prefetch(&live[index]);
    prefetch(session.marks.data());
    prefetch(&session.marks.back());
}

/// Spreads what is kept beside rows over all of them: whether a row has something nobody can guess.
void EntryIndex::State::takeNotes(const EntryBatch& batch, RowIndex first)
{
    noted.assign(batch.size(), PoolId::Empty);
    for (const RowDetail& detail : batch.details) {
        noted[detail.row] = texts[detail.text];
        notes.append({first + detail.row, texts[detail.text]});
    }
}

/// Sessions are followed one by one, not row by row: what a session says next can be guessed from what it said before,
/// what the next row of a log says can not.
void EntryIndex::State::appendProtocol(const EntryBatch& batch)
{
    internTexts(batch);
    ReaderSessions& reader = readerOf(batch);
    beginSessions(batch, reader);
    takeNews(batch, reader);
    noteCoverage(batch.time);
    const auto first = static_cast<RowIndex>(rows.size());
    takeNotes(batch, first);
    threadRows(batch, reader);
    for (std::size_t i = 0; i < threads.sessions.size(); ++i) {
        if (i + kAhead < threads.sessions.size())
            expectThread(threads.sessions[i + kAhead].session);
        trackThread(batch, first, threads.sessions[i]);
    }
    rows.append(batch, 0, batch.size(), owners);
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
    SessionTracker::tally(fresh, state);
    state.disordered = true;
    state.lastSequence = live[index].lastSequence;
    sessions.edit(index) = fresh;
    live[index] = std::move(state);
}

void EntryIndex::State::countRows()
{
    for (const SessionIndex s : changed)
        SessionTracker::tally(sessions.edit(s), live[s]);
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

} // namespace sendwright
