// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/event_batcher.h"
#include "ingest/event_clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

/// The shapes of an event in JSON.
enum class JsonShape : std::uint8_t {
    EvtxDump, ///< the event's XML as JSON: `{"Event": {"System": {...}, "EventData": {...}}}`
    WinEvent, ///< Get-WinEvent | ConvertTo-Json
    EventLog, ///< Get-EventLog | ConvertTo-Json
    NxLog     ///< flat, as NXLog writes it
};
const char* formatName(JsonShape shape);

/// The shape of one complete object; nothing when it is no Windows event, or no JSON.
std::optional<JsonShape> jsonShape(std::string_view object);
/// The likely shape of an object whose end is not at hand.
std::optional<JsonShape> likelyJsonShape(std::string_view begin);

/// The time of one complete object where it is written as a local date; nothing for other times.
std::optional<LocalTimeText> localTimeOf(std::string_view object);

/// Reads one object of at most a few MiB. Nothing: `why` says in a sentence what is wrong with it. What had to be
/// assumed goes to `out` under `line`.
std::optional<EventRecord> parseJsonEvent(std::string_view object, std::uint32_t line, EventClock& clock,
                                          EventBatcher& out, std::string& why);

} // namespace sendwright
