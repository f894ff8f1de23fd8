// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/transport_log.h"

namespace sendwright {

namespace {

constexpr TransportLog kTrackingLog = {Format::MessageTrackingLog, EntryKind::Tracking, "Message tracking log",
                                       "Message Tracking Log",     "date-time",         "26, 27 or 30"};

} // namespace

std::optional<Recognised> recogniseMessageTrackingLog(std::string_view head)
{
    return recogniseTransportLog(kTrackingLog, head);
}

ReadSummary readMessageTrackingLog(const ByteSource& source, const ReadContext& context)
{
    return readTransportLog(kTrackingLog, source, context);
}

} // namespace sendwright
