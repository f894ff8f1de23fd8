// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/event_readers.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    const std::string event =
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Schannel' "
        "Guid='{1F678132-5938-4686-9FDC-C8FF68F15C85}'/><EventID>36870</EventID><Version>0</Version><Level>2</Level>"
        "<TimeCreated SystemTime='2026-11-23T10:00:01.123456700Z'/><EventRecordID>4711</EventRecordID>"
        "<Execution ProcessID='704' ThreadID='2200'/><Channel>System</Channel><Computer>EXCH01.contoso.example"
        "</Computer></System><EventData><Data Name='Type'>server</Data><Data Name='ErrorCode'>0x8009030d</Data>"
        "<Data>unnamed &lt;string&gt; &#x41;</Data></EventData><RenderingInfo Culture='en-US'><Message>A fatal error "
        "occurred.\r\nSecond line.</Message><Level>Error</Level></RenderingInfo></Event>";
    const std::string userData =
        "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><System><Provider Name=\"Schannel\"/>"
        "<EventID Qualifiers=\"\">36880</EventID><TimeCreated SystemTime=\"2026-11-23 10:00:01.5\"/></System><UserData>"
        "<EventXML xmlns=\"LSA_NS\"><Protocol>TLS 1.2</Protocol><![CDATA[x]]></EventXML></UserData></Event>";
    return {
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>" + event + event +
            "</Events>",
        event + "\r\n\r\n" + userData,
        "Log Name:      System\r\nEvent Xml:\r\n" + event + "\r\n\r\n",
        userData,
        "Log Name:      System\r\nSource:        Schannel\r\nDate:          11/23/2026 1:00:01 PM\r\n"
        "Event ID:      36870\r\nTask Category: None\r\nLevel:         Error\r\nKeywords:      \r\n"
        "User:          SYSTEM\r\nComputer:      EX01\r\nDescription:\r\nA fatal error.\r\n",
        "Event[0]:\n  Log Name: System\n  Source: Schannel\n  Date: 2026-11-23T10:00:01.123\n  Event ID: 36870\n"
        "  Task: N/A\n  Level: Error\n  Computer: EX01\n  Description: \nA fatal error.\nUser: none\n\nEvent[1]:\n"};
}

std::vector<std::string> dictionary()
{
    return {"<Event ",
            "</Event>",
            "<Events>",
            "<System>",
            "</System>",
            "<Data>",
            "<Data Name='",
            "&#x0;",
            "&#999999999;",
            "&amp;",
            "&undefined;",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<!DOCTYPE a [<!ENTITY b 'c'>]>",
            "<?",
            "?>",
            "xmlns='",
            "SystemTime='",
            "18446744073709551616",
            "\xEF\xBB\xBF",
            "\xFF\xFE",
            std::string(1, '\0'),
            "Event[7]:\n",
            "\nLog Name: ",
            "\nDate: 13/13/2026 1:00:01 PM",
            "\nDescription:\n",
            "http://schemas.microsoft.com/win/2004/08/events/event"};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    sendwright::fuzz::readBytes(std::string(reinterpret_cast<const char*>(data), size), sendwright::readEventXml);
    return 0;
}
