// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "ingest/reader.h"
#include "ingest/row_clock.h"
#include "ingest/row_head.h"
#include "ingest/smtp_memory.h"
#include "ingest/smtp_split.h"

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Turns rows of one protocol log into batches: columns, the session table, details and problems. One part of a file,
/// one thread.
class SmtpBatcher
{
public:
    SmtpBatcher(const ReadContext& context, EntryKind kind);

    void header(std::string_view text, std::uint32_t line); ///< a header line without its `#`
    /// Takes the columns as they stand behind `#Fields:`; returns a column of ours that is missing, or nothing.
    std::string_view setColumns(std::string_view columns);
    void row(const ScannedLine& line)
    {
        if (m_other || !usualRow(line))
            otherRow(line);
    }
    void rowAside(const ScannedLine& line); ///< one whose text does not lie where lines are read
    void oversized(const std::vector<std::uint32_t>& lines);
    void sourceProblem(std::string what);
    void emitWhenFull()
    {
        if (m_rows == kRowsABatch)
            emitFull();
    }
    void finish(); ///< hands on what is left; nothing may come after it

    std::uint32_t skipped() const { return m_skipped; }
    std::uint32_t blankedRows() const { return m_blankedRows; }
    const std::string& columns() const { return m_columns; } ///< the `#Fields` line in force

private:
    static constexpr std::uint32_t kRowsABatch = 4096; ///< leaves most of the core's own cache to sessions

    /// What a row says by its event, data and context.
    struct RowTail
    {
        Symbol symbol = Symbol::None;
        RowCodes codes;
        std::uint32_t detail = 0; ///< number of its detail in this batch, 0 for none
    };

    void startBatch();
    void emitFull();
    bool usualRow(const ScannedLine& line);
    bool lessUsualRow(const ScannedLine& line, RowHead head, std::uint32_t connector, std::uint32_t number);
    void otherRow(const ScannedLine& line);
    bool fastRow(const ScannedLine& line);
    void slowRow(const ScannedLine& line);
    bool accept(const Fields& fields, const ScannedLine& line, bool repaired);
    Fields inOrder(const Fields& fields) const;
    std::uint32_t sessionOf(const Fields& fields, std::uint32_t sequence, Symbol symbol, std::uint32_t line);
    std::uint32_t knownIndex(const Fields& fields, std::uint32_t sequence, std::uint32_t line);
    std::uint32_t numberOf(const Fields& fields);
    void beginSession(std::uint32_t session, std::string_view id);
    BatchSession namesIn(std::string_view connector);
    void noteEndpoints(std::uint32_t session, std::string_view both, std::string_view local, std::string_view remote);
    std::uint32_t neighbourOf(std::string_view connector, std::uint32_t sequence) const;
    void noteBlanked(std::uint32_t session, std::uint32_t line);
    void appendRow(const Fields& fields, const ScannedLine& line, std::int64_t ticks, std::uint32_t sequence,
                   Symbol symbol, bool repaired);
    SENDWRIGHT_INLINE void write(const ScannedLine& line, std::int64_t ticks, std::uint32_t session,
                                 std::uint32_t sequence, Symbol symbol, const RowCodes& codes, std::uint32_t detail)
    {
        const std::uint32_t row = m_rows++;
        m_batch.details[m_details] = {row, detail}; // whether a row has one nobody can guess: no branch
        m_details += detail != 0 ? 1 : 0;
        m_batch.time[row] = ticks;
        m_batch.offset[row] = line.offset;
        m_batch.length[row] = static_cast<std::uint32_t>(line.text.size());
        m_batch.line[row] = line.number;
        m_batch.session[row] = session;
        m_batch.sequence[row] = static_cast<std::uint16_t>(std::min<std::uint32_t>(sequence, 0xFFFF));
        m_batch.code[row] = codes.code;
        m_batch.rowClass[row] = codes.rowClass;
        m_batch.symbol[row] = symbol;
        m_batch.severity[row] = codes.severity;
        m_batch.flags[row] = codes.flags;
    }
    void meaningOf(std::string_view text, std::string_view data, std::string_view context, RowTail& tail);
    RowMeaning classified(std::string_view data, std::string_view context, Symbol symbol);
    std::uint32_t numberIn(KnownTail& tail) ///< that a remembered detail has in this batch
    {
        if (tail.batch != m_memory.batch) {
            tail.batch = m_memory.batch;
            tail.number = m_batch.texts.add(tail.detail);
        }
        return tail.number;
    }
    void problem(std::string what, std::uint32_t line, Problem::Kind kind);

    SENDWRIGHT_INLINE void noteRow(std::uint32_t session, KnownSession& known, std::uint32_t sequence, Symbol symbol)
    {
        if (known.lastFile() != m_memory.file())
            m_appeared.push_back(session);
        known.setLast(m_memory.file(), sequence);
        known.ended = symbol == Symbol::Disconnect;
        m_lastKnown = session;
    }

    const ReadContext& m_context;
    std::unique_ptr<SmtpMemory> m_own; ///< where the context has none
    SmtpMemory& m_memory;
    SessionLookup& m_known;
    EntryBatch m_batch;
    std::uint32_t m_rows = 0, m_details = 0; ///< of the batch at hand, whose columns are longer
    EntryKind m_kind;
    Symbol m_command;
    bool m_plain; ///< the plain twin: every row the slow way
    bool m_other; ///< no row is a usual one
    std::uint32_t m_skipped = 0;
    std::size_t m_problems = 0;
    std::string m_columns;
    std::vector<std::size_t> m_order;      ///< place of each column in the file when its header names another order
    std::vector<std::uint32_t> m_appeared; ///< sessions of this file in the order of their first rows in it
    std::uint32_t m_lastKnown = SessionLookup::kNone;
    bool m_lastBlanked = false;
    std::uint32_t m_blankedRows = 0;
    RowClock m_clock;
    std::set<std::uint32_t> m_assumed; ///< sessions that rows with a blanked-out id were joined to
    std::string m_buffer, m_buffer2, m_summary, m_endpoints;
};

} // namespace sendwright
