// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/transport_log.h"

namespace sendwright {

namespace {

constexpr TransportLog kLog = {
    Format::ConnectivityLog, EntryKind::Connectivity, "Connectivity log", "Connectivity Log", "date-time", "6"};

} // namespace

std::optional<Recognised> recogniseConnectivityLog(std::string_view head)
{
    return recogniseTransportLog(kLog, head);
}

ReadSummary readConnectivityLog(const ByteSource& source, const ReadContext& context)
{
    return readTransportLog(kLog, source, context);
}

} // namespace sendwright
