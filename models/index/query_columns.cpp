// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query_columns.h"

#include "core/simd.h"
#include "core/text_scan.h"
#include "index/parallel.h"
#include "index/row_access.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

constexpr RowIndex kChunk = 16'384; ///< rows; a multiple of 64, so that no two threads write one word of a set
constexpr RowIndex kBlock = 1'024;  ///< rows whose column is looked at in one piece

/// 64 bytes of 0 or 1 as bits, the first one lowest.
std::uint64_t packed(const std::uint8_t* flags)
{
    std::uint64_t word = 0;
#ifdef SENDWRIGHT_SSE2
    for (unsigned at = 0; at < 64; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(flags + at));
        const int bits = _mm_movemask_epi8(_mm_sub_epi8(_mm_setzero_si128(), bytes));
        word |= std::uint64_t{static_cast<std::uint16_t>(bits)} << at;
    }
#else
    for (unsigned at = 0; at < 64; ++at)
        word |= std::uint64_t{flags[at]} << at;
#endif
    return word;
}

/// Appends those of up to kBlock rows that are in the set. No branch depends on the rows: a filter that lets half of
/// them through would have it guessed wrong each second time.
void appendOf(const RowIndex* row, const RowIndex* end, const RowSet& rows, std::vector<RowIndex>& list)
{
    std::array<RowIndex, kBlock> buffer;
    std::size_t size = 0;
    const std::uint64_t* const words = rows.words();
    for (; row != end; ++row) {
        buffer[size] = *row;
        size += static_cast<std::size_t>(words[*row / 64] >> (*row % 64) & 1);
    }
    list.insert(list.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(size));
}

/// First place in [0, size) whose row is not below `row`; places ascend by row.
template <typename RowAt>
std::size_t lowerBound(std::size_t size, RowIndex row, const RowAt& rowAt)
{
    std::size_t low = 0;
    while (low < size) {
        const std::size_t middle = low + (size - low) / 2;
        if (rowAt(middle) < row)
            low = middle + 1;
        else
            size = middle;
    }
    return low;
}

} // namespace

template <typename Work>
void QueryColumns::forChunks(const Work& work) const
{
    const auto rows = static_cast<RowIndex>(m_snapshot.rows.size());
    parallelFor((rows + kChunk - 1) / kChunk, m_threads, [&](std::size_t chunk) {
        const auto first = static_cast<RowIndex>(chunk * kChunk);
        if (!m_stop.stop_requested())
            work(first, std::min(rows, first + kChunk));
    });
}

/// Writes the bits of rows [first, last): what `holds` says of each value of a column. `first` begins a word.
template <typename Value, typename Read, typename Holds>
void QueryColumns::scan(RowIndex first, RowIndex last, std::uint64_t* words, const Read& read, const Holds& holds) const
{
    std::array<Value, kBlock> values;
    for (RowIndex at = first; at < last; at += kBlock) {
        const RowIndex count = std::min(kBlock, last - at);
        read(m_snapshot, at, count, values.data());
        std::fill(values.begin() + count, values.begin() + (count + 63) / 64 * 64, Value{});
        for (RowIndex i = 0; i < count; i += 64) {
            std::array<std::uint8_t, 64> flags;
            const Value* const from = values.data() + i;
            for (std::size_t k = 0; k < 64; ++k)
                flags[k] = holds(from[k]) ? 1 : 0;
            std::uint64_t word = packed(flags.data());
            if (count - i < 64)
                word &= (std::uint64_t{1} << (count - i)) - 1;
            words[(at + i) / 64] = word;
        }
    }
}

QueryColumns::Answer QueryColumns::answer(const Query::Term& term, bool withRows, bool withSessions) const
{
    Answer answer;
    if (isPerRow(term)) {
        answer.rows = rowTerm(term);
        if (withSessions)
            answer.sessions = sessionsWith(answer.rows);
    } else {
        answer.sessions = sessionTerm(term);
        if (withRows)
            answer.rows = subjectRows(term, answer.sessions);
    }
    return answer;
}

RowSet QueryColumns::rowTerm(const Query::Term& term) const
{
    if (term.field == "severity")
        return severityRows(term);
    if (term.field == "code")
        return codeRows(term);
    if (term.field == "source")
        return sourceRows(term);
    return term.field == "message" ? messageRows(term) : timeRows(term);
}

RowSet QueryColumns::severityRows(const Query::Term& term) const
{
    RowSet found(m_snapshot.rows.size());
    for (const Severity wanted : {Severity::Info, Severity::Good, Severity::Warning, Severity::Error}) {
        if (name(wanted) != term.value)
            continue;
        forChunks([&](RowIndex first, RowIndex last) {
            scan<std::uint8_t>(first, last, found.words(), column::marks,
                               [wanted](std::uint8_t marks) { return RowBlock::severityIn(marks) == wanted; });
        });
    }
    return found;
}

RowSet QueryColumns::codeRows(const Query::Term& term) const
{
    RowSet found(m_snapshot.rows.size());
    const auto wanted = parseNumber(term.value);
    if (!wanted || std::to_string(*wanted) != term.value)
        return found;
    const auto low = static_cast<std::uint16_t>(*wanted & 0xFFFF);
    RowSet replies(m_snapshot.rows.size()); // other rows have codes of another meaning
    forChunks([&](RowIndex first, RowIndex last) {
        scan<std::uint16_t>(first, last, found.words(), column::code,
                            [low](std::uint16_t code) { return code == low; });
        scan<RowClass>(first, last, replies.words(), column::rowClass,
                       [](RowClass rowClass) { return rowClass == RowClass::Reply; });
        for (std::size_t word = first / 64; word < (last + 63) / 64; ++word)
            found.words()[word] &= *wanted == low ? replies.words()[word] : 0;
        const auto& eventRows = m_snapshot.eventRows;
        auto event = std::lower_bound(eventRows.begin(), eventRows.end(), first);
        for (; event != eventRows.end() && *event < last; ++event)
            if (m_snapshot.rows[*event].code == low && m_snapshot.event(*event).eventId == *wanted)
                found.add(*event);
    });
    return found;
}

RowSet QueryColumns::sourceRows(const Query::Term& term) const
{
    RowSet found(m_snapshot.rows.size());
    for (const SourceInfo& source : m_snapshot.sources)
        if (containsNoCase(source.path, term.value))
            found.addRange(source.firstRow, std::size_t{source.firstRow} + source.rows);
    return found;
}

/// Most sources lie on one side of a time, and tell so by their first and last one.
RowSet QueryColumns::timeRows(const Query::Term& term) const
{
    RowSet found(m_snapshot.rows.size());
    const auto wanted = parseQueryTime(term.value);
    if (!wanted)
        return found;
    const bool after = term.field == "after";
    const auto holds = [after, limit = wanted->ticks](std::int64_t ticks) {
        return after ? ticks >= limit : ticks <= limit && ticks != TimePoint::kUnknown;
    };
    const auto lastSource = [&](RowIndex row) { return &m_snapshot.sourceOf(row) + 1; };
    forChunks([&](RowIndex first, RowIndex last) {
        bool all = true, none = true;
        for (const SourceInfo* source = &m_snapshot.sourceOf(first); source != lastSource(last - 1); ++source) {
            if (source->rows == 0 || !source->first.known())
                continue;
            all = all && holds(source->first.ticks) && holds(source->last.ticks);
            none = none && !holds(source->first.ticks) && !holds(source->last.ticks);
        }
        if (all && !none)
            found.addRange(first, last);
        else if (!none)
            scan<std::int64_t>(first, last, found.words(), column::time, holds);
    });
    for (std::size_t i = m_snapshot.order->size(); i > 0 && !m_snapshot.time((*m_snapshot.order)[i - 1]).known(); --i)
        found.remove((*m_snapshot.order)[i - 1]);
    return found;
}

RowSet QueryColumns::messageRows(const Query::Term& term) const
{
    RowSet found(m_snapshot.rows.size());
    forChunks([&](RowIndex first, RowIndex last) {
        const auto& notes = m_snapshot.notes;
        std::size_t i = lowerBound(notes.size(), first, [&](std::size_t k) { return notes[k].row; });
        for (; i < notes.size() && notes[i].row < last; ++i)
            if (m_snapshot.rows[notes[i].row].rowClass == RowClass::MessageStart &&
                containsNoCase(m_snapshot.text(notes[i].text), term.value))
                found.add(notes[i].row);
        patchTransports(term, first, last, found);
    });
    return found;
}

/// Terms about who talked: of a session, an event or a row of another transport log.
RowSet QueryColumns::subjectRows(const Query::Term& term, const SessionFlags& flags) const
{
    RowSet found(m_snapshot.rows.size());
    const bool few = rowsOf(flags) < m_snapshot.rows.size() / 16;
    if (few)
        addRowsOf(flags, found);
    const std::uint8_t* const has = flags.data();
    const auto holds = [has, count = flags.size()](std::uint32_t session) {
        return session < count && has[session] != 0;
    };
    if (few && m_snapshot.events.empty() && m_snapshot.transports.empty())
        return found;
    forChunks([&](RowIndex first, RowIndex last) {
        if (!few)
            scan<std::uint32_t>(first, last, found.words(), column::session, holds);
        patchEvents(term, first, last, found);
        patchTransports(term, first, last, found);
    });
    return found;
}

/// The column `session` means something else for events: what stands in `rows` for them is put right.
void QueryColumns::patchEvents(const Query::Term& term, RowIndex first, RowIndex last, RowSet& rows) const
{
    const auto& eventRows = m_snapshot.eventRows;
    auto event = std::lower_bound(eventRows.begin(), eventRows.end(), first);
    for (; event != eventRows.end() && *event < last; ++event) {
        if (m_matcher.eventTerm(m_snapshot.event(*event), term))
            rows.add(*event);
        else
            rows.remove(*event);
    }
}

void QueryColumns::patchTransports(const Query::Term& term, RowIndex first, RowIndex last, RowSet& rows) const
{
    const auto& transports = m_snapshot.transports;
    std::size_t i = lowerBound(transports.size(), first, [&](std::size_t k) { return transports[k].row; });
    for (; i < transports.size() && transports[i].row < last; ++i) {
        if (m_matcher.transportTerm(transports[i], term))
            rows.add(transports[i].row);
        else
            rows.remove(transports[i].row);
    }
}

SessionFlags QueryColumns::sessionTerm(const Query::Term& term) const
{
    const auto& all = m_snapshot.sessions();
    // Sessions are large and lie far apart, and so do their ids, no two of which are alike.
    const auto& names = m_snapshot.sessionNames;
    const bool byId = term.field == "session" && names.size() == all.size();
    SessionFlags flags(all.size());
    constexpr std::size_t kPiece = 4'096;
    parallelFor((all.size() + kPiece - 1) / kPiece, m_threads, [&](std::size_t piece) {
        if (m_stop.stop_requested())
            return;
        for (std::size_t i = piece * kPiece; i < std::min(all.size(), (piece + 1) * kPiece); ++i)
            flags[i] = (!byId || names[i].mayHold(term.value)) && m_matcher.sessionTerm(all[i], term) ? 1 : 0;
    });
    return flags;
}

SessionFlags QueryColumns::sessionsWith(const RowSet& rows) const
{
    SessionFlags flags(m_snapshot.sessions().size());
    if (rows.count() < rows.rows() / 16) {
        rows.forEach([&](RowIndex row) {
            if (const SessionIndex session = m_snapshot.sessionOf(row); session < flags.size())
                flags[session] = 1;
        });
        return flags;
    }
    constexpr std::size_t kPiece = 1'024;
    parallelFor((flags.size() + kPiece - 1) / kPiece, m_threads, [&](std::size_t piece) {
        if (m_stop.stop_requested())
            return;
        for (std::size_t i = piece * kPiece; i < std::min(flags.size(), (piece + 1) * kPiece); ++i) {
            const auto own = m_snapshot.sessionRows(static_cast<SessionIndex>(i));
            flags[i] = std::any_of(own.begin(), own.end(), [&](RowIndex row) { return rows.has(row); }) ? 1 : 0;
        }
    });
    return flags;
}

std::size_t QueryColumns::rowsOf(const SessionFlags& sessions) const
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < sessions.size(); ++i)
        if (sessions[i] != 0)
            count += m_snapshot.sessionRows(static_cast<SessionIndex>(i)).size();
    return count;
}

void QueryColumns::addRowsOf(const SessionFlags& sessions, RowSet& rows) const
{
    for (std::size_t i = 0; i < sessions.size(); ++i)
        if (sessions[i] != 0)
            for (const RowIndex row : m_snapshot.sessionRows(static_cast<SessionIndex>(i)))
                rows.add(row);
}

/// The merged order is that of time, then of the row's number; rows without a time come last.
std::vector<RowIndex> QueryColumns::sorted(const RowSet& rows) const
{
    struct Timed
    {
        std::uint64_t key;
        RowIndex row;
    };
    std::vector<Timed> timed;
    rows.forEach([&](RowIndex row) {
        const std::int64_t ticks = m_snapshot.time(row).ticks;
        timed.push_back({static_cast<std::uint64_t>(ticks) ^ std::uint64_t{1} << 63, row});
        timed.back().key -= 1; // unknown, the least of all, becomes the greatest
    });
    std::sort(timed.begin(), timed.end(),
              [](const Timed& a, const Timed& b) { return a.key != b.key ? a.key < b.key : a.row < b.row; });
    std::vector<RowIndex> list(timed.size());
    std::transform(timed.begin(), timed.end(), list.begin(), [](const Timed& one) { return one.row; });
    return list;
}

std::vector<RowIndex> QueryColumns::inOrder(const RowSet& rows) const
{
    const std::vector<RowIndex>& order = *m_snapshot.order;
    const std::size_t count = rows.count();
    if (count == order.size())
        return order;
    if (count < order.size() / 512)
        return sorted(rows);
    constexpr std::size_t kPiece = 65'536;
    const std::size_t pieces = (order.size() + kPiece - 1) / kPiece;
    std::vector<std::vector<RowIndex>> found(pieces);
    parallelFor(pieces, m_threads, [&](std::size_t piece) {
        const std::size_t end = std::min(order.size(), (piece + 1) * kPiece);
        for (std::size_t i = piece * kPiece; i < end; i += kBlock)
            appendOf(order.data() + i, order.data() + std::min(end, i + kBlock), rows, found[piece]);
    });
    std::vector<std::size_t> begin(pieces + 1, 0);
    for (std::size_t i = 0; i < pieces; ++i)
        begin[i + 1] = begin[i] + found[i].size();
    std::vector<RowIndex> list(begin.back());
    parallelFor(pieces, m_threads,
                [&](std::size_t i) { std::copy(found[i].begin(), found[i].end(), list.begin() + begin[i]); });
    return list;
}

std::vector<RowIndex> QueryColumns::inOrder(const std::vector<Query::Term>& timeTerms) const
{
    auto first = m_snapshot.order->begin(), last = m_snapshot.order->end();
    const auto timeOf = [this](RowIndex row) { return m_snapshot.time(row); };
    last = std::partition_point(first, last, [&](RowIndex row) { return timeOf(row).known(); });
    for (const Query::Term& term : timeTerms) {
        const auto wanted = parseQueryTime(term.value);
        if (!wanted)
            return {};
        if (term.field == "after")
            first = std::partition_point(first, last, [&](RowIndex row) { return timeOf(row) < *wanted; });
        else
            last = std::partition_point(first, last, [&](RowIndex row) { return timeOf(row) <= *wanted; });
    }
    return {first, last};
}

} // namespace sendwright
