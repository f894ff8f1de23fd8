// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/transport_log.h"

namespace sendwright {

namespace {

constexpr TransportLog kConnectivityLog = {
    Format::ConnectivityLog, EntryKind::Connectivity, "Connectivity log", "Connectivity Log", "date-time", "6"};

} // namespace

std::optional<Recognised> recogniseConnectivityLog(std::string_view head)
{
    return recogniseTransportLog(kConnectivityLog, head);
}

ReadSummary readConnectivityLog(const ByteSource& source, const ReadContext& context)
{
    return readTransportLog(kConnectivityLog, source, context);
}

} // namespace sendwright
