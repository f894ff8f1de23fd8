// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sendwright {

/// `EX01` of `EX01.contoso.com`; an address as it is.
std::string_view serverHost(std::string_view server);

/// The host part in lower case: what two names of one server have in common.
std::string serverKey(std::string_view server);

inline bool sameServer(std::string_view a, std::string_view b)
{
    return serverKey(a) == serverKey(b);
}

/// Folder of a path: what ties the hourly files of one server together when their rows do not name it.
inline std::string_view folderOf(std::string_view path)
{
    return path.substr(0, path.rfind('/') + 1);
}

} // namespace sendwright
