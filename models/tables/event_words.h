// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "knowledge/knowledge.h"

#include <QString>
#include <QStringList>

#include <string_view>

namespace sendwright {

QString eventName(const EventRecord& event);  ///< `Schannel 36870`
QString eventLevel(const EventRecord& event); ///< `Error`; as the export says it when it says so
QString eventText(std::string_view line);     ///< RowText::line of an event, on one line
/// `Schannel 36870 · 0x8009030d · state 10001`: what tells two events of one kind apart, else the first sentence of
/// `line` (RowText::line). `event` with its values (RowText::event).
QString eventGist(const EventRecord& event, std::string_view line);

/// What is known of the event's values, a line each: `ErrorCode 0x8009030d: SEC_E_UNKNOWN_CREDENTIALS: …`.
QStringList explainedValues(const Knowledge& knowledge, const EventRecord& event);

} // namespace sendwright
