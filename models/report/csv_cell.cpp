// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv_cell.h"

namespace sendwright {

std::string csvCell(std::string_view value)
{
    const bool symbol = value == "+" || value == "-";
    const bool formula =
        !value.empty() && !symbol && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
    const bool quote = value.find_first_of(",\"\r\n;") != std::string_view::npos;
    std::string cell;
    cell.reserve(value.size() + 3);
    if (quote)
        cell += '"';
    if (formula)
        cell += '\'';
    for (const char c : value) {
        if (c == '"')
            cell += '"';
        cell += c;
    }
    return quote ? cell + '"' : cell;
}

} // namespace sendwright
