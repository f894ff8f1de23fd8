// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/event_batcher.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

struct TextLine
{
    std::string_view text; ///< without its line end
    std::uint64_t offset = 0;
    std::uint32_t number = 0; ///< 1-based
};

/// A text taken apart into lines; views into it.
class TextLines
{
public:
    explicit TextLines(std::string_view text);
    std::size_t size() const { return m_lines.size(); }
    const TextLine& operator[](std::size_t i) const { return m_lines[i]; }

private:
    std::vector<TextLine> m_lines;
};

/// Number of blanks a line begins with; its length when it holds nothing else.
inline std::size_t indentOf(std::string_view line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

/// A source people paste, as a whole; of more than kLongestPaste bytes the beginning, with a problem that says so.
inline constexpr std::size_t kLongestPaste = 4u << 20;
std::string wholeText(const ByteSource& source, EventBatcher& out);

} // namespace sendwright
