// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/window_text.h"

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
    using Cut = TextCut;

    std::function<void(std::string_view text, std::uint64_t offset, std::uint32_t line)> onGap;
    std::function<void(std::string_view xml, std::uint64_t offset, std::uint32_t line)> onEvent;
    /// An event has no end. What follows comes as a gap again.
    std::function<void(Cut why, std::uint32_t line)> onCut;

    explicit EventXmlScan(const ByteSource& source) : m_text(source) {}
    /// False: the source could not be read to its end.
    bool run(const std::stop_token& stop);

private:
    bool scanGap();   ///< true: an event begins at the front of the view
    bool scanEvent(); ///< true: more may follow
    void giveGap(std::size_t bytes);

    WindowText m_text;
};

} // namespace sendwright
