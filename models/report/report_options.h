// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace sendwright {

/// Kinds of values that redaction replaces by tokens, each of which can be switched off.
enum class Secret : std::uint8_t {
    IpAddress,
    HostName,
    MailAddress,
    Subject,
    MessageId,
    Thumbprint,
    CertificateName,
    ServerName,
    Path,
    UserName,
    Count
};

struct ReportOptions
{
    bool redact = true;
    std::uint32_t keep = 0;   ///< bit per Secret: not redacted although `redact` is on
    std::string zone = "UTC"; ///< IANA id or `UTC+02:00`: the zone times are shown in
    std::string title;        ///< may be empty

    bool redacts(Secret kind) const { return redact && (keep & (1u << static_cast<unsigned>(kind))) == 0; }
};

} // namespace sendwright
