// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/fact_command.h"
#include "ingest/reader.h"
#include "ingest/text_lines.h"

#include <optional>

namespace sendwright {

/// Certificate files: PEM (one or a chain, whatever stands between the blocks) and DER. A .pfx is recognised and not
/// opened; private keys are named and never read.
std::optional<Recognised> recogniseCertificates(std::string_view head, std::string_view fileName);
ReadSummary readCertificates(const ByteSource& source, const ReadContext& context);

/// The head of a binary file of certificates or keys (DER). Such bytes are no text in any encoding.
bool isCertificateBinary(std::string_view head);

/// One block of PEM, from its BEGIN to its END line, in a file or among pasted output.
struct PemBlock
{
    TakenFacts taken;        ///< one fact for a certificate that could be read
    bool privateKey = false; ///< it holds a private key, which was passed over
    std::string unread;      ///< what it holds instead of a certificate, or why that could not be read
};
std::optional<PemBlock> pemBlockAt(const TextLines& lines, std::size_t at);

/// A text in which the lines of private keys are blank, so that whoever keeps it keeps no key. Lines keep their
/// numbers.
std::string withoutPrivateKeys(std::string text);

/// What is said when a private key was met.
std::string privateKeyWarning();

} // namespace sendwright
