// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_xml_scan.h"

#include "ingest/event_xml_element.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kWindow = 1u << 20;
constexpr std::size_t kLookAhead = 600;      ///< what beginsWindowsEvent and endOfEvent may look at
constexpr std::size_t kGapPiece = 64u << 10; ///< gaps longer than this come in pieces

/// Bytes of `</Event>` at the start of `text`; 0 when it is something else.
std::size_t endOfEvent(std::string_view text)
{
    constexpr std::string_view kEnd = "</Event";
    if (!text.starts_with(kEnd))
        return 0;
    const std::size_t close = text.find_first_not_of(" \t\r\n", kEnd.size());
    return close != std::string_view::npos && close < kLookAhead && text[close] == '>' ? close + 1 : 0;
}

} // namespace

void EventXmlScan::fill()
{
    m_buffer.erase(0, m_begin);
    m_begin = 0;
    const std::uint64_t left = m_source.size() - std::min(m_source.size(), m_next);
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kWindow, left));
    m_window.clear();
    if (wanted > 0 && !m_source.read(m_next, wanted, m_window))
        m_complete = false;
    m_buffer += m_window;
    m_next += m_window.size();
    m_atEnd = m_window.empty() || m_next >= m_source.size();
}

void EventXmlScan::consume(std::size_t bytes)
{
    const std::string_view gone = view().substr(0, bytes);
    m_line += static_cast<std::uint32_t>(std::count(gone.begin(), gone.end(), '\n'));
    m_begin += gone.size();
    m_offset += gone.size();
}

void EventXmlScan::giveGap(std::size_t bytes)
{
    if (bytes > 0)
        onGap(view().substr(0, bytes), m_offset, m_line);
    consume(bytes);
}

bool EventXmlScan::run(const std::stop_token& stop)
{
    fill();
    while (!stop.stop_requested() && scanGap())
        if (!scanEvent())
            break;
    return m_complete;
}

bool EventXmlScan::scanGap()
{
    std::size_t at = 0;
    while (true) {
        const std::string_view text = view();
        at = text.find("<Event", at);
        if (at == std::string_view::npos ? !m_atEnd : !m_atEnd && text.size() - at < kLookAhead) {
            // Hand on whole lines so far, keep the last one: an event may begin in it.
            const std::size_t known = std::min(at, text.size() - std::min(text.size(), kLookAhead));
            const std::size_t lines = known == 0 ? std::string_view::npos : text.rfind('\n', known - 1);
            giveGap(lines != std::string_view::npos ? lines + 1 : known > kGapPiece ? known : 0);
            fill();
            at = 0;
            continue;
        }
        if (at == std::string_view::npos) {
            giveGap(text.size());
            return false;
        }
        if (beginsWindowsEvent(text.substr(at, kLookAhead))) {
            giveGap(at);
            return true;
        }
        ++at;
    }
}

bool EventXmlScan::scanEvent()
{
    constexpr std::size_t kStartTag = 6; // `<Event`
    const std::uint32_t line = m_line;
    std::size_t at = kStartTag;
    while (true) {
        const std::string_view text = view();
        at = text.find('<', at);
        const bool unsure = at == std::string_view::npos || text.size() - at < kLookAhead;
        if (std::min(at, text.size()) > kLongestEvent) {
            onCut(Cut::TooLong, line);
            consume(kStartTag);
            return true;
        }
        if (unsure && !m_atEnd) {
            at = std::min(at, text.size());
            fill();
            continue;
        }
        if (at == std::string_view::npos) {
            onCut(Cut::SourceEnds, line);
            consume(text.size());
            return false;
        }
        if (const std::size_t end = endOfEvent(text.substr(at)); end > 0) {
            onEvent(text.substr(0, at + end), m_offset, line);
            consume(at + end);
            return true;
        }
        if (beginsWindowsEvent(text.substr(at, kLookAhead))) {
            onCut(Cut::NextBegins, line);
            consume(kStartTag);
            return true;
        }
        ++at;
    }
}

} // namespace sendwright
