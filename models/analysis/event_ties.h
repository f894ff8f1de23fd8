// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// What ties a Windows event to a failing session by content, time left aside.
struct EventTie
{
    bool fits = false;                ///< the event is of the kind that goes with this session's failure
    int strength = 0;                 ///< how many contents agree; decides between sessions that fit
    std::vector<std::string> reasons; ///< one for each content that agrees, as a person reads it
};

/// Looks at provider and event id, computer, process, thumbprint and remote address. A computer or a process that
/// contradicts the session rules the event out; one that is not told does not.
EventTie tieOf(const Snapshot& snapshot, const EventRecord& event, const Session& session);

/// The program that called for the event, lower case, when it is none of Exchange's transport (`svchost`, `w3wp`);
/// empty when it is, or when the event does not say.
std::string foreignProgram(const EventRecord& event);

bool isSchannel(const EventRecord& event);
bool isTransport(const EventRecord& event);

/// Whether two computer names mean the same machine: `EX01` and `ex01.contoso.com`. Two full names must agree whole.
bool isSameComputer(std::string_view a, std::string_view b);

} // namespace sendwright
