// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/byte_source.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace sendwright {

/// Finds the `<Event …>…</Event>` elements of a text of any size, one pass, bounded memory. What lies between them
/// comes as gaps, in pieces of whole lines where it has lines.
class EventXmlScan
{
public:
    static constexpr std::size_t kLongestEvent = 1u << 20;
    enum class Cut : std::uint8_t { NextBegins, SourceEnds, TooLong };

    std::function<void(std::string_view text, std::uint64_t offset, std::uint32_t line)> onGap;
    std::function<void(std::string_view xml, std::uint64_t offset, std::uint32_t line)> onEvent;
    /// An event has no end. What follows comes as a gap again.
    std::function<void(Cut why, std::uint32_t line)> onCut;

    explicit EventXmlScan(const ByteSource& source) : m_source(source) {}
    /// False: the source could not be read to its end.
    bool run(const std::stop_token& stop);

private:
    std::string_view view() const { return std::string_view(m_buffer).substr(m_begin); }
    void fill();
    void consume(std::size_t bytes);
    bool scanGap();   ///< true: an event begins at the front of the view
    bool scanEvent(); ///< true: more may follow
    void giveGap(std::size_t bytes);

    const ByteSource& m_source;
    std::string m_buffer, m_window;
    std::size_t m_begin = 0;    ///< of the view in the buffer
    std::uint64_t m_next = 0;   ///< offset in the source behind the buffer
    std::uint64_t m_offset = 0; ///< of the view in the source
    std::uint32_t m_line = 1;   ///< of the view's first byte
    bool m_atEnd = false;
    bool m_complete = true;
};

} // namespace sendwright
