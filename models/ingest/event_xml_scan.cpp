// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_xml_scan.h"

#include "ingest/event_xml_element.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kXmlAhead = 600;       ///< what beginsWindowsEvent and endOfEvent may look at
constexpr std::size_t kGapPiece = 64u << 10; ///< gaps longer than this come in pieces

/// Bytes of `</Event>` at the start of `text`; 0 when it is something else.
std::size_t endOfEvent(std::string_view text)
{
    constexpr std::string_view kEnd = "</Event";
    if (!text.starts_with(kEnd))
        return 0;
    const std::size_t close = text.find_first_not_of(" \t\r\n", kEnd.size());
    return close != std::string_view::npos && close < kXmlAhead && text[close] == '>' ? close + 1 : 0;
}

} // namespace

void EventXmlScan::giveGap(std::size_t bytes)
{
    if (bytes > 0)
        onGap(m_text.view().substr(0, bytes), m_text.offset(), m_text.line());
    m_text.consume(bytes);
}

bool EventXmlScan::run(const std::stop_token& stop)
{
    m_text.fill();
    while (!stop.stop_requested() && scanGap())
        if (!scanEvent())
            break;
    return m_text.complete();
}

bool EventXmlScan::scanGap()
{
    std::size_t at = 0;
    while (true) {
        const std::string_view text = m_text.view();
        at = text.find("<Event", at);
        if (at == std::string_view::npos ? !m_text.atEnd() : !m_text.atEnd() && text.size() - at < kXmlAhead) {
            // Hand on whole lines so far, keep the last one: an event may begin in it.
            const std::size_t known = std::min(at, text.size() - std::min(text.size(), kXmlAhead));
            const std::size_t lines = known == 0 ? std::string_view::npos : text.rfind('\n', known - 1);
            giveGap(lines != std::string_view::npos ? lines + 1 : known > kGapPiece ? known : 0);
            m_text.fill();
            at = 0;
            continue;
        }
        if (at == std::string_view::npos) {
            giveGap(text.size());
            return false;
        }
        if (beginsWindowsEvent(text.substr(at, kXmlAhead))) {
            giveGap(at);
            return true;
        }
        ++at;
    }
}

bool EventXmlScan::scanEvent()
{
    constexpr std::size_t kStartTag = 6; // `<Event`
    const std::uint32_t line = m_text.line();
    std::size_t at = kStartTag;
    while (true) {
        const std::string_view text = m_text.view();
        at = text.find('<', at);
        const bool unsure = at == std::string_view::npos || text.size() - at < kXmlAhead;
        if (std::min(at, text.size()) > kLongestEvent) {
            onCut(Cut::TooLong, line);
            m_text.consume(kStartTag);
            return true;
        }
        if (unsure && !m_text.atEnd()) {
            at = std::min(at, text.size());
            m_text.fill();
            continue;
        }
        if (at == std::string_view::npos) {
            onCut(Cut::SourceEnds, line);
            m_text.consume(text.size());
            return false;
        }
        if (const std::size_t end = endOfEvent(text.substr(at)); end > 0) {
            onEvent(text.substr(0, at + end), m_text.offset(), line);
            m_text.consume(at + end);
            return true;
        }
        if (beginsWindowsEvent(text.substr(at, kXmlAhead))) {
            onCut(Cut::NextBegins, line);
            m_text.consume(kStartTag);
            return true;
        }
        ++at;
    }
}

} // namespace sendwright
