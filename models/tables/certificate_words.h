// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <QString>

#include <string_view>

namespace sendwright {

QString commonName(std::string_view name);       ///< `CN=mail.contoso.com`; all of it when it has no CN
QString issuerName(std::string_view name);       ///< `Starfield G2` of `CN=Starfield G2, O=…`
QString shortThumbprint(std::string_view print); ///< `3F9A…77C1`
bool isSelfSigned(std::string_view subject, std::string_view issuer);

} // namespace sendwright
