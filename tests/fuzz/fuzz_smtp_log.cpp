// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/smtp_log_reader.h"
#include "ingest/smtp_row.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    const std::string header = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n"
                               "#Log-type: SMTP Send Protocol Log\r\n#Date: 2026-11-23T10:00:00.000Z\r\n"
                               "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,"
                               "remote-endpoint,event,data,context\r\n";
    const std::string begin = "2026-11-23T10:00:01.000Z,Outbound,08DE2A0000001000,";
    const std::string ends = ",192.0.2.10:4711,203.0.113.7:25,";
    const std::string session =
        begin + "0,,203.0.113.7:25,*,,attempting to connect\r\n" + begin + "1" + ends + "+,,\r\n" + begin + "2" + ends +
        "<,\"220 mx.fabrikam.example Microsoft ESMTP at Mon, 23 Nov 2026 10:00:01 +0000\",\r\n" + begin + "3" + ends +
        ">,EHLO mail.contoso.example,\r\n" + begin + "4" + ends + "<,250-STARTTLS,\r\n" + begin + "5" + ends +
        "<,250  mx.fabrikam.example Hello [192.0.2.10] SIZE 37748736 STARTTLS CHUNKING,\r\n" + begin + "6" + ends +
        ">,STARTTLS,\r\n" + begin + "7" + ends +
        "*,\" CN=mail.contoso.example, O=Contoso CN=CA 4C0017 9A3F0C51D7E84B26A1C05F7788D2E4B6137C90AA "
        "2026-01-15T08:00:00.000Z 2027-01-15T08:00:00.000Z a.example;b.example\",Sending certificate Subject Issuer "
        "name Serial number Thumbprint Not before Not after Subject alternate names\r\n" +
        begin + "8" + ends + "*,,TLS negotiation failed with error UnknownCredentials\r\n" + begin + "9" + ends +
        "-,,Local\r\n";
    const std::string damaged = "> " + begin + "0" + ends + "\\*,,`Sending certificate`  \n\n" +
                                "2026-11-23T10:00:02.000Z;Outbound,xxxxxxxxxxxxxxxx,1" + ends + "<,220 ready\n" +
                                "Software: Microsoft Exchange Server\n" + begin + "99999999999" + ends + "-,,Rem";
    return {header + session, session, damaged, header + session + header + session};
}

std::vector<std::string> dictionary()
{
    return {"\r\n",
            ",",
            "\"",
            "\"\"",
            "#Fields: ",
            "date-time",
            "2026-11-23T10:00:01.000Z",
            ",*,",
            ",-,,Local",
            "250-STARTTLS",
            "STARTTLS",
            " CN=",
            "Certificate subject",
            "Sending certificate",
            "Received certificate",
            "TLS negotiation failed with error ",
            "SP_PROT_TLS1_2_CLIENT negotiation succeeded",
            "18446744073709551616",
            "\xEF\xBB\xBF",
            "\xFF\xFE",
            std::string(1, '\0'),
            "BDAT 1 LAST",
            "Winsock error code: 10060"};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    sendwright::fuzz::readBytes(bytes, sendwright::readSmtpLog);
    sendwright::fuzz::compareTwins(bytes);
    sendwright::SmtpRow row;
    sendwright::splitSmtpRow(bytes.substr(0, bytes.find('\n')), row);
    return 0;
}
