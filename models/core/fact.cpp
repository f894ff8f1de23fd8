// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fact.h"

#include "core/text_scan.h"

namespace sendwright {

std::string_view Fact::field(std::string_view name) const
{
    for (const auto& [key, value] : fields)
        if (equalsNoCase(key, name))
            return value;
    return {};
}

const char* name(Fact::Kind kind)
{
    switch (kind) {
    case Fact::Kind::Queue:
        return "queue";
    case Fact::Kind::Certificate:
        return "certificate of Exchange";
    case Fact::Kind::SendConnector:
        return "send connector";
    case Fact::Kind::ReceiveConnector:
        return "receive connector";
    case Fact::Kind::KeyAccess:
        return "rights on a key file";
    case Fact::Kind::TransportService:
        return "transport service";
    case Fact::Kind::NetConnection:
        return "connection test";
    case Fact::Kind::DnsAnswer:
        return "DNS answer";
    case Fact::Kind::StoredCertificate:
        return "certificate of the Windows store";
    case Fact::Kind::CipherSuites:
        return "cipher suites";
    case Fact::Kind::Registry:
        return "registry value";
    case Fact::Kind::TimeService:
        return "time service";
    case Fact::Kind::CertificateFile:
        return "certificate file";
    }
    return "pasted text";
}

} // namespace sendwright
