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
    return {"\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>" + event + event +
                "</Events>",
            event + "\r\n\r\n" + userData, "Log Name:      System\r\nEvent Xml:\r\n" + event + "\r\n\r\n", userData};
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
            "http://schemas.microsoft.com/win/2004/08/events/event"};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    sendwright::fuzz::readBytes(std::string(reinterpret_cast<const char*>(data), size), sendwright::readEventXml);
    return 0;
}
