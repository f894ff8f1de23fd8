// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/certificate_book.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sendwright {

/// Which certificate Exchange would choose for a connector by its pasted settings and the pasted list of certificates.
struct CertificateChoice
{
    enum class Result : std::uint8_t {
        NoList, ///< the certificates of the server were not pasted
        NoTls,  ///< the connector does not use TLS
        NoneFits,
        Doubtful, ///< the settings or the dates of those that fit do not tell which one
        Chosen
    };
    enum class Sent : std::uint8_t { NotSeen, Same, Other };

    std::uint32_t fact = 0; ///< the connector's settings: place in Snapshot::facts
    bool inbound = false;
    std::string connector; ///< its name as logs have it
    Result result = Result::NoList;
    std::size_t chosen = CertificateBook::npos; ///< place in the book
    std::vector<std::size_t> fitting;           ///< places in the book, newest first
    std::string why;                            ///< the settings and the rule, in sentences
    std::string but;                            ///< what is wrong with the chosen one; empty: nothing known
    Sent sent = Sent::NotSeen;                  ///< what the connector's latest session shows
    std::size_t sentPlace = CertificateBook::npos;
};

/// One choice a pasted connector, the latest paste of each, at most fifty. TlsCertificateName decides by issuer and
/// subject; without it Fqdn (else the server's name) is looked for among the names. Of several the newest valid one of
/// an authority is taken, else the newest. Whether SMTP is among its services is not asked.
std::vector<CertificateChoice> chooseCertificates(const Snapshot& snapshot, const CertificateBook& book);

/// The certificates of a snapshot and what Exchange would choose of them. Made once a snapshot; they refer to nothing
/// outside but places in it.
struct Certificates
{
    CertificateBook book;
    std::vector<CertificateChoice> choices;
};

/// Any thread; as slow as a look at every session and fact.
std::shared_ptr<const Certificates> gatherCertificates(const Snapshot& snapshot);

/// All of a choice in sentences: which one, why, what is wrong with it, and what the latest session sent.
std::string choiceInWords(const CertificateChoice& choice, const CertificateBook& book);
/// `CN=mail.contoso.com (3F9A…77C1)`
std::string certificateInWords(const MetCertificate& met);

/// Issuer and subject of `<I>…<S>…`; empty when it has not that form.
std::pair<std::string_view, std::string_view> issuerAndSubject(std::string_view tlsCertificateName);

} // namespace sendwright
