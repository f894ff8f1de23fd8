// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/chunked_vector.h"
#include "core/entry_batch.h"
#include "core/format.h"
#include "core/ids.h"
#include "core/string_pool.h"
#include "index/event_twins.h"
#include "index/row_table.h"
#include "index/session.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// An opened file or pasted text, with what became of it.
struct SourceInfo
{
    SourceId id{};
    std::string path; ///< shown and reported: relative to what was opened, `/` as separator
    std::string file; ///< where it lies; empty for pasted text
    Format format = Format::Unknown;
    std::string formatName;      ///< `SMTP Send protocol log`, `Event Viewer CSV`, …
    std::string note;            ///< why it was not recognised, or what was assumed of the whole file
    std::string server;          ///< when the rows tell, or the layout of the folders
    std::string role;            ///< `Hub`, `FrontEnd`, `Mailbox`, `Edge`; empty when the folders do not tell
    std::string bundle;          ///< path of the archive it was found in; empty when it was in none
    std::uint32_t depth = 0;     ///< archives around it
    std::string encoding;        ///< `UTF-8`, `UTF-16LE`, `windows-1251`
    std::string zone;            ///< for local times: the zone they were read in (`Europe/Berlin`, `UTC-04:00`)
    bool localTimes = false;     ///< the file has local times
    bool zoneAssumed = false;    ///< nobody set the zone: it is this computer's
    bool recoverDeleted = false; ///< it was read with a look for deleted records
    bool pasted = false;
    bool done = false; ///< read to its end
    std::uint64_t bytes = 0;
    RowIndex firstRow = 0;
    std::uint32_t rows = 0;     ///< entries read
    std::uint32_t skipped = 0;  ///< rows that could not be read
    std::uint32_t repeated = 0; ///< events read from an earlier source already; they are not counted in `rows`
    std::uint32_t problems = 0; ///< all problems, assumptions included
    TimePoint first, last;
    std::string sha256; ///< lower-case hex; filled in when a report or case asks for it
};

/// Tells views how little they have to do.
struct Change
{
    enum class Kind : std::uint8_t { Appended, Reordered, Reset };
    Kind kind = Kind::Reset;
    std::uint32_t first = 0, count = 0; ///< of Appended: places in Snapshot::order
};

/// A row of another transport log, each text once in the pool (see TransportRecord).
struct TransportRow
{
    RowIndex row = kNoRow;
    EntryKind kind = EntryKind::Connectivity;
    PoolId session = PoolId::Empty, messageId = PoolId::Empty, source = PoolId::Empty, action = PoolId::Empty;
    PoolId connector = PoolId::Empty, peer = PoolId::Empty, server = PoolId::Empty;
};

using SessionList = ChunkedVector<Session, 1024>::View;
/// A list of its own, for snapshots that are put together by hand.
SessionList sessionListOf(const std::vector<Session>& sessions);

/// Of all sessions, how many failed.
struct SessionCounts
{
    std::size_t failed = 0, tlsFailed = 0;

    void add(const Session& session)
    {
        failed += session.failed ? 1 : 0;
        tlsFailed += session.tlsFailed ? 1 : 0;
    }
    void remove(const Session& session)
    {
        failed -= session.failed ? 1 : 0;
        tlsFailed -= session.tlsFailed ? 1 : 0;
    }
};

/// Size and end of a session's id, by which most are told apart without a look at them.
struct SessionName
{
    std::uint16_t size = 0; ///< at most 65,535
    std::uint16_t end = 0;  ///< the last two bytes in lower case, as far as letters go

    SessionName() = default;
    explicit SessionName(std::string_view id)
        : size(static_cast<std::uint16_t>(std::min<std::size_t>(id.size(), 0xFFFF))), end(endOf(id))
    {
    }
    /// False: the id surely does not hold this text.
    bool mayHold(std::string_view text) const
    {
        return size > text.size() || size == 0xFFFF || (size == text.size() && end == endOf(text));
    }

private:
    static std::uint16_t endOf(std::string_view text)
    {
        std::uint16_t end = 0;
        if (text.size() >= sizeof end)
            std::memcpy(&end, text.data() + text.size() - sizeof end, sizeof end);
        return end | 0x2020; // the bit that is case
    }
};

/// Text kept beside a row (see RowDetail).
struct RowNote
{
    RowIndex row = kNoRow;
    PoolId text = PoolId::Empty;
};

/// Everything read so far, immutable. Shared by pointer between threads; all views and rules work on one of these.
struct Snapshot
{
    std::uint64_t generation = 0;
    bool complete = false; ///< nothing is being read any more
    Change sincePrevious;  ///< against the snapshot published before this one
    StringTable strings;
    std::vector<SourceInfo> sources;
    RowTable::View rows;
    ChunkedVector<EventRecord, 1024>::View events;
    ChunkedVector<TransportRow, 1024>::View transports;  ///< in order of their rows
    ChunkedVector<RowNote>::View notes;                  ///< ascending by row
    std::vector<RowIndex> eventRows;                     ///< row of each event
    std::shared_ptr<const std::vector<EventTwin>> twins; ///< other places of events, ascending by row
    std::shared_ptr<const CompletedEvents> completed;    ///< never null
    SessionList sessionList;
    ChunkedVector<SessionName>::View sessionNames; ///< one a session, or none
    std::optional<SessionCounts> counts; ///< kept while reading; snapshots put together by hand count when asked
    std::shared_ptr<const std::vector<RowIndex>> order; ///< merged by time; rows without a time last
    std::shared_ptr<const std::vector<std::uint32_t>>
        sessionStart; ///< CSR: rows of session s are sessionRows[start[s] .. start[s+1])
    std::shared_ptr<const std::vector<RowIndex>> sessionRowList;
    std::shared_ptr<const std::vector<Fact>> facts;
    std::shared_ptr<const std::vector<Problem>> problems;

    Snapshot(); ///< empty and complete

    const SessionList& sessions() const { return sessionList; }
    std::span<const RowIndex> sessionRows(SessionIndex session) const;
    std::string_view text(PoolId id) const { return strings.text(id); }
    TimePoint time(RowIndex row) const { return TimePoint{rows.time(row)}; }
    const SourceInfo& sourceOf(RowIndex row) const;
    RowId rowId(RowIndex row) const;
    RowIndex rowIndex(RowId id) const; ///< kNoRow when there is no such row
    bool isEvent(RowIndex row) const { return rows.rowClass(row) == RowClass::Event; }
    /// The event, completed by what its other places tell.
    const EventRecord& event(RowIndex row) const
    {
        const auto found = completed->empty() ? completed->end() : completed->find(row);
        return found != completed->end() ? *found->second : events[rows.session(row)];
    }
    std::span<const EventTwin> twinsOf(RowIndex row) const; ///< other places of the same event
    bool isTransport(RowIndex row) const { return rows.rowClass(row) == RowClass::Transport; }
    const TransportRow& transport(RowIndex row) const { return transports[rows.session(row)]; }
    bool isProtocol(RowIndex row) const { return !isEvent(row) && !isTransport(row); } ///< a row of a session
    EntryKind kindOf(RowIndex row) const;
    std::string_view note(RowIndex row) const; ///< text kept beside the row (error name, reply …); empty when none
    SessionIndex sessionOf(RowIndex row) const { return isProtocol(row) ? rows.session(row) : kNoSession; }

    std::size_t protocolEntries() const { return rows.size() - events.size() - transports.size(); }
    std::size_t failedSessions() const { return sessionCounts().failed; }
    std::size_t tlsFailedSessions() const { return sessionCounts().tlsFailed; }

private:
    SessionCounts sessionCounts() const;
};

} // namespace sendwright
