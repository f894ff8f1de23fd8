// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/window_text.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kWindow = 1u << 20;

} // namespace

std::string reasonOf(TextCut cut, std::string_view what)
{
    const std::string name(what);
    switch (cut) {
    case TextCut::NextBegins:
        return "This " + name + " stops before its end, where the next one begins; it was left out.";
    case TextCut::SourceEnds:
        return "The text ends in the middle of this " + name + "; it was left out.";
    case TextCut::TooLong:
        return "This " + name + " is longer than 1 MiB or has no end; it was left out.";
    }
    return {};
}

void WindowText::fill()
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

void WindowText::consume(std::size_t bytes)
{
    const std::string_view gone = view().substr(0, bytes);
    const std::size_t lastLine = gone.rfind('\n');
    m_column = lastLine == std::string_view::npos ? m_column + gone.size() : gone.size() - lastLine - 1;
    m_line += static_cast<std::uint32_t>(std::count(gone.begin(), gone.end(), '\n'));
    m_begin += gone.size();
    m_offset += gone.size();
}

} // namespace sendwright
