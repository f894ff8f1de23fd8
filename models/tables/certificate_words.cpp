// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/certificate_words.h"

#include "core/text_scan.h"
#include "tables/display.h"

namespace sendwright {

namespace {

/// Value of the first CN; names are separated by commas, and values with commas are quoted.
std::string_view cnValue(std::string_view name)
{
    for (std::size_t at = 0; at + 3 <= name.size(); ++at) {
        const bool starts = at == 0 || name[at - 1] == ' ' || name[at - 1] == ',';
        if (!starts || !startsWithNoCase(name.substr(at), "CN="))
            continue;
        const std::string_view value = name.substr(at + 3);
        return value.starts_with('"') ? before(value.substr(1), "\"") : trimmed(before(value, ","));
    }
    return {};
}

} // namespace

QString commonName(std::string_view name)
{
    const std::string_view value = cnValue(name);
    return value.empty() ? shown(trimmed(name)) : QStringLiteral("CN=") + shown(value);
}

QString issuerName(std::string_view name)
{
    const std::string_view value = cnValue(name);
    return shown(value.empty() ? trimmed(name) : value);
}

QString shortThumbprint(std::string_view print)
{
    const QString whole = shown(trimmed(print));
    return whole.size() <= 12 ? whole : whole.left(4) + QStringLiteral("…") + whole.right(4);
}

bool isSelfSigned(std::string_view subject, std::string_view issuer)
{
    return !trimmed(subject).empty() && equalsNoCase(trimmed(subject), trimmed(issuer));
}

} // namespace sendwright
