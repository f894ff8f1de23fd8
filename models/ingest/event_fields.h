// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright {

/// Who named the fields of an exported event.
enum class EventDialect : std::uint8_t {
    WinEvent, ///< System.Diagnostics.Eventing.Reader.EventLogRecord (Get-WinEvent)
    EventLog, ///< System.Diagnostics.EventLogEntry (Get-EventLog)
    NxLog     ///< NXLog's im_msvistalog, and the data sets made with it
};

/// The parts of one event as an export names them, collected in any order. Field names are those of the .NET classes
/// and of NXLog's documentation.
class EventFields
{
public:
    explicit EventFields(EventDialect dialect) : m_dialect(dialect) {}

    /// Takes a field; names compare without case. False: the dialect knows no field of this name. An empty value counts
    /// as absent.
    bool set(std::string_view name, std::string_view value);
    /// Appends a value of `Properties` or `ReplacementStrings`, or (with a name) one of the event's data.
    void add(std::string_view name, std::string_view value);

    /// The event, without its time; nothing when no event id was given.
    std::optional<EventRecord> event();
    std::string_view time() const;   ///< the time as written; empty when there is none
    std::int64_t resolution() const; ///< ticks the source itself is rough by, whatever the text shows
    bool keptAll() const { return !m_tooMany; }

private:
    enum Field : std::uint8_t;
    std::string_view value(Field field) const { return m_values[field]; }
    std::uint8_t level() const;

    static constexpr std::size_t kFields = 13;
    EventDialect m_dialect;
    std::array<std::string, kFields> m_values;
    std::array<std::uint8_t, kFields> m_ranks{}; ///< of the names the values came under; the lowest wins
    std::vector<std::pair<std::string, std::string>> m_data;
    bool m_tooMany = false;

    struct Name;
    static const Name kNames[];
    static const Name* find(EventDialect dialect, std::string_view name);
};

/// `System` of `System.Diagnostics.EventLogEntry#system/Schannel/36870`; empty where the type names no log.
std::string channelOfTypeName(std::string_view typeName);

} // namespace sendwright
