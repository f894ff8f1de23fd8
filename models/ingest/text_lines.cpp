// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/text_lines.h"

#include <algorithm>

namespace sendwright {

TextLines::TextLines(std::string_view text)
{
    std::uint32_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        m_lines.push_back({line, at, ++number});
        at = end + 1;
    }
}

std::string wholeText(const ByteSource& source, EventBatcher& out)
{
    std::string text;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), kLongestPaste));
    if (!source.read(0, wanted, text))
        out.about("The file could not be read to its end.");
    if (source.size() <= kLongestPaste)
        return text;
    out.about("This text is longer than 4 MiB; only its beginning was read.");
    return text;
}

} // namespace sendwright
