// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

#include <optional>
#include <string_view>

namespace sendwright {

// Connectivity, message tracking and agent logs of Exchange 2010 and later (FORMATS 2 to 4). Recognised by the header's
// log type, or without a header when at least half of the first rows have the log's shape.

std::optional<Recognised> recogniseConnectivityLog(std::string_view head);
std::optional<Recognised> recogniseMessageTrackingLog(std::string_view head);
std::optional<Recognised> recogniseAgentLog(std::string_view head);

ReadSummary readConnectivityLog(const ByteSource& source, const ReadContext& context);
ReadSummary readMessageTrackingLog(const ByteSource& source, const ReadContext& context);
ReadSummary readAgentLog(const ByteSource& source, const ReadContext& context);

} // namespace sendwright
