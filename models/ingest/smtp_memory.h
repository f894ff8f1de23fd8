// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "ingest/row_memo.h"
#include "ingest/session_lookup.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sendwright {

/// What a reader of protocol logs remembers from one log to the next: with thousands alive at once most sessions of a
/// log were met in the log before, and all logs say the same few things. What is read does not depend on it, only what
/// is told again. One thread.
class SmtpMemory
{
public:
    /// `reader`: EntryBatch::reader, not 0; 0: for one log alone.
    explicit SmtpMemory(std::uint32_t reader = 0) : m_reader(reader) {}

    /// Another log begins: forgets sessions that ended or had no row in the log before. Those that stay have new
    /// numbers; returns their old ones.
    std::vector<std::uint32_t> beginFile(EntryKind kind)
    {
        std::vector<std::uint32_t> kept;
        if (m_file == KnownSession::kMostFiles || !sessions.keepThoseGoingOn(m_file, kept))
            forgetSessions();
        if (kind != m_kind) { // which side says what, and how a connector is written, is another thing there
            forgetSessions();
            kept.clear();
            memo = {};
        }
        m_kind = kind;
        ++m_file;
        return kept;
    }
    std::uint32_t reader() const { return m_reader; }
    std::uint32_t file() const { return m_file; } ///< 1 to KnownSession::kMostFiles

    SessionLookup sessions;
    RowMemo memo;

    /// Connector and server of sessions, as numbers of texts in the batch with that number.
    struct BatchNames
    {
        std::uint32_t batch = 0;
        BatchSession names;
    };
    std::vector<BatchNames> names; ///< by connector
    std::uint32_t batch = 0;       ///< number of the one at hand, counted through all logs

private:
    void forgetSessions()
    {
        sessions = {};
        names.clear();
        m_file = 0;
    }

    std::uint32_t m_reader;
    std::uint32_t m_file = 0;
    EntryKind m_kind = EntryKind::SmtpSend;
};

} // namespace sendwright
