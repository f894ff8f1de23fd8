// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// One certificate of `certutil -store my` (with or without `-user`, `-v`), told by the order and shape of its lines:
/// certutil translates its labels, but not `==== … 0 ====`, `(sha1)`, `X = `, the names of providers, and error codes.
std::optional<TakenFacts> storedCertificateAt(const TextLines& lines, std::size_t at, const FactCommand& command);

/// What certutil says of itself below (`CertUtil: -store command FAILED: 0x80090011 …`) and the store's name above.
/// Gives a fact only when the certificate that was asked for is not there.
std::optional<TakenFacts> certutilLineAt(const TextLines& lines, std::size_t at, const FactCommand& command);

} // namespace sendwright
