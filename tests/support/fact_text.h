// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright::test {

/// A field of a fact, for comparisons.
inline std::string field(const Fact& fact, std::string_view name)
{
    return std::string(fact.field(name));
}

/// The values of some fields of all facts of a kind, as one text: `a|b; c|d`.
inline std::string fieldsOf(const std::vector<Fact>& facts, Fact::Kind kind,
                            std::initializer_list<std::string_view> names)
{
    std::string out;
    for (const Fact& fact : facts) {
        if (fact.kind != kind)
            continue;
        out += out.empty() ? "" : "; ";
        bool first = true;
        for (const std::string_view name : names) {
            out += (first ? "" : "|") + std::string(fact.field(name));
            first = false;
        }
    }
    return out;
}

} // namespace sendwright::test
