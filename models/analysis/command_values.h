// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "index/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Values for the placeholders of commands. Empty: not known, the placeholder stays.
struct CommandValues
{
    std::string connector, thumbprint, server, peer, domain;
    std::string container; ///< unique container name of the certificate's key, as certutil gives it
    bool inbound = false;  ///< the connector is a receive connector
};

/// What the first session of a finding, and pasted queues, tell for commands. `finding` may be null.
CommandValues commandValues(const Snapshot& snapshot, const Finding* finding);

/// A piece of a command: our words, or a value from evidence.
struct CommandPiece
{
    std::string text;
    bool fromEvidence = false;
};

/// A command with its placeholders <connector>, <thumbprint>, <server>, <peer>, <domain> and <unique container name>
/// filled in. The values come
/// from evidence, and the command is pasted into an administrator's shell: only a value of a harmless shape is filled
/// in, one with blanks or a backslash only between double quotes. For a receive connector Get-SendConnector and
/// Set-SendConnector become those of receive connectors.
std::vector<CommandPiece> commandPieces(std::string_view command, const CommandValues& values);
std::string filledCommand(std::string_view command, const CommandValues& values);

} // namespace sendwright
