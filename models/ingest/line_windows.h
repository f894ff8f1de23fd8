// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plain_twins.h"
#include "core/text_marks.h"
#include "ingest/byte_source.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright {

/// Longest line that is looked at; longer ones are left out and counted.
inline constexpr std::size_t kLongestLine = 1u << 20;

struct LineRead
{
    bool complete = true;                 ///< the source could be read to its end
    std::uint32_t lines = 0;              ///< lines met
    std::vector<std::uint32_t> oversized; ///< line numbers left out because of their length (at most 100)
};

/// Part of a source: the lines that begin in [begin, end). Line numbers count from the first of them.
struct SourceSlice
{
    std::uint64_t begin = 0;
    std::uint64_t end = ~std::uint64_t{0};
};

/// A line without its line end, with what the scan for line ends met on the way.
struct ScannedLine
{
    std::string_view text;
    std::uint64_t offset = 0;
    std::uint32_t number = 0;
    const char* quote = nullptr; ///< the first quote; null when there is none
    bool ascii = true;
    bool last = false; ///< the final line, without a line end
};

/// Reads a slice in windows into one buffer; memory stays bounded whatever the file holds.
class LineWindows
{
public:
    LineWindows(const ByteSource& source, const SourceSlice& slice, const std::stop_token& stop, bool plain)
        : m_source(source),
          m_stop(stop),
          m_plain(plain),
          m_end(slice.end),
          m_at(slice.begin > 0 ? slice.begin - 1 : 0),
          m_foreign(slice.begin > 0),
          m_special(slice.begin > 0)
    {
    }

    template <typename OnLine>
    LineRead run(OnLine&& onLine)
    {
        while (!m_done && !m_stop.stop_requested() && fill())
            keepRest(scanBuffer(onLine));
        return m_result;
    }

private:
    static constexpr std::size_t kWindow = 256u << 10; ///< fits the core's own cache

    /// Puts the next window behind what is left of the line before.
    bool fill()
    {
        if (m_at >= m_source.size())
            return false;
        m_buffer.resize(m_rest + kWindow + TextMarks::kBytes);
        const std::size_t got = m_source.readTo(m_buffer.data() + m_rest, m_at, kWindow);
        m_bufferAt = m_at - m_rest;
        m_at += got;
        m_used = m_rest + got;
        m_result.complete = got == kWindow || m_at >= m_source.size();
        m_last = got < kWindow || m_at >= m_source.size();
        std::memset(m_buffer.data() + m_used, 0, TextMarks::kBytes);
        return m_used > 0;
    }

    /// What has been met of the line at hand. Places are in the buffer.
    struct LineState
    {
        static constexpr std::size_t kNone = ~std::size_t{0};
        std::size_t begin = 0, quote = kNone;
        bool high = false;

        SENDWRIGHT_INLINE void note(const TextMarks& marks, std::uint64_t here, std::size_t at)
        {
            if (((marks.quote | marks.high) & here) != 0)
                noteRare(marks, here, at);
        }
        void noteRare(const TextMarks& marks, std::uint64_t here, std::size_t at)
        {
            if ((marks.quote & here) != 0 && quote == kNone)
                quote = at + static_cast<std::size_t>(std::countr_zero(marks.quote & here));
            high = high || (marks.high & here) != 0;
        }
        void restart(std::size_t next)
        {
            begin = next;
            quote = kNone;
            high = false;
        }
    };

    template <typename OnLine>
    std::size_t scanBuffer(OnLine&& onLine)
    {
        if (m_plain)
            return scan<PlainMarks>(onLine);
#ifdef SENDWRIGHT_AVX2
        if (hasAvx2())
            return scanWithAvx2(onLine);
#endif
        return scan<BaseMarks>(onLine);
    }
#ifdef SENDWRIGHT_AVX2
    template <typename OnLine>
    SENDWRIGHT_WITH_AVX2 std::size_t scanWithAvx2(OnLine&& onLine)
    {
        return scan<Avx2Marks>(onLine);
    }
#endif

    /// Goes through the buffer, 64 bytes a step, and hands on its lines; returns where the line that is not whole
    /// begins.
    template <typename Marks, typename OnLine>
    SENDWRIGHT_INLINE std::size_t scan(OnLine&& onLine)
    {
        LineState line;
        for (std::size_t at = 0; at < m_used && !m_done; at += TextMarks::kBytes) {
            const TextMarks marks = Marks::of(m_buffer.data() + at);
            std::uint64_t left = ~std::uint64_t{0}; // bits of the block not looked at yet
            for (std::uint64_t ends = marks.lineEnd; ends != 0; ends &= ends - 1) {
                const std::uint64_t end = ends & (~ends + 1);
                line.note(marks, left & (end - 1), at);
                const std::size_t place = at + static_cast<std::size_t>(std::countr_zero(ends));
                give(line, place, false, onLine);
                line.restart(place + 1);
                left = ~(end | (end - 1));
            }
            line.note(marks, left, at);
        }
        if (m_last && !m_done && line.begin < m_used)
            give(line, m_used, true, onLine);
        return line.begin;
    }

    template <typename OnLine>
    void give(const LineState& state, std::size_t end, bool last, OnLine&& onLine)
    {
        const std::size_t begin = state.begin;
        if (m_special || end - begin > kLongestLine || m_bufferAt + begin >= m_end) {
            if (!isOurs(begin, end))
                return;
        }
        ++m_result.lines;
        ScannedLine line;
        line.text = std::string_view(m_buffer.data() + begin, end - begin);
        if (line.text.ends_with('\r'))
            line.text.remove_suffix(1);
        line.offset = m_bufferAt + begin;
        line.number = m_result.lines;
        line.quote = state.quote == LineState::kNone ? nullptr : m_buffer.data() + state.quote;
        line.ascii = !state.high;
        line.last = last;
        onLine(line);
    }

    /// Of a line that may be none of ours: whether it is. Counts those that are too long.
    bool isOurs(std::size_t begin, std::size_t end)
    {
        const bool skipped = m_skipping;
        m_special = m_skipping = false;
        if (m_done || std::exchange(m_foreign, false))
            return false; // the line that the slice before reads
        if ((skipped ? m_skippedAt : m_bufferAt + begin) >= m_end) {
            m_special = m_done = true;
            return false;
        }
        if (!skipped && end - begin <= kLongestLine)
            return true;
        ++m_result.lines;
        leaveOut();
        return false;
    }

    /// Keeps the line that begins at `begin` and is not whole yet.
    void keepRest(std::size_t begin)
    {
        m_done = m_done || m_last;
        if (m_done)
            return;
        m_rest = m_used - begin;
        if (m_rest > kLongestLine) {
            if (!m_skipping && !m_foreign)
                m_skippedAt = m_bufferAt + begin;
            m_skipping = !m_foreign; // only its being there matters from here on
            m_special = true;
            m_rest = 1;
        }
        std::memmove(m_buffer.data(), m_buffer.data() + m_used - m_rest, m_rest);
    }

    void leaveOut()
    {
        if (m_result.oversized.size() < 100)
            m_result.oversized.push_back(m_result.lines);
    }

    const ByteSource& m_source;
    const std::stop_token& m_stop;
    const bool m_plain;
    const std::uint64_t m_end;
    std::uint64_t m_at, m_bufferAt = 0, m_skippedAt = 0;
    std::vector<char> m_buffer;
    std::size_t m_used = 0, m_rest = 0;
    LineRead m_result;
    bool m_foreign; ///< the line at hand began before the slice
    bool m_special; ///< one of the states that `isOurs` looks at holds
    bool m_skipping = false, m_last = false, m_done = false;
};

/// Calls `onLine(ScannedLine)` for every line of a slice, without its line end (LF or CRLF). `plain`: by the plain
/// twin.
template <typename OnLine>
LineRead scanLines(const ByteSource& source, const SourceSlice& slice, const std::stop_token& stop, bool plain,
                   OnLine&& onLine)
{
    return LineWindows(source, slice, stop, plain).run(onLine);
}

/// Calls `onLine(line, offset, number, last)` for every line of the source.
template <typename OnLine>
LineRead forEachLine(const ByteSource& source, const std::stop_token& stop, OnLine&& onLine)
{
    return scanLines(source, {}, stop, plainTwins(),
                     [&](const ScannedLine& line) { onLine(line.text, line.offset, line.number, line.last); });
}

} // namespace sendwright
