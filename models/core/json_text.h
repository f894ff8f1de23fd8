// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sendwright {

/// Appends `text` as a JSON string with its quotes. Control characters are escaped; bytes that are no UTF-8 become
/// U+FFFD, so that the result is valid JSON whatever the evidence holds.
void appendJsonString(std::string& out, std::string_view text);

} // namespace sendwright
