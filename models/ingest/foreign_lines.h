// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/event_batcher.h"

#include <cstdint>
#include <string>

namespace sendwright {

/// Counts the lines between the events of an export that belong to none, and lists each run of them as one problem.
class ForeignLines
{
public:
    explicit ForeignLines(EventBatcher& out) : m_out(out) {}

    void add(std::uint32_t line)
    {
        if (m_count == 0)
            m_first = line;
        m_count += m_count == 0 || line != m_last ? 1 : 0;
        m_last = line;
    }
    /// An event comes, or the end.
    void close()
    {
        if (m_count > 0)
            m_out.skip(m_first, m_count == 1
                                    ? std::string("This line is not part of an event.")
                                    : std::to_string(m_count) + " lines from here on are not part of an event.");
        m_count = 0;
    }

private:
    EventBatcher& m_out;
    std::uint32_t m_first = 0, m_last = 0, m_count = 0;
};

} // namespace sendwright
