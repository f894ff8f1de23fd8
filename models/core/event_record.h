// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sendwright {

/// One Windows event. Strings are UTF-8. Fields the export does not carry are empty, 0 or unknown.
struct EventRecord
{
    TimePoint time;               ///< UTC; unknown for bare event text
    std::int64_t uncertainty = 0; ///< ticks by which `time` may be early (a CSV export has whole seconds: 1 s)
    bool localTime = false;       ///< the export had local time; the source's zone made it UTC
    std::uint64_t recordId = 0;   ///< EventRecordID
    std::uint32_t eventId = 0;
    std::uint8_t level = 0; ///< 1 critical, 2 error, 3 warning, 4 information, 5 verbose, 0 not known / audit
    std::uint32_t processId = 0;
    std::uint32_t threadId = 0;
    std::string provider; ///< `Schannel`, `MSExchangeTransport`
    std::string channel;  ///< `System`
    std::string computer;
    std::string levelText; ///< as the export says it, perhaps localised
    std::string activityId;
    std::string message;                                   ///< rendered text; empty when the export has none
    std::vector<std::pair<std::string, std::string>> data; ///< EventData / UserData: name (may be empty) and value
    bool hasRecordId = false;                              ///< false: the event names none (`recordId` is 0)
    bool hasLevel = false;        ///< `level` was given as a number (0 included), not told from a word or unknown
    bool guessedIdentity = false; ///< provider and id were recognised from the text alone
    bool heldBack = false;        ///< `message` and `data` were not kept; RowText::event reads them from the evidence
    bool recovered = false;       ///< found in slack space: deleted or overwritten in part
};

} // namespace sendwright
