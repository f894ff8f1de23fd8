// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sendwright {

/// A value as a CSV cell: quoted where needed, and with an apostrophe in front when a spreadsheet would take it for a
/// formula (it begins with = + - @, tab or CR). The event symbols + and - alone are left as they are.
std::string csvCell(std::string_view value);

} // namespace sendwright
