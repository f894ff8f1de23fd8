// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fact.h"

#include "core/text_scan.h"

namespace sendwright {

std::string_view Fact::field(std::string_view name) const
{
    for (const auto& [key, value] : fields)
        if (equalsNoCase(key, name))
            return value;
    return {};
}

} // namespace sendwright
