// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/transport_readers.h"

#include <string>

namespace sendwright {

/// What tells one of the three transport logs from the others.
struct TransportLog
{
    Format format = Format::Unknown;
    EntryKind kind = EntryKind::Connectivity;
    std::string_view name;      ///< as a person reads it
    std::string_view typeName;  ///< part of the header's `Log-type`
    std::string_view firstName; ///< first column: what the names line begins with when it lost its `#Fields:`
    std::string_view widths;    ///< for the reason when a row has another number of values
};

std::optional<Recognised> recogniseTransportLog(const TransportLog& log, std::string_view head);

/// Streams the rows. A row is read under the columns of the last `#Fields` line when their number fits; else under the
/// known columns for its number of values, because that line may be torn.
ReadSummary readTransportLog(const TransportLog& log, const ByteSource& source, const ReadContext& context);

} // namespace sendwright
