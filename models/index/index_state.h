// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/entry_index.h"
#include "index/event_twins.h"
#include "index/row_order.h"
#include "index/row_table.h"
#include "index/session_keys.h"
#include "index/session_tracker.h"

#include <span>
#include <string>
#include <vector>

namespace sendwright {

/// What a reader has told of a session.
struct ReaderSession
{
    PoolId connector = PoolId::Empty, server = PoolId::Empty, id = PoolId::Empty;
    PoolId localEndpoint = PoolId::Empty, remoteEndpoint = PoolId::Empty;
    bool probe = false;               ///< they are those of a health probe
    std::uint32_t assumedIn = 0;      ///< number of the source in which rows with a blanked-out id were joined to it
    SessionIndex before = kNoSession; ///< its place when sources before this one have rows of it; to be proved
};

/// Sessions of one reader by its numbers.
struct ReaderSessions
{
    std::vector<ReaderSession> told;
    std::vector<SessionIndex> places; ///< among all sessions, once the source at hand has a row of it
    std::size_t source = 0;           ///< number of that source, from 1
};

/// Rows of a batch, threaded session by session.
struct RowThreads
{
    static constexpr std::uint32_t kEnd = 0xFFFF'FFFF;
    struct Thread
    {
        SessionIndex session = kNoSession;
        std::uint32_t first = 0; ///< place of its first row in the batch
    };
    std::vector<Thread> sessions;    ///< in the order of their first rows
    std::vector<std::uint32_t> next; ///< by row: place of the session's next one, or kEnd
    std::vector<std::uint32_t> last; ///< by session: place of its last row so far; kEnd between batches
};

/// What the writer of an EntryIndex works on. entry_index.cpp has what all kinds of rows need, index_sessions.cpp what
/// those of protocol logs need.
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
    ChunkedVector<SessionName> sessionNames;
    std::vector<LiveSession, LargeAllocator<LiveSession>> live;
    std::vector<SessionIndex> changed; ///< sessions with rows since the last publication
    SessionCounts counts;              ///< as of the last publication
    SessionKeys keys;
    std::vector<ReaderSessions> readers; ///< by EntryBatch::reader
    std::vector<PoolId> texts;           ///< of the batch at hand
    std::vector<std::uint32_t> owners;   ///< of its rows
    std::vector<PoolId> noted;           ///< texts kept beside its rows
    RowThreads threads;
    std::vector<Fact> facts;
    std::vector<Problem> problems;
    RowOrder order;
    std::uint64_t generation = 0;
    std::string rowsServer;  ///< server the rows of the current source name
    bool rowsDiffer = false; ///< they name more than one
    std::size_t leftOut = 0; ///< rows of the current source that did not fit
    std::string full;        ///< what there is too much of; protocol logs are left out from then on

    std::string fullBecause(std::size_t more) const;
    bool leaveOutWhenFull(const EntryBatch& batch);
    void noteServer(std::string_view name);
    void settleServer();
    void internTexts(const EntryBatch& batch);
    ReaderSessions& readerOf(const EntryBatch& batch);
    void beginSessions(const EntryBatch& batch, ReaderSessions& reader);
    std::uint32_t ownerOf(EntryKind kind, const ReaderSession& session);
    void findBefore(EntryKind kind, std::span<ReaderSession> told);
    void takeNews(const EntryBatch& batch, ReaderSessions& reader);
    SessionIndex enterSession(EntryKind kind, ReaderSession& from);
    SessionIndex newSession(EntryKind kind, const ReaderSession& from);
    void keepEndpoints(SessionIndex place, const ReaderSession& from);
    void appendRows(EntryBatch& batch);
    void appendProtocol(const EntryBatch& batch);
    void takeNotes(const EntryBatch& batch, RowIndex first);
    void appendEvents(EntryBatch& batch);
    bool isTwin(EventRecord& event, std::uint32_t line);
    void appendTransport(const EntryBatch& batch);
    void expectSession(const ReaderSession& from) const;
    void threadRows(const EntryBatch& batch, ReaderSessions& reader);
    void expectThread(SessionIndex session) const;
    void trackThread(const EntryBatch& batch, RowIndex firstRow, const RowThreads::Thread& thread);
    void replayDisordered(SessionIndex session, std::span<const RowIndex> sorted);
    void noteCoverage(std::span<const std::int64_t> times);
    void noteProblem(Problem problem);
    PoolId noteOf(RowIndex row) const;
    void countRows();
    void settleSessions(const std::vector<std::uint32_t>& start, std::vector<RowIndex>& list);
};

} // namespace sendwright
