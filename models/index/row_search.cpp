// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/row_search.h"

#include "core/text_find.h"
#include "core/text_scan.h"
#include "index/parallel.h"
#include "index/query_match.h"
#include "index/row_access.h"

#include <algorithm>
#include <cstring>

namespace sendwright {

namespace {

constexpr std::uint64_t kPartBytes = 8u << 20; ///< of a large source, for one thread at a time
constexpr RowIndex kPartEvents = 1'024;
constexpr std::uint64_t kLongestRow = 16u << 20; ///< what RowColumns::length can tell

/// Rows whose bytes are not UTF-8 are shown with replacement characters, and without a byte-order mark in front: only
/// terms that ask for those can fit the shown text and not the bytes.
bool asksForRepaired(const Query::Term& term)
{
    return term.value.find("\xEF\xBF\xBD") != std::string::npos || term.value.find("\xEF\xBB\xBF") != std::string::npos;
}

bool isAscii(std::string_view text)
{
    std::uint64_t any = 0;
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data() + i, sizeof eight);
        any |= eight;
    }
    for (; i < text.size(); ++i)
        any |= static_cast<unsigned char>(text[i]);
    return (any & 0x8080808080808080u) == 0;
}

} // namespace

/// One thread's share. Takes parts until none is left.
class RowSearch::Worker
{
public:
    Worker(const RowSearch& search, const RowSet& wanted, TextHits& hits)
        : m_snapshot(search.m_snapshot),
          m_terms(search.m_terms),
          m_text(search.m_text),
          m_stop(search.m_options.stop),
          m_window(std::max<std::size_t>(search.m_options.window, 1)),
          m_wanted(wanted),
          m_hits(hits)
    {
        for (const Query::Term* term : m_terms) {
            m_matchers.emplace_back(*term);
            m_finders.emplace_back(term->pattern ? term->pattern->literal() : term->value);
        }
    }
    ~Worker()
    {
        for (const TextMatcher& matcher : m_matchers)
            m_hits.gaveUp += matcher.gaveUp();
    }

    void part(const Part& part, const std::function<void()>& tick)
    {
        m_bytes = part.raw ? m_text.bytes(part.source) : RowText::Bytes();
        for (RowIndex row = m_wanted.next(part.first, part.last); row < part.last && !m_stop.stop_requested();) {
            const RowIndex end = m_bytes ? window(row, part.last) : row + 1;
            if (!m_bytes)
                oneByOne(row, end);
            if (!m_stop.stop_requested())
                m_hits.looked.addSomeShared(m_wanted, row, end);
            row = m_wanted.next(end, part.last);
            if (tick)
                tick();
        }
    }

private:
    RowIndex endOfWindow(RowIndex row, RowIndex last) const;
    RowIndex window(RowIndex first, RowIndex last);
    void words(std::size_t term, RowIndex first, RowIndex last);
    void pattern(std::size_t term, RowIndex first, RowIndex last);
    void candidates(std::size_t term, RowIndex first, RowIndex last, SharedRowAdder& found);
    bool patternFits(std::size_t term, RowIndex row, column::Span span);
    RowIndex rowAt(std::uint64_t offset, RowIndex first, RowIndex last) const;
    void oneByOne(RowIndex first, RowIndex last);

    const Snapshot& m_snapshot;
    const std::vector<const Query::Term*>& m_terms;
    const RowText& m_text;
    std::stop_token m_stop;
    std::size_t m_window;
    const RowSet& m_wanted;
    TextHits& m_hits;
    std::vector<TextMatcher> m_matchers;
    std::vector<TextFinder> m_finders; ///< of words, or of a pattern's literal
    RowText::Bytes m_bytes;
    std::string m_buffer;
    std::uint64_t m_begin = 0; ///< offset of m_buffer in the source
    bool m_ascii = false;      ///< all of m_buffer
};

/// Rows from `row` on that fit into a window together, at least one. Where few rows are asked for, reading stops before
/// a gap that costs more than another read.
RowIndex RowSearch::Worker::endOfWindow(RowIndex row, RowIndex last) const
{
    constexpr std::uint64_t kGap = 32 * 1024;
    const column::Span start = column::span(m_snapshot, row);
    RowIndex low = row + 1, high = last;
    while (low < high) {
        const RowIndex middle = low + (high - low) / 2;
        if (column::span(m_snapshot, middle).end <= start.begin + m_window)
            low = middle + 1;
        else
            high = middle;
    }
    RowIndex end = row + 1;
    std::uint64_t read = start.end;
    for (RowIndex next = m_wanted.next(end, low); next < low; next = m_wanted.next(end, low)) {
        if (next != end && column::span(m_snapshot, next).begin > read + kGap)
            break;
        // Rows in a row need no look at each of them.
        end = next + 1;
        while (end % 64 == 0 && end + 64 <= low && m_wanted.words()[end / 64] == ~std::uint64_t{0})
            end += 64;
        if (end >= low || !m_wanted.has(end))
            read = column::span(m_snapshot, end - 1).end;
    }
    return end;
}

/// Looks at rows from `first` on, as many as fit into one window; returns the row behind them.
RowIndex RowSearch::Worker::window(RowIndex first, RowIndex last)
{
    const RowIndex end = endOfWindow(first, last);
    m_begin = column::span(m_snapshot, first).begin;
    const std::uint64_t bytes = column::span(m_snapshot, end - 1).end - m_begin;
    if (bytes > m_window + kLongestRow || !m_bytes(m_begin, static_cast<std::size_t>(bytes), m_buffer) ||
        m_buffer.size() != bytes) {
        oneByOne(first, end); // the file has changed: each row says so
        return end;
    }
    const bool anyPattern = std::any_of(m_terms.begin(), m_terms.end(), [](const auto* term) { return term->pattern; });
    m_ascii = anyPattern && isAscii(m_buffer);
    for (std::size_t term = 0; term < m_terms.size(); ++term) {
        if (m_terms[term]->pattern)
            pattern(term, first, end);
        else
            words(term, first, end);
    }
    return end;
}

/// The last row that begins at or before `offset`; rows ascend, and `first` does begin before it. Hits come in order,
/// so that the row is mostly near.
RowIndex RowSearch::Worker::rowAt(std::uint64_t offset, RowIndex first, RowIndex last) const
{
    RowIndex step = 1;
    while (step < last - first && column::span(m_snapshot, first + step).begin <= offset) {
        first += step;
        step *= 2;
    }
    RowIndex high = std::min<std::uint64_t>(std::uint64_t{first} + step, last);
    while (high - first > 1) {
        const RowIndex middle = first + (high - first) / 2;
        if (column::span(m_snapshot, middle).begin <= offset)
            first = middle;
        else
            high = middle;
    }
    return first;
}

/// A hit counts when it lies in one row; then the search goes on behind that row.
void RowSearch::Worker::words(std::size_t term, RowIndex first, RowIndex last)
{
    const TextFinder& finder = m_finders[term];
    SharedRowAdder found(m_hits.terms[term]);
    for (std::size_t at = finder.find(m_buffer); at != TextFinder::kNone;) {
        const std::uint64_t begin = m_begin + at;
        first = rowAt(begin, first, last);
        const column::Span row = column::span(m_snapshot, first);
        const bool inside = begin + finder.wanted().size() <= row.end;
        if (inside)
            found.add(first);
        at = finder.find(m_buffer, inside ? static_cast<std::size_t>(row.end - m_begin) : at + 1);
    }
}

void RowSearch::Worker::pattern(std::size_t term, RowIndex first, RowIndex last)
{
    SharedRowAdder found(m_hits.terms[term]);
    if (!m_finders[term].wanted().empty())
        return candidates(term, first, last, found);
    for (RowIndex row = m_wanted.next(first, last); row < last && !m_stop.stop_requested();
         row = m_wanted.next(row + 1, last))
        if (patternFits(term, row, column::span(m_snapshot, row)))
            found.add(row);
}

/// Only rows that have the pattern's literal are tried.
void RowSearch::Worker::candidates(std::size_t term, RowIndex first, RowIndex last, SharedRowAdder& found)
{
    const TextFinder& finder = m_finders[term];
    for (std::size_t at = finder.find(m_buffer); at != TextFinder::kNone && !m_stop.stop_requested();) {
        const std::uint64_t begin = m_begin + at;
        first = rowAt(begin, first, last);
        const column::Span row = column::span(m_snapshot, first);
        const bool inside = begin + finder.wanted().size() <= row.end;
        if (inside && m_wanted.has(first) && patternFits(term, first, row))
            found.add(first);
        at = finder.find(m_buffer, inside ? static_cast<std::size_t>(row.end - m_begin) : at + 1);
    }
}

bool RowSearch::Worker::patternFits(std::size_t term, RowIndex row, column::Span span)
{
    if (span.begin < m_begin || span.end > m_begin + m_buffer.size())
        return m_matchers[term].has(m_text.line(m_snapshot.rowId(row)));
    const auto text = std::string_view(m_buffer).substr(static_cast<std::size_t>(span.begin - m_begin),
                                                        static_cast<std::size_t>(span.end - span.begin));
    if (m_ascii || isUtf8(text))
        return m_matchers[term].has(text);
    return m_matchers[term].has(m_text.line(m_snapshot.rowId(row)));
}

void RowSearch::Worker::oneByOne(RowIndex first, RowIndex last)
{
    for (RowIndex row = m_wanted.next(first, last); row < last && !m_stop.stop_requested();
         row = m_wanted.next(row + 1, last)) {
        const std::string line = m_text.line(m_snapshot.rowId(row));
        for (std::size_t term = 0; term < m_terms.size(); ++term) {
            SharedRowAdder found(m_hits.terms[term]);
            if (m_matchers[term].has(m_snapshot, row, line))
                found.add(row);
        }
    }
}

RowSearch::RowSearch(const Snapshot& snapshot, std::vector<const Query::Term*> terms, const RowText& text,
                     const FilterOptions& options)
    : m_snapshot(snapshot), m_terms(std::move(terms)), m_text(text), m_options(options)
{
}

/// Sources in order, large ones in parts that one thread works through.
std::vector<RowSearch::Part> RowSearch::parts() const
{
    const bool repaired =
        std::any_of(m_terms.begin(), m_terms.end(), [](const auto* t) { return asksForRepaired(*t); });
    std::vector<Part> all;
    for (const SourceInfo& source : m_snapshot.sources) {
        const RowIndex last = source.firstRow + source.rows;
        const auto events = std::lower_bound(m_snapshot.eventRows.begin(), m_snapshot.eventRows.end(), source.firstRow);
        const bool raw = !repaired && (events == m_snapshot.eventRows.end() || *events >= last);
        for (RowIndex first = source.firstRow; first < last;) {
            RowIndex end = std::min(first + kPartEvents, last);
            if (raw) {
                const std::uint64_t limit = column::span(m_snapshot, first).begin + kPartBytes;
                RowIndex high = last;
                for (end = first + 1; end < high;) {
                    const RowIndex middle = end + (high - end) / 2;
                    if (column::span(m_snapshot, middle).begin < limit)
                        end = middle + 1;
                    else
                        high = middle;
                }
            }
            all.push_back({source.id, first, end, raw});
            first = end;
        }
    }
    return all;
}

/// Room for the rows that came beside, and no knowledge of events.
void RowSearch::prepare(TextHits& hits) const
{
    hits.terms.resize(m_terms.size());
    hits.looked.resize(m_snapshot.rows.size());
    for (const RowIndex row : m_snapshot.eventRows)
        hits.looked.remove(row);
    for (RowSet& term : hits.terms) {
        term.resize(m_snapshot.rows.size());
        for (const RowIndex row : m_snapshot.eventRows)
            term.remove(row);
    }
}

void RowSearch::run(const RowSet& wanted, TextHits& hits, const std::function<void()>& tick)
{
    prepare(hits);
    RowSet toDo = wanted;
    for (std::size_t word = 0; word < toDo.wordCount(); ++word)
        toDo.words()[word] &= ~hits.looked.words()[word];
    const std::vector<Part> all = parts();
    std::atomic<std::size_t> next = 0;
    const auto work = [&](const std::function<void()>& onTick) {
        Worker worker(*this, toDo, hits);
        for (std::size_t i = next++; i < all.size() && !m_options.stop.stop_requested(); i = next++)
            worker.part(all[i], onTick);
    };
    constexpr std::size_t kRowsWorthAThread = 10'000;
    const std::size_t worth = m_options.threads != 0 ? all.size() : 1 + toDo.count() / kRowsWorthAThread;
    const std::size_t threads = std::min(all.size(), worth);
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(threadsOr(m_options.threads), threads); ++i)
        others.emplace_back([&] { work({}); });
    work(tick);
    // The others may still be busy for a while; what they find is told as well.
}

} // namespace sendwright
