// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace sendwright::test {

/// Writes protocol logs the way Exchange does, so that a test shows its input in a few lines.
class LogBuilder
{
public:
    LogBuilder& header(std::string_view kind = "Send"); ///< `Send` or `Receive`
    LogBuilder& session(std::string connector, std::string id, std::string local = "10.0.0.5:1025",
                        std::string remote = "203.0.113.7:25");
    /// A row of the current session, 15 ms after the one before, with the next sequence number. Quotes where needed.
    LogBuilder& row(std::string_view event, std::string_view data = {}, std::string_view context = {});
    LogBuilder& raw(std::string_view line);    ///< as it stands
    LogBuilder& at(std::string_view isoTime);  ///< time of the next row
    LogBuilder& lineEnd(std::string_view end); ///< "\r\n" by default
    std::string text() const { return m_text; }

private:
    std::string m_text, m_connector, m_id, m_local, m_remote, m_end = "\r\n";
    long long m_ticks = 0;
    int m_sequence = 0;
};

/// A value as a CSV field, quoted only where Exchange would.
std::string csvField(std::string_view value);

} // namespace sendwright::test
