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

/// Evidence that is no log row: pasted text, output of a command, a certificate file.
struct Fact
{
    /// What it is, and the fields it has beside those the text itself names. Properties of cmdlets keep their names
    /// (`TlsCertificateName`); fields that we name hold no localised words.
    enum class Kind : std::uint8_t {
        Queue,       ///< Get-Queue: Identity, NextHopDomain, Status, MessageCount, LastError; Inner (peeled last error)
        Certificate, ///< Get-ExchangeCertificate: Thumbprint, Services, Subject, Issuer, HasPrivateKey, NotAfter,
                     ///< Status
        SendConnector,    ///< Get-SendConnector
        ReceiveConnector, ///< Get-ReceiveConnector
        KeyAccess,        ///< icacls or Get-Acl of a key file: NetworkService (`read` or `missing`), File
        TransportService, ///< Get-TransportService, Get-FrontEndTransportService
        NetConnection,    ///< Test-NetConnection: ComputerName, RemoteAddress, RemotePort, SourceAddress,
                          ///< TcpTestSucceeded (`True`, `False`)
        DnsAnswer, ///< one record of Resolve-DnsName: Name, Type (`MX`, `A`, …), Address or NameExchange, Preference;
                   ///< Error (`does not exist`, `no answer`, or the message) when there is none
        StoredCertificate, ///< certutil -store my: Thumbprint, SerialNumber, Issuer, Subject, NotBefore, NotAfter,
                           ///< Provider, KeyContainer, UniqueContainer, KeySpec, KeyTest (`passed`, `failed`),
                           ///< HasPrivateKey (`True`, `False`), Store (`machine`, `user`), Error (`0x80090016`)
        CipherSuites,      ///< Get-TlsCipherSuite: Names (`TLS_…`, separated by a comma and a blank, in order)
        Registry,          ///< one value of reg query: Key, Name, Type, Value (numbers decimal)
        TimeService,       ///< w32tm /query /status: Source, Stratum, LastSync, Offset (seconds), Synchronised (`True`,
                           ///< `False`)
        CertificateFile    ///< a certificate of a .cer, .crt or .pem: Thumbprint, SerialNumber, Subject, Issuer,
                           ///< NotBefore, NotAfter (ISO 8601, UTC), Names, SelfSigned (`True`, `False`), KeyAlgorithm,
                           ///< KeyBits, ClientAuthentication, ServerAuthentication (`True`, `False`; absent: no
                           ///< restriction)
    };
    Kind kind = Kind::Queue;
    SourceId source{};
    std::uint32_t line = 0; ///< 1-based line of the decisive text
    std::string text;       ///< that line, whole
    std::vector<std::pair<std::string, std::string>> fields;

    /// Value of a field, names compared without case; empty when absent.
    std::string_view field(std::string_view name) const;
};

/// As a person reads it: `send connector`, `rights on a key file`.
const char* name(Fact::Kind kind);

} // namespace sendwright
