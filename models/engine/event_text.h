// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "knowledge/knowledge.h"

#include <string>

namespace sendwright {

/// What is shown and quoted of an event: the text of the export as it stands; without one our own wording with its mark
/// (values without a name, which no wording can hold, come behind it); else the values with their names. `knowledge`
/// may be null: no wordings. At most 64 KiB. Any thread.
std::string composeEventText(const EventRecord& event, const Knowledge* knowledge);

} // namespace sendwright
