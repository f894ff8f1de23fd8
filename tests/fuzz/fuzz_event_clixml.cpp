// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/event_readers.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    const std::string head = "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\r\n";
    const std::string type = "<TN RefId=\"0\"><T>System.Diagnostics.Eventing.Reader.EventLogRecord</T></TN>";
    const std::string rest =
        "<Props><I32 N=\"Id\">36870</I32><By N=\"Level\">2</By><S N=\"ProviderName\">Schannel</S>"
        "<DT N=\"TimeCreated\">2026-11-23T12:00:01.1234567+02:00</DT><Nil N=\"ActivityId\" /><Obj N=\"UserId\" "
        "RefId=\"1\">"
        "<ToString>S-1-5-18</ToString></Obj><Obj N=\"Properties\" RefId=\"2\"><LST><Obj RefId=\"3\"><Props><S "
        "N=\"Value\">"
        "server</S></Props></Obj><Obj RefId=\"4\"><Props><BA N=\"Value\">AQID</BA></Props></Obj></LST></Obj></Props>"
        "<MS><S N=\"Message\">one_x000D__x000A_two</S></MS></Obj>\r\n";
    const std::string second = "  <Obj RefId=\"9\"><TNRef RefId=\"0\" /><Props><I32 N=\"Id\">1</I32><Ref "
                               "N=\"Properties\" RefId=\"2\" /></Props></Obj>\r\n";
    const std::string entry =
        "  <Obj RefId=\"0\"><TN RefId=\"0\"><T>System.Diagnostics.EventLogEntry#system/SCM/7040</T></TN><Props><I32 "
        "N=\"Index\">3</I32><Obj N=\"EntryType\" RefId=\"1\"><ToString>Warning</ToString><I32>2</I32></Obj><Obj "
        "N=\"ReplacementStrings\" RefId=\"2\"><LST><S>a</S><Nil /></LST></Obj><DT "
        "N=\"TimeGenerated\">2026-11-23T12:00:01"
        "</DT></Props><MS><I32 N=\"EventID\">7040</I32></MS></Obj>\r\n";
    return {head + "  <Obj RefId=\"0\">" + type + rest + second + "  <Ref RefId=\"0\" /></Objs>",
            head + "<Obj RefId=\"8\"><TN RefId=\"5\"><T>System.Object[]</T></TN><LST>" + "<Obj RefId=\"0\">" + type +
                rest + second + "</LST></Obj></Objs>",
            head + entry + entry + "</Objs>"};
}

std::vector<std::string> dictionary()
{
    return {"<Obj RefId=\"1\">",
            "</Obj>",
            "<Obj ",
            "<Obj/>",
            "<LST>",
            "</LST>",
            "<TN RefId=\"0\">",
            "<TNRef RefId=\"0\" />",
            "<T>",
            "</T>",
            "<Props>",
            "</Props>",
            "<MS>",
            "<S N=\"Message\">",
            "</S>",
            "<Nil />",
            "<Ref RefId=\"2\" />",
            "<BA>",
            "_x000D_",
            "_xD800_",
            "_xZZZZ_",
            "&amp;",
            "&#x0;",
            "<!--",
            "<![CDATA[",
            "]]>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]>",
            "\n  <Obj RefId=\"7\">",
            "N=\"Id\"",
            "18446744073709551616",
            "\xFF\xFE",
            std::string(1, '\0')};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    sendwright::fuzz::readBytes(std::string(reinterpret_cast<const char*>(data), size), sendwright::readEventClixml);
    return 0;
}
