// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

#include <cstdint>
#include <string>

namespace sendwright {

/// Collects what a reader of events, facts or transport rows finds and hands it on in batches. Lists at most
/// kListedProblems problems of a source; the rest is counted and told in one sentence at the end.
class EventBatcher
{
public:
    static constexpr std::uint32_t kListedProblems = 1000;

    explicit EventBatcher(const ReadContext& context, EntryKind kind = EntryKind::Event);

    void add(EventRecord event, std::uint64_t offset, std::uint64_t length, std::uint32_t line);
    void add(TransportRecord record, Severity severity, std::uint8_t flags, std::uint64_t offset, std::uint64_t length,
             std::uint32_t line);
    void add(Fact fact);
    void skip(std::uint32_t line, std::string what);   ///< something is not among the entries
    void assume(std::uint32_t line, std::string what); ///< it was read under an assumption
    void about(std::string what);                      ///< about the whole source
    void finish();                                     ///< hands on what is left; call once

    std::uint32_t skipped() const { return m_skipped; }
    std::uint32_t entries() const { return m_entries; }

private:
    void note(std::uint32_t line, std::string what, Problem::Kind kind);
    void emitBatch();
    void emitWhenFull();

    const ReadContext& m_context;
    EntryKind m_kind;
    EntryBatch m_batch;
    std::size_t m_bytes = 0;
    std::uint32_t m_entries = 0;
    std::uint32_t m_skipped = 0;
    std::uint32_t m_listed = 0;
    std::uint32_t m_unlisted = 0;
};

} // namespace sendwright
