// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/byte_source.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace sendwright {

/// Why an element or object of a text is given up before its end.
enum class TextCut : std::uint8_t { NextBegins, SourceEnds, TooLong };

/// The sentence that says so; `what` is "object" or "event".
std::string reasonOf(TextCut cut, std::string_view what);

/// A text of any size, looked at through a window that moves forward: what is looked at is consumed, and more is read
/// behind what is left. Memory is bounded by whoever consumes. Knows the place of the view's first byte.
class WindowText
{
public:
    explicit WindowText(const ByteSource& source) : m_source(source) {}

    std::string_view view() const { return std::string_view(m_buffer).substr(m_begin); }
    void fill();                     ///< reads on by up to 1 MiB; views taken before are gone
    void consume(std::size_t bytes); ///< at most what the view holds

    std::uint64_t offset() const { return m_offset; } ///< in the source
    std::uint32_t line() const { return m_line; }     ///< 1-based
    std::size_t column() const { return m_column; }   ///< bytes of its line before the view
    bool atEnd() const { return m_atEnd; }            ///< nothing is left behind the view
    bool complete() const { return m_complete; }      ///< false: the source could not be read on

private:
    const ByteSource& m_source;
    std::string m_buffer, m_window;
    std::size_t m_begin = 0;  ///< of the view in the buffer
    std::uint64_t m_next = 0; ///< offset in the source behind the buffer
    std::uint64_t m_offset = 0;
    std::uint32_t m_line = 1;
    std::size_t m_column = 0;
    bool m_atEnd = false;
    bool m_complete = true;
};

} // namespace sendwright
