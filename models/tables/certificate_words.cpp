// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/certificate_words.h"

#include "analysis/certificate_book.h"
#include "core/certificate_id.h"
#include "core/text_scan.h"
#include "tables/display.h"

namespace sendwright {

QString commonName(std::string_view name)
{
    const std::string_view value = commonNameOf(name);
    return value.empty() ? shown(trimmed(name)) : QStringLiteral("CN=") + shown(value);
}

QString issuerName(std::string_view name)
{
    const std::string_view value = commonNameOf(name);
    return shown(value.empty() ? trimmed(name) : value);
}

QString shortThumbprint(std::string_view print)
{
    return shown(shortPrint(print));
}

bool isSelfSigned(std::string_view subject, std::string_view issuer)
{
    return !trimmed(subject).empty() && equalsNoCase(trimmed(subject), trimmed(issuer));
}

} // namespace sendwright
