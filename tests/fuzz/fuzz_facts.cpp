// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/fact_reader.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    return {
        "Identity      : EXCH01\\4711\r\nNextHopDomain : fabrikam.example\r\nStatus        : Retry\r\nMessageCount  "
        ": 12\r\nLastError     : 451 4.4.0 Primary target IP address responded with: \"421 4.2.1 Unable to "
        "connect.\"\r\n                Attempted failover to alternate host.\r\n",
        "Identity    DeliveryType Status MessageCount NextHopDomain\r\n--------    ------------ ------ ------------ "
        "-------------\r\nEXCH01\\3    SmtpRelay... Retry  5            fabrikam.example\r\n",
        "Thumbprint    : 9A3F0C51D7E84B26A1C05F7788D2E4B6137C90AA\r\nServices      : IIS, SMTP\r\nHasPrivateKey : "
        "True\r\nNotAfter      : 1/15/2027 8:00:00 AM\r\nSubject       : CN=mail.contoso.example\r\n",
        "Name                    : Outbound\r\nRequireTLS              : True\r\nTlsAuthLevel            : "
        "DomainValidation\r\nTlsCertificateName      : <I>CN=CA<S>CN=mail.contoso.example\r\nSmartHosts : {}\r\n",
        "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys\\ab_cd NT AUTHORITY\\SYSTEM:(F)\r\n                   "
        "BUILTIN\\Administrators:(F)\r\nSuccessfully processed 1 files; Failed processing 0 files\r\n",
        "[{LED=451 4.4.0 Primary target IP address responded with: \xE2\x80\x9C"
        "454 4.7.5 certificate\xE2\x80\x9D};"
        "{MSG=};{FQDN=mx.fabrikam.example};{IP=203.0.113.7};{LRT=11/23/2026 10:00:01 AM}]\r\n"};
}

std::vector<std::string> dictionary()
{
    return {"\r\n",
            " : ",
            "{",
            "}",
            "LastError",
            "LED=",
            "-> ",
            "responded with: \"",
            "\"",
            "\xE2\x80\x9C",
            "\xE2\x80\x9D",
            "Identity",
            "Thumbprint",
            "NT AUTHORITY\\NETWORK SERVICE:(R)",
            "------",
            "451 4.4.0 ",
            "Get-Queue | fl",
            "18446744073709551616",
            "\xEF\xBB\xBF",
            "\xFF\xFE",
            std::string(1, '\0'),
            "..."};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    sendwright::fuzz::readBytes(bytes, sendwright::readFacts);
    sendwright::peelLastError(bytes);
    return 0;
}
