// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sendwright {

/// What a source was recognised as.
enum class Format : std::uint8_t {
    Unknown,
    SmtpSendLog,
    SmtpReceiveLog,
    EventXml,
    EventCsv,
    EventText,
    PastedFacts,
    Evtx,
    EventJson,
    EventClixml,
    ConnectivityLog,
    MessageTrackingLog,
    AgentLog,
    CertificateFile,
    Archive ///< its members are sources of their own
};

} // namespace sendwright
