// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/server_name.h"

#include "core/text_scan.h"

namespace sendwright {

std::string_view serverHost(std::string_view server)
{
    const bool address = server.find_first_not_of("0123456789.") == std::string_view::npos;
    return address ? server : before(server, ".");
}

std::string serverKey(std::string_view server)
{
    return toLower(serverHost(server));
}

} // namespace sendwright
