// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"

#include <QString>

namespace sendwright {

QString eventName(const EventRecord& event);  ///< `Schannel 36870`
QString eventLevel(const EventRecord& event); ///< `Error`; as the export says it when it says so
QString eventText(const EventRecord& event);  ///< message, or its named values when there is none; on one line
/// `Schannel 36870 · 0x8009030d · state 10001`: what tells two events of one kind apart, else the first sentence.
QString eventGist(const EventRecord& event);

} // namespace sendwright
