// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plain_twins.h"

#include <cstdlib>
#include <string_view>

namespace sendwright {

bool plainTwins()
{
    static const bool wanted = [] {
        const char* value = std::getenv("SENDWRIGHT_PLAIN");
        return value != nullptr && *value != '\0' && std::string_view(value) != "0";
    }();
    return wanted;
}

} // namespace sendwright
