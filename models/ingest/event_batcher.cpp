// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_batcher.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sendwright {

namespace {

constexpr std::size_t kRowsInBatch = 4096;
constexpr std::size_t kBytesInBatch = 8u << 20;

std::size_t weight(const EventRecord& event)
{
    std::size_t bytes = event.message.size() + sizeof(EventRecord);
    for (const auto& [name, value] : event.data)
        bytes += name.size() + value.size() + 64;
    return bytes;
}

} // namespace

EventBatcher::EventBatcher(const ReadContext& context, EntryKind kind) : m_context(context), m_kind(kind)
{
    m_batch.source = context.source;
    m_batch.kind = kind;
}

void EventBatcher::add(EventRecord event, std::uint64_t offset, std::uint64_t length, std::uint32_t line)
{
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
    m_bytes += weight(event);
    ++m_entries;
    m_batch.addEvent(std::move(event), offset, static_cast<std::uint32_t>(std::min(length, kMost)), line);
    emitWhenFull();
}

void EventBatcher::add(TransportRecord record, Severity severity, std::uint8_t flags, std::uint64_t offset,
                       std::uint64_t length, std::uint32_t line)
{
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
    m_bytes += sizeof(TransportRecord);
    ++m_entries;
    m_batch.addTransport(std::move(record), severity, offset, static_cast<std::uint32_t>(std::min(length, kMost)),
                         line);
    m_batch.flags.back() = flags;
    emitWhenFull();
}

void EventBatcher::emitWhenFull()
{
    if (m_batch.size() >= kRowsInBatch || m_bytes >= kBytesInBatch)
        emitBatch();
}

void EventBatcher::add(Fact fact)
{
    fact.source = m_context.source;
    m_batch.facts.push_back(std::move(fact));
}

void EventBatcher::skip(std::uint32_t line, std::string what)
{
    ++m_skipped;
    note(line, std::move(what), Problem::Kind::Skipped);
}

void EventBatcher::assume(std::uint32_t line, std::string what)
{
    note(line, std::move(what), Problem::Kind::Assumed);
}

void EventBatcher::about(std::string what)
{
    m_batch.problems.push_back(Problem{std::move(what), m_context.source, 0, Problem::Kind::Source});
}

void EventBatcher::finish()
{
    if (m_unlisted > 0)
        about("There are " + std::to_string(m_unlisted) + " more places like these that are not listed.");
    emitBatch();
}

void EventBatcher::note(std::uint32_t line, std::string what, Problem::Kind kind)
{
    if (m_listed >= kListedProblems) {
        ++m_unlisted;
        return;
    }
    ++m_listed;
    m_batch.problems.push_back(Problem{std::move(what), m_context.source, line, kind});
}

void EventBatcher::emitBatch()
{
    EntryBatch full = std::exchange(m_batch, EntryBatch{});
    m_batch.source = m_context.source;
    m_batch.kind = m_kind;
    m_bytes = 0;
    const bool empty = full.size() == 0 && full.facts.empty() && full.problems.empty();
    if (!empty && m_context.emit)
        m_context.emit(std::move(full));
}

} // namespace sendwright
