// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plain_twins.h"

#include <cstdlib>
#include <string_view>

namespace sendwright {

bool plainTwins()
{
    static const bool wanted = [] {
        const char* told = std::getenv("SENDWRIGHT_PLAIN");
        return told != nullptr && !std::string_view(told).empty() && std::string_view(told) != "0";
    }();
    return wanted;
}

} // namespace sendwright
