// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"

#include <string>
#include <string_view>

namespace sendwright {

/// True when `<Event` at the start of `text` begins an event of Windows: it carries the namespace of Windows events, or
/// none at all and holds `<System` first. 512 bytes of text are enough to tell.
bool beginsWindowsEvent(std::string_view text);

/// What one `<Event …>…</Event>` holds. No DTD, no entities but the five of XML and character references; bytes XML
/// forbids are taken as blanks. `timeFine` is false when the event has no readable time.
struct ParsedEvent
{
    EventRecord event;
    bool timeFine = false;
    bool keptAll = true; ///< false: it had more than kDataPairs values
};

/// False: `why` says in a sentence what is wrong with it.
bool parseEventElement(std::string_view xml, ParsedEvent& parsed, std::string& why);

} // namespace sendwright
