// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/certificate_id.h"

#include "core/ascii.h"
#include "core/text_scan.h"

namespace sendwright {

namespace {

constexpr std::size_t kLongest = 256;
constexpr std::string_view kMark = "\xE2\x80\x8E"; // left-to-right mark

} // namespace

std::string plainThumbprint(std::string_view text)
{
    if (text.size() > kLongest)
        return {};
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (text.substr(i).starts_with(kMark))
            i += kMark.size() - 1;
        else if (isHexDigit(c))
            out += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        else if (c != ' ' && c != ':' && c != '-' && c != '\t')
            return {};
    }
    return out;
}

std::string plainSerial(std::string_view text)
{
    const std::string digits = plainThumbprint(text);
    const std::size_t begin = digits.find_first_not_of('0');
    return begin == std::string::npos ? std::string() : digits.substr(begin);
}

std::string_view commonNameOf(std::string_view distinguishedName)
{
    std::string_view rest = distinguishedName;
    while (!rest.empty()) {
        rest = trimmed(rest);
        if (startsWithNoCase(rest, "CN=")) {
            rest.remove_prefix(3);
            return rest.starts_with('"') ? before(rest.substr(1), "\"") : trimmed(before(rest, ","));
        }
        rest = after(rest, ",");
    }
    return {};
}

bool sameCertificate(const CertificateId& a, const CertificateId& b)
{
    const std::string one = plainThumbprint(a.thumbprint);
    const std::string other = plainThumbprint(b.thumbprint);
    if (!one.empty() && !other.empty())
        return one == other;
    const std::string serial = plainSerial(a.serial);
    if (serial.empty() || serial != plainSerial(b.serial))
        return false;
    // Two authorities may give the same number.
    const std::string_view issuer = commonNameOf(a.issuer);
    return issuer.empty() || commonNameOf(b.issuer).empty() || equalsNoCase(issuer, commonNameOf(b.issuer));
}

CertificateId certificateId(const Fact& fact)
{
    return {fact.field("Thumbprint"), fact.field("SerialNumber"), fact.field("Issuer")};
}

bool isCertificateFact(Fact::Kind kind)
{
    return kind == Fact::Kind::Certificate || kind == Fact::Kind::StoredCertificate ||
           kind == Fact::Kind::CertificateFile;
}

} // namespace sendwright
