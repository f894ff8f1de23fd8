// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/transport_log.h"

namespace sendwright {

namespace {

constexpr TransportLog kAgentLog = {Format::AgentLog, EntryKind::Agent, "Agent log",
                                    "Agent Log",      "Timestamp",      "17 or 20"};

} // namespace

std::optional<Recognised> recogniseAgentLog(std::string_view head)
{
    return recogniseTransportLog(kAgentLog, head);
}

ReadSummary readAgentLog(const ByteSource& source, const ReadContext& context)
{
    return readTransportLog(kAgentLog, source, context);
}

} // namespace sendwright
