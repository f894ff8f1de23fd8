// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright {

/// Evidence that is no log row: pasted queue text or cmdlet output.
struct Fact
{
    enum class Kind : std::uint8_t {
        Queue,       ///< fields: Identity, NextHopDomain, Status, MessageCount, LastError, Inner (peeled last error)
        Certificate, ///< Get-ExchangeCertificate: Thumbprint, Services, Subject, Issuer, HasPrivateKey, NotAfter,
                     ///< Status
        SendConnector,
        ReceiveConnector,
        KeyAccess ///< icacls of a key file: NetworkService (`read` or `missing`), File
    };
    Kind kind = Kind::Queue;
    SourceId source{};
    std::uint32_t line = 0; ///< 1-based line of the decisive text
    std::string text;       ///< that line, whole
    std::vector<std::pair<std::string, std::string>> fields;

    /// Value of a field, names compared without case; empty when absent.
    std::string_view field(std::string_view name) const;
};

} // namespace sendwright
