// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/surroundings.h"
#include "core/fact.h"

#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

/// Which kind of fact a condition's field speaks of: `queueError`, `keyAccess`, `sendConnector.TlsDomain`,
/// `registry.Enabled` …; nothing when it is no field of facts. docs: resources/knowledge/README.md.
std::optional<Fact::Kind> factFieldKind(std::string_view field);
bool isFactField(std::string_view field);

/// Whether a fact of that kind speaks of this session (kNoSession: of any): certificates of the one the session sent,
/// connectors of the one it ran on. Other facts speak of the whole server.
bool speaksOf(const Surroundings& around, const Fact& fact, SessionIndex session);

/// Whether a pasted connector is the one that a log calls so: the last parts of their names are the same, and their
/// servers where both name one.
bool sameConnector(const Fact& fact, std::string_view connector);

/// Value of a field of a fact of its kind, in lower case; empty when the fact does not have it.
std::string factField(const Surroundings& around, const Fact& fact, SessionIndex session, std::string_view field);

} // namespace sendwright
