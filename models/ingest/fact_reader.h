// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

namespace sendwright {

class EventBatcher;
struct FoundFacts;

/// Pasted text: Get-Queue as list or table, the queue viewer's last error, Get-ExchangeCertificate, Get-SendConnector,
/// Get-ReceiveConnector, icacls of a key file.
std::optional<Recognised> recogniseFacts(std::string_view head);
ReadSummary readFacts(const ByteSource& source, const ReadContext& context);

/// `queue: 2, send connector: 1. 3 of 40 lines belong to nothing known here.`
std::string understood(const FoundFacts& found);
/// Hands on the facts, and the warning about private keys in the text.
void emitFound(FoundFacts&& found, EventBatcher& out);

/// Peels the wrappers of a queue's last error: `451 4.4.0 Primary target IP address responded with: "421 4.2.1 …"`
/// gives `421 4.2.1 …`. Straight and typographic quotes, `->` chains, LED=/Message= wrappers. Unwrapped text comes back
/// as is.
std::string peelLastError(std::string_view lastError);

} // namespace sendwright
