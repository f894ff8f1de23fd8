// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace sendwright {

/// Level 1 to 5 of the word an event export shows, in the languages we know Windows' words of; 0 when the word is not
/// known or names an audit.
std::uint8_t levelOfWord(std::string_view word);

} // namespace sendwright
