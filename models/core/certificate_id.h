// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fact.h"

#include <string>
#include <string_view>

namespace sendwright {

/// What tells one certificate from another, wherever it was met: a log, an event, pasted output, a file. Empty parts
/// are not known.
struct CertificateId
{
    std::string_view thumbprint, serial, issuer;
};

/// Upper case hex digits without blanks, colons and the invisible mark that the certificate dialog puts in front;
/// empty when it holds anything else, such as the stars of a redaction.
std::string plainThumbprint(std::string_view text);
/// The same without leading zeros.
std::string plainSerial(std::string_view text);

/// `mail.contoso.com` of `C=DE, CN=mail.contoso.com, O=Contoso`; empty when the name has no CN.
std::string_view commonNameOf(std::string_view distinguishedName);

/// Whether both are one certificate: by thumbprint where both have one, else by serial number, where the issuers'
/// common names do not contradict it. False when neither can be compared.
bool sameCertificate(const CertificateId& a, const CertificateId& b);

/// Of a certificate fact of any kind.
CertificateId certificateId(const Fact& fact);
bool isCertificateFact(Fact::Kind kind);

} // namespace sendwright
