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
        "{MSG=};{FQDN=mx.fabrikam.example};{IP=203.0.113.7};{LRT=11/23/2026 10:00:01 AM}]\r\n",
        "C:\\>certutil -store my\nmy \"Personal\"\n================ Certificate 0 ================\nSerial Number: "
        "4a5b6c7d8e\nIssuer: CN=CA\n NotBefore: 6/13/2025 12:00 AM\nSubject: CN=mail.contoso.example\nCert "
        "Hash(sha1): 0a 6a 3c 0e\n  Key Container = x\n  Provider = Microsoft Software Key Storage "
        "Provider\nEncryption test FAILED: 0x80090016\nCertUtil: -store command FAILED: 0x80090011\n",
        "Leap Indicator: 0(no warning)\nStratum: 4 (x)\nPrecision: -23\nRoot Delay: 0.03s\nRoot Dispersion: "
        "0.10s\nReferenceId: 0x0A000005\nLast Successful Sync Time: 1\nSource: dc01\nPoll Interval: 10 (1024s)\n",
        "C:\\>reg query HKLM\\SOFTWARE\\X\n\nHKEY_LOCAL_MACHINE\\SOFTWARE\\X\n    Enabled    REG_DWORD    0x1\n\n"
        "[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\n\"Enabled\"=dword:00000001\n",
        "WARNING: TCP connect to (203.0.113.7 : 25) failed\n\nComputerName     : mx\nTcpTestSucceeded : False\n"
        "Resolve-DnsName : x.example : DNS name does not exist\n+ FullyQualifiedErrorId : "
        "DNS_ERROR_RCODE_NAME_ERROR\nx.example MX preference = 10, mail exchanger = mx.example\n",
        "Path   : X::C:\\ProgramData\\Microsoft\\Crypto\\Keys\\a\nAccess : NT AUTHORITY\\NETWORK SERVICE Allow  "
        "Read\nSddl   : O:SYD:PAI(A;;FR;;;NS)\n\nName\n----\nTLS_RSA_WITH_AES_128_CBC_SHA\n",
        "-----BEGIN CERTIFICATE-----\nMIIBojCCAUmgAwIBAgICChEwCgYIKoZIzj0EAwIw\n-----END CERTIFICATE-----\n"};
}

std::vector<std::string> dictionary()
{
    return {"\r\n",
            "================ Certificate 0 ================",
            "(sha1): ",
            "0x80090016",
            " REG_DWORD ",
            "HKEY_LOCAL_MACHINE\\",
            " Allow  Read",
            "-----BEGIN CERTIFICATE-----",
            "-----END CERTIFICATE-----",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
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
