// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plain_twins.h"
#include "core/text_marks.h"
#include "ingest/byte_source.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
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

/// A line without its line end. TextMarks::kBytes bytes behind its begin can be read, however short it is.
struct ScannedLine
{
    std::string_view text;
    std::uint64_t offset = 0;
    std::uint32_t number = 0;
    bool ascii = true; ///< false: some byte near it is beyond ASCII, perhaps of another line
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
        while (!m_done && !m_stop.stop_requested() && fill()) {
            takeCare();
            findEnds();
            keepRest(giveLines(onLine));
        }
        return m_result;
    }

private:
    static constexpr std::size_t kWindow = 64u << 10; ///< leaves most of the core's own cache to what is remembered

    /// Puts the next window behind what is left of the line before.
    bool fill()
    {
        if (m_at >= m_source.size())
            return false;
        if (m_buffer.size() < m_rest + kWindow + TextMarks::kBytes) {
            m_buffer.resize(m_rest + kWindow + TextMarks::kBytes);
            m_ends.reset(new std::uint32_t[m_buffer.size() + 2]); // not zeroed: of that memory little is ever touched
        }
        const std::size_t got = m_source.readTo(m_buffer.data() + m_rest, m_at, kWindow);
        m_bufferAt = m_at - m_rest;
        m_at += got;
        m_used = m_rest + got;
        m_result.complete = got == kWindow || m_at >= m_source.size();
        m_last = got < kWindow || m_at >= m_source.size();
        std::memset(m_buffer.data() + m_used, 0, TextMarks::kBytes);
        return m_used > 0;
    }

    /// Sets from where in the buffer lines may be none of ours.
    void takeCare()
    {
        m_careFrom = m_used;
        if (m_special || m_end <= m_bufferAt)
            m_careFrom = 0;
        else if (m_end < m_bufferAt + m_used)
            m_careFrom = static_cast<std::size_t>(m_end - m_bufferAt);
    }

    void findEnds()
    {
        if (m_plain)
            return findEndsBy<PlainMarks>();
#ifdef SENDWRIGHT_AVX2
        if (hasAvx512())
            return findEndsWithAvx512();
        if (hasAvx2())
            return findEndsWithAvx2();
#endif
        findEndsBy<BaseMarks>();
    }
#ifdef SENDWRIGHT_AVX2
    SENDWRIGHT_WITH_AVX512 void findEndsWithAvx512()
    {
        findEndsBy<Avx512Marks>();
    }
    SENDWRIGHT_WITH_AVX2 void findEndsWithAvx2()
    {
        findEndsBy<Avx2Marks>();
    }
#endif

    /// Goes through the buffer, 64 bytes a step, and notes where lines end. How many end in a step nobody can guess, so
    /// two places are written whatever there is; more are rare.
    template <typename Marks>
    SENDWRIGHT_INLINE void findEndsBy()
    {
        std::uint64_t high = 0;
        std::uint32_t* out = m_ends.get();
        const char* const text = m_buffer.data();
        for (std::size_t at = 0, used = m_used; at < used; at += TextMarks::kBytes) {
            const TextMarks marks = Marks::of(text + at);
            high |= marks.high;
            const auto end = [at](std::uint64_t bits) {
                return static_cast<std::uint32_t>(at) + std::countr_zero(bits);
            };
            std::uint64_t second = marks.lineEnd & (marks.lineEnd - 1);
            out[0] = end(marks.lineEnd);
            out[1] = end(second);
            out += (marks.lineEnd != 0 ? 1 : 0) + (second != 0 ? 1 : 0);
            for (second &= second - 1; second != 0; second &= second - 1)
                *out++ = end(second);
        }
        m_count = static_cast<std::size_t>(out - m_ends.get());
        m_ascii = high == 0;
    }

    /// Hands on the lines of the buffer; returns where the line that is not whole begins.
    template <typename OnLine>
    std::size_t giveLines(OnLine&& onLine)
    {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < m_count && !m_done; ++i) {
            const std::size_t end = m_ends[i];
            give(begin, end, false, onLine);
            begin = end + 1;
        }
        if (m_last && !m_done && begin < m_used)
            give(begin, m_used, true, onLine);
        return begin;
    }

    template <typename OnLine>
    void give(std::size_t begin, std::size_t end, bool last, OnLine&& onLine)
    {
        if (begin >= m_careFrom || end - begin > kLongestLine) {
            const bool ours = isOurs(begin, end);
            takeCare();
            if (!ours)
                return;
        }
        ++m_result.lines;
        ScannedLine line;
        line.text = std::string_view(m_buffer.data() + begin, end - begin);
        if (line.text.ends_with('\r'))
            line.text.remove_suffix(1);
        line.offset = m_bufferAt + begin;
        line.number = m_result.lines;
        line.ascii = m_ascii;
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
        const bool nothingOurs = m_foreign && m_bufferAt + m_used >= m_end; // the line before goes past the slice
        m_done = m_done || m_last || nothingOurs;
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
    std::unique_ptr<std::uint32_t[]> m_ends; ///< places in the buffer of its `m_count` line ends
    std::size_t m_count = 0;
    std::size_t m_careFrom = 0; ///< from here on `isOurs` has to be asked of each line
    bool m_ascii = true;        ///< of the whole buffer
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
