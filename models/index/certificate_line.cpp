// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/certificate_line.h"

#include "core/ascii.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

/// Takes the last blank-separated word off `text`.
std::string_view takeLast(std::string_view& text)
{
    text = trimmed(text);
    const std::size_t blank = text.rfind(' ');
    const std::string_view word = blank == std::string_view::npos ? text : text.substr(blank + 1);
    text = trimmed(text.substr(0, text.size() - word.size()));
    return word;
}

bool isHex(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), isHexDigit);
}

/// Place where the issuer begins: ` CN=`, ` O=` … whose blank does not follow a comma.
std::size_t issuerStart(std::string_view names)
{
    for (std::size_t i = 1; i + 1 < names.size(); ++i) {
        if (names[i] != ' ' || names[i - 1] == ',')
            continue;
        std::size_t end = i + 1;
        while (end < names.size() && names[end] >= 'A' && names[end] <= 'Z')
            ++end;
        if (end > i + 1 && end < names.size() && names[end] == '=')
            return i;
    }
    return std::string_view::npos;
}

} // namespace

CertificateLine parseCertificateLine(std::string_view text)
{
    CertificateLine certificate;
    std::string_view rest = trimmed(text);
    std::string_view word = takeLast(rest);
    if (!parseIsoTime(word)) {
        certificate.names = word;
        word = takeLast(rest);
    }
    const auto notAfter = parseIsoTime(word);
    const auto notBefore = notAfter ? parseIsoTime(takeLast(rest)) : std::nullopt;
    if (!notBefore) {
        certificate.subject = trimmed(text);
        certificate.names = {};
        return certificate;
    }
    certificate.notAfter = *notAfter;
    certificate.notBefore = *notBefore;
    std::string_view before = rest;
    if (const std::string_view thumbprint = takeLast(before); thumbprint.size() == 40 && isHex(thumbprint)) {
        certificate.thumbprint = thumbprint;
        rest = before;
    }
    before = rest;
    if (const std::string_view serial = takeLast(before); isHex(serial)) {
        certificate.serial = serial;
        rest = before;
    }
    const std::size_t split = issuerStart(rest);
    certificate.subject = trimmed(rest.substr(0, split));
    if (split != std::string_view::npos)
        certificate.issuer = trimmed(rest.substr(split));
    return certificate;
}

} // namespace sendwright
