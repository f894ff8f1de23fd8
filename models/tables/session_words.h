// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/snapshot.h"

#include <QString>

namespace sendwright {

// How sessions are called in tables. The terms are those of the query (index/query.h).

Severity severityOf(const Session& session);
QString stateWord(const Session& session); ///< `Failed`, `Delivered over TLS`, `Delivered without TLS`, `No mail`
QString directionWord(EntryKind kind);     ///< `Send`, `Receive`
QString outcomeWord(Outcome outcome);      ///< `TLS failed`, `Delivered`
QString outcomeTerm(Outcome outcome);      ///< value of `outcome:`
QString tlsTerm(TlsState state);           ///< value of `tls:`
Severity tlsSeverity(const Session& session);
/// `failed: UnknownCredentials`, `1.2 · AES-256`, `not offered`, `offered, not used`, `unknown`.
QString tlsWord(const Snapshot& snapshot, const Session& session);
/// `TLS1_2 AES_256 SHA_384 ECDH_EPHEM` as `1.2 · AES-256`.
QString tlsVersionAndCipher(std::string_view detail);
std::string_view portOfEndpoint(std::string_view endpoint);

} // namespace sendwright
