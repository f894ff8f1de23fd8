// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/surroundings.h"

#include <string>
#include <string_view>

namespace sendwright {

/// Value of a session field in lower case; empty when the session has none. Flags are `true` or empty. Without a
/// session only fields of the other sessions (`others.`) have a value.
std::string sessionField(const Surroundings& around, SessionIndex index, std::string_view field);
bool isSessionField(std::string_view field);
/// For asking one field of many sessions: what reads it, null for what is no session field.
struct SessionFieldView;
using SessionFieldFunction = std::string (*)(const SessionFieldView&);
SessionFieldFunction sessionFieldFunction(std::string_view field);
std::string readSessionField(SessionFieldFunction field, const Surroundings& around, SessionIndex index);
/// Whether the field is one of the other sessions, which has a value without a session as well.
inline bool isOfOthers(std::string_view field)
{
    return field.starts_with("others.");
}

/// Value of an event field in lower case: `event` (provider/id), eventErrorCode, eventAlert, eventState, eventText,
/// eventOtherProgram (its caller is no transport program), eventCertName (`<i>…<s>…`). Beside a session also
/// eventOtherConnector (it names another connector, or another server, than the session's).
std::string eventField(const EventRecord& event, std::string_view field);
std::string eventField(const Surroundings& around, const EventRecord& event, SessionIndex session,
                       std::string_view field);
bool isEventField(std::string_view field);

} // namespace sendwright
