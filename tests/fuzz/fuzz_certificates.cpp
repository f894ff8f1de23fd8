// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/certificate_reader.h"
#include "support/certificate_samples.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    using namespace sendwright::test;
    return {derOf(kLeafCertificate), derOf(kRsaCertificate), kLeafCertificate + kIssuerCertificate,
            "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----\n" + kIssuerCertificate,
            std::string("\x30\x82\x04\x8c\x02\x01\x03\x30\x82\x04\x42\x06\x09\x2a\x86\x48\x86\xf7", 18)};
}

std::vector<std::string> dictionary()
{
    return {"-----BEGIN CERTIFICATE-----\n",
            "-----END CERTIFICATE-----\n",
            "-----BEGIN PRIVATE KEY-----\n",
            std::string("\x30\x82", 2),
            std::string("\x30\x84\xff\xff\xff\xff", 6),
            std::string("\x06\x03\x55\x1d\x25", 5),
            std::string("\xa3\x82", 2),
            std::string("\x02\x01\x00", 3),
            std::string("\x04\x00", 2),
            std::string(1, '\0')};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    sendwright::fuzz::readBytes(bytes, sendwright::readCertificates);
    return 0;
}
