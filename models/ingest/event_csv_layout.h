// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// What a column of an event table means to us.
enum class EventColumn : std::uint8_t {
    Level, ///< as a word, or as a number where the table has no word
    LevelNumber,
    Time,
    Source,
    EventId,
    Message,
    Computer,
    RecordId,
    Channel,
    ProcessId,
    ThreadId,
    ActivityId,
    Count
};

/// How an event table is laid out, told from its head.
struct EventCsvLayout
{
    static constexpr int kAbsent = -1;

    char separator = ',';
    bool named = false; ///< PowerShell: columns by their English names. Else Event Viewer: by their place
    bool hasHeader = false;
    std::uint32_t headerLine = 0; ///< 1-based
    std::string formatName;
    std::vector<std::string> names;
    std::array<int, static_cast<std::size_t>(EventColumn::Count)> columns{};

    int column(EventColumn which) const { return columns[static_cast<std::size_t>(which)]; }
    /// Whether a physical line begins a row: enough values, a date or a number where they belong.
    bool looksLikeRow(std::string_view line) const;
    /// The same, but where the message comes first and nothing sure can be said, any line that opens a quote will do.
    bool mayBeginRow(std::string_view line) const;
};

/// Nothing when the head shows no event table. Blank lines and `#TYPE` before the header are passed over.
std::optional<EventCsvLayout> eventCsvLayout(std::string_view head);

} // namespace sendwright
