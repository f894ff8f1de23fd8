// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/surroundings.h"

#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

/// Value of a session field in lower case; empty when the session has none. Flags are `true` or empty. Without a
/// session only fields of the other sessions (`others.`) have a value.
std::string sessionField(const Surroundings& around, SessionIndex index, std::string_view field);
bool isSessionField(std::string_view field);
/// The same, and nothing for what is no session field.
std::optional<std::string> sessionFieldIfKnown(const Surroundings& around, SessionIndex index, std::string_view field);

/// Value of an event field in lower case: `event` (provider/id), eventErrorCode, eventAlert, eventState, eventText,
/// eventOtherProgram (its caller is no transport program), eventCertName (`<i>…<s>…`). Beside a session also
/// eventOtherConnector (it names another connector, or another server, than the session's).
std::string eventField(const EventRecord& event, std::string_view field);
std::string eventField(const Surroundings& around, const EventRecord& event, SessionIndex session,
                       std::string_view field);
bool isEventField(std::string_view field);

} // namespace sendwright
