// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright {

/// `421 4.2.1 …`, `454-…`: three digits of an SMTP reply (2 to 5 first) and a blank or dash.
bool startsWithReplyCode(std::string_view text);

/// A line that is by itself the error of a queue or of a non-delivery report: a reply code with an enhanced code (4 or
/// 5 first), `[{LED=…`, `smtp;550 …`.
bool isLoneError(std::string_view line);

/// `Name : value` as Format-List prints it, `Name: value` for names we know.
struct Property
{
    std::string_view name, value;
    std::size_t indent = 0;
};
std::optional<Property> propertyOf(std::string_view line);

/// What an object with these property names is; nothing when they do not tell.
std::optional<Fact::Kind> kindOfNames(const std::vector<std::string_view>& names);

/// Whether the kind comes as objects of a cmdlet, which Format-List and Format-Table print with any properties.
bool isObject(Fact::Kind kind);

/// `IMAP POP IIS SMTP UM Federation` (those that hold) of `IP.WS..` or `IIS, SMTP`; `None` when none holds.
std::string servicesAsWords(std::string_view services);

/// Appends a field within the limits; empty values are kept (a property may be known to be empty).
void addField(Fact& fact, std::string_view name, std::string_view value);

/// What every fact of its kind carries besides what the text says: Services as words, Inner of the last error.
void completeFact(Fact& fact);

} // namespace sendwright
