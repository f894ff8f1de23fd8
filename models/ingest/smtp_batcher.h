// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "ingest/session_lookup.h"
#include "ingest/smtp_split.h"

#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Turns rows of one protocol log into batches: columns, the session table, details and problems. One file, one thread.
class SmtpBatcher
{
public:
    SmtpBatcher(SourceId source, EntryKind kind);

    void header(std::string_view text, std::uint32_t line); ///< a header line without its `#`
    void row(std::string_view line, std::uint64_t offset, std::uint32_t number, bool last);
    void oversized(const std::vector<std::uint32_t>& lines);
    void sourceProblem(std::string what);

    std::size_t rows() const { return m_batch.size(); }
    std::uint32_t skipped() const { return m_skipped; }
    std::string note() const;
    EntryBatch take(); ///< what has been gathered; begins a new batch

private:
    struct Place
    {
        std::string_view line;
        std::uint64_t offset = 0;
        std::uint32_t number = 0;
    };
    bool accept(const Fields& fields, const Place& place, bool repaired);
    bool parseTime(std::string_view text, std::int64_t& ticks);
    Fields inOrder(const Fields& fields) const;
    std::uint32_t sessionOf(const Fields& fields, std::uint32_t sequence, std::uint32_t number);
    std::uint32_t knownIndex(const Fields& fields, std::string_view id, std::uint32_t sequence, std::uint32_t number);
    std::uint32_t enterBatch(KnownSession& known, const Fields& fields);
    std::uint32_t neighbourOf(std::string_view connector, std::uint32_t sequence) const;
    void noteBlanked(std::string_view session, std::uint32_t number);
    void appendRow(const Fields& fields, const Place& place, std::int64_t ticks, std::uint32_t sequence, Symbol symbol,
                   bool repaired);
    void problem(std::string what, std::uint32_t line, Problem::Kind kind);

    EntryBatch m_batch;
    SourceId m_source;
    EntryKind m_kind;
    Symbol m_command;
    std::uint32_t m_skipped = 0;
    std::size_t m_problems = 0;
    std::uint32_t m_batchNumber = 1;
    std::vector<std::size_t> m_order; ///< place of each column in the file when its header names another order
    SessionLookup m_known;
    std::uint32_t m_lastKnown = 0;
    bool m_anyKnown = false;
    bool m_lastBlanked = false;
    std::uint32_t m_blankedRows = 0;
    char m_minute[17] = {};
    std::int64_t m_minuteTicks = 0;
    std::string m_buffer, m_buffer2, m_summary;
};

} // namespace sendwright
