// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/time.h"

#include <string_view>

namespace sendwright {

/// The values of a one-row certificate (`<subject> <issuer> <serial> <thumbprint> <not before> <not after> <names>`),
/// views into the row. Empty where a redacted copy lacks them.
struct CertificateLine
{
    std::string_view subject, issuer, serial, thumbprint, names;
    TimePoint notBefore, notAfter;
};

/// Read from the right, since subject and issuer hold blanks: names, two ISO times, thumbprint (40 hex digits), serial
/// (hex). What is left is subject and issuer, split where a new name begins without a comma before it (a guess).
CertificateLine parseCertificateLine(std::string_view text);

} // namespace sendwright
