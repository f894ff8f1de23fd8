// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/key_rights.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// `Get-Acl … | Format-List` of a key file: `Path`, then `Access` with `ACCOUNT Allow  Read, Synchronize` on as many
/// lines as there are entries. `Sddl`, whose accounts are not translated, decides where it is there.
std::optional<TakenFacts> aclListAt(const TextLines& lines, std::size_t at);

/// Whether a list or row is one entry of `(Get-Acl …).Access`.
bool isAclRule(const Fact& fact);

/// Adds such an entry to the fact of its file, which it makes when there is none. True when this entry decides.
bool addAclRule(KeyRights& rights, const Fact& rule);

} // namespace sendwright
