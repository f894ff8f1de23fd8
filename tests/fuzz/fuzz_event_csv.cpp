// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/event_readers.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    const std::string message = "\"A fatal error occurred when attempting to access the TLS server credential private "
                                "key. The error code is 0x8009030D.\r\nThe internal error state is 10001.\"\r\n";
    return {
        "\xEF\xBB\xBFLevel,Date and Time,Source,Event ID,Task Category\r\nError,11/23/2026 10:00:01 AM,Schannel,"
        "36870,None," +
            message + "Information,11/23/2026 9:00:00 AM,Service Control Manager,7036,None,\"a, \"\"b\"\"\"\r\n",
        "Ebene\tDatum und Uhrzeit\tQuelle\tEreignis-ID\tAufgabenkategorie\r\nFehler\t23.11.2026 10:00:01\tSchannel\t"
        "36870\tKeine\t" +
            message,
        "\"EventID\",\"MachineName\",\"Data\",\"Index\",\"Category\",\"CategoryNumber\",\"EntryType\",\"Message\","
        "\"Source\",\"ReplacementStrings\",\"InstanceId\",\"TimeGenerated\",\"TimeWritten\",\"UserName\",\"Site\","
        "\"Container\"\r\n\"7040\",\"EXCH01\",\"System.Byte[]\",\"12\",\"(0)\",\"0\",\"Information\",\"text\","
        "\"Service Control Manager\",\"System.String[]\",\"1073748864\",\"11/23/2026 10:00:01 AM\",\"11/23/2026 "
        "10:00:01 AM\",\"\",,\r\n",
        "A fatal error occurred when attempting to access the TLS server credential private key. The error code "
        "returned from the cryptographic module is 0x8009030D. The internal error state is 10001."};
}

std::vector<std::string> dictionary()
{
    return {"\r\n",
            ",",
            ";",
            "\t",
            "\"",
            "\"\"",
            "Level,Date and Time,Source,Event ID,Task Category",
            "Schannel",
            "36870",
            "11/23/2026 10:00:01 AM",
            "31.12.9999 23:59:59",
            "2026/11/23 10:00:01",
            "99/99/9999 99:99:99",
            "#TYPE ",
            "System.Byte[]",
            "18446744073709551616",
            "\xEF\xBB\xBF",
            "\xFF\xFE",
            std::string(1, '\0'),
            "0x8009030D"};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    sendwright::fuzz::readBytes(bytes, sendwright::readEventCsv);
    sendwright::fuzz::readBytes(bytes, sendwright::readEventText);
    return 0;
}
