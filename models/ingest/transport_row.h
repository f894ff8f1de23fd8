// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "ingest/transport_columns.h"

#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// One row of a connectivity, tracking or agent log, taken apart for display. Empty where the row has nothing.
struct TransportParts
{
    std::string local, remote; ///< addresses of this and the other side; connectivity: remote is the destination
    std::string data;          ///< connectivity: description; tracking: recipient-status; agent: SmtpResponse
    std::string
        context; ///< connectivity: source; tracking: source-context; agent: the event it acted in, and the reason
    std::string sender, recipient;
};

/// The addresses in `client-ip` and `server-ip` change sides with the event: who sends is the client.
bool sendsOut(std::string_view trackingEvent);

/// Splits a row; under a narrower layout whose last value is free text (a description) that value takes the rest.
std::vector<std::string> valuesOf(EntryKind kind, std::string_view line);

TransportParts partsOf(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values);
TransportRecord recordOf(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values);
/// Warning or Error only where the row itself tells of a failure; see docs/formats.md.
Severity severityOf(EntryKind kind, const TransportLayout& layout, const std::vector<std::string>& values);

/// Takes a row as RowText gives it apart. False: its layout is not known (the file had columns of its own, or the row
/// is no such row); then `data` holds the whole line.
bool splitTransportRow(EntryKind kind, std::string_view line, TransportParts& parts, bool ownColumns = false);

} // namespace sendwright
