// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// The command whose output follows: what it gives, if we read that, and how it was typed.
struct FactCommand
{
    std::optional<Fact::Kind> kind;
    std::string text; ///< bounded; empty: no command stands above
};

/// What a reader of one layout took: facts with the index of the line that decides, and where it stopped.
struct TakenFact
{
    Fact fact;
    std::size_t line = 0;
};
struct TakenFacts
{
    std::vector<TakenFact> facts;
    std::size_t end = 0; ///< index behind the last line that belongs to it
};

/// A prompt of PowerShell or cmd, or a line that begins with a command we know. `kind` is what the command gives.
bool isPrompt(std::string_view line, std::optional<Fact::Kind>& kind);

/// What a command asked for that its output may not repeat. Empty when it does not say.
std::string commandStore(std::string_view command);      ///< `machine`, `user`
std::string commandThumbprint(std::string_view command); ///< 40 hex digits
std::string commandHost(std::string_view command);       ///< first word behind the cmdlet that is no switch
std::string commandKeyFile(std::string_view command);    ///< a path that begins with a drive
std::string commandRegistryKey(std::string_view command);
std::string commandRegistryName(std::string_view command); ///< behind `/v`

/// Without quotes and the blanks around them.
std::string_view unquoted(std::string_view text);

} // namespace sendwright
