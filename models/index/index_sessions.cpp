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

} // namespace

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

void EntryIndex::State::beginPart()
{
    part.clear();
    places.clear();
}

void EntryIndex::State::beginSessions(const EntryBatch& batch)
{
    if (batch.firstSession == 0)
        beginPart();
    const std::size_t first = part.size();
    for (const BatchSession& session : batch.sessions) {
        noteServer(batch.text(session.server));
        PartSession& named = part.emplace_back();
        named.connector = texts[session.connector];
        named.server = texts[session.server];
        named.id = texts[session.id];
    }
    places.resize(part.size(), kNoSession);
    if (sources.back().server.empty() && !batch.sessions.empty())
        sources.back().server = batch.text(batch.sessions.front().server);
    findBefore(batch.kind, first);
}

/// Whose log a session is in. Receive rows name their server. Send rows do not: the layout of the bundle tells, else
/// the folder the hourly files lie in stands for it.
std::uint32_t EntryIndex::State::ownerOf(EntryKind kind, const PartSession& session)
{
    const SourceInfo& source = sources.back();
    const std::string_view named = session.server == PoolId::Empty ? source.server : pool.text(session.server);
    return keys.ownerOf(named, folderOf(source.path), kind == EntryKind::SmtpSend);
}

/// Looks up those that go on from earlier parts, ahead of their rows: each lookup alone would wait for memory.
void EntryIndex::State::findBefore(EntryKind kind, std::size_t first)
{
    for (std::size_t i = first; i < part.size(); ++i) {
        const std::uint32_t owner = ownerOf(kind, part[i]);
        if (i + kAhead < part.size())
            keys.expect(owner, part[i + kAhead].id);
        part[i].before = keys.find(owner, part[i].id);
    }
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
        if (places[news.session] != kNoSession)
            keepEndpoints(places[news.session], session);
    }
}

SessionIndex EntryIndex::State::newSession(EntryKind kind, const PartSession& from)
{
    Session& session = sessions.grow();
    session.kind = kind;
    session.server = from.server == PoolId::Empty ? pool.intern(sources.back().server) : from.server;
    session.connector = from.connector;
    session.id = from.id;
    sessionNames.append(SessionName(pool.text(from.id)));
    live.emplace_back();
    return static_cast<SessionIndex>(sessions.size() - 1);
}

/// A session comes into being with its first row: rows outside a wanted range may have been dropped.
SessionIndex EntryIndex::State::enterSession(EntryKind kind, const PartSession& from)
{
    SessionIndex place = from.before;
    if (place == kNoSession) {
        const std::uint32_t owner = ownerOf(kind, from);
        place = keys.find(owner, from.id); // this part may name it twice, with two connectors
        if (place == kNoSession) {
            place = newSession(kind, from);
            keys.add(owner, from.id, place);
        }
    }
    keepEndpoints(place, from);
    return place;
}

void EntryIndex::State::keepEndpoints(SessionIndex place, const PartSession& from)
{
    Session& session = sessions.edit(place);
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
    if (i >= batch.size())
        return;
    const SessionIndex entered = places[batch.session[i]];
    const SessionIndex place = entered != kNoSession ? entered : part[batch.session[i]].before;
    if (place == kNoSession)
        return;
    const Session& session = sessions[place];
    prefetch(&live[place]);
    prefetch(session.marks.data());
    prefetch(&session.marks.back());
    if (entered == kNoSession)
        prefetch(&session);
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
        SessionIndex& place = places[batch.session[i]];
        if (place == kNoSession)
            place = enterSession(batch.kind, part[batch.session[i]]);
        owners[i] = place;
        trackRow(owners[i], {row, TimePoint{batch.time[i]}, batch.rowClass[i], batch.code[i], batch.flags[i], text},
                 batch.sequence[i]);
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
