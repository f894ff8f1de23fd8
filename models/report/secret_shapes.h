// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/report_options.h"

#include <cstddef>
#include <string_view>

namespace sendwright {

/// A value recognised by its shape at a place of a text. length 0: there is none.
struct SecretShape
{
    Secret kind{};
    std::size_t length = 0;
    std::size_t skip = 0; ///< bytes before the value that stay (`CN=`, `User Name: `)
};

/// Looks for an address, name, path … that begins exactly at `at` (the caller stands at the start of a word).
SecretShape secretShapeAt(std::string_view text, std::size_t at);

/// Letters, digits, underscore and every byte of a non-ASCII letter.
bool isWordByte(char c);

/// The part of a Microsoft host name that all tenants share (`mail.protection.outlook.com`); empty for other hosts.
std::string_view microsoftSuffix(std::string_view host);

/// A name that is nothing but such a shared part, as in Microsoft's own certificate.
bool isSharedMicrosoftName(std::string_view name);

} // namespace sendwright
