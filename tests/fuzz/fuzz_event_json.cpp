// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzz_target.h"
#include "ingest/event_readers.h"

namespace sendwright::fuzz {

std::vector<std::string> seeds()
{
    const std::string dump =
        R"({"Event":{"#attributes":{"xmlns":"x"},"System":{"Provider":{"#attributes":{"Name":"Schannel"}},"EventID":{"#attributes":{"Qualifiers":0},"#text":36870},"Level":2,"TimeCreated":{"#attributes":{"SystemTime":"2026-11-23T10:00:01.123456Z"}},"EventRecordID":7,"Correlation":null,"Channel":"System"},"EventData":{"Data":{"#text":["server","0x8009030d"]}}}})";
    const std::string beside =
        R"({"Event":{"System":{"Provider_attributes":{"Name":"P"},"EventID":1},"UserData":{"A":{"B_attributes":{"c":"d"},"B":"e"}}}})";
    const std::string winEvent =
        R"({"Id":36887,"Level":2,"RecordId":9,"ProviderName":"Schannel","TimeCreated":"\/Date(1710231194222)\/","Properties":[{"Value":70}],"Message":"alert: 70.\r\n{\"x\"}"})";
    const std::string eventLog =
        R"({"EventID":7040,"Index":3,"EntryType":4,"Source":"SCM","TimeGenerated":{"value":"\/Date(1)\/","DateTime":"x"},"ReplacementStrings":["a",null]})";
    const std::string nxLog =
        R"({"EventTime":"2020-05-01 22:55:23","EventReceivedTime":"2020-05-01 22:55:26","@timestamp":"2020-05-02T02:55:26.493Z","EventID":10,"SourceName":"S","SeverityValue":2,"Hostname":"h","tags":["t"],"Keywords":-9223372036854775808})";
    return {"Record 1\n" + dump + "\nRecord 2\n" + beside + "\n", "[\n  " + winEvent + ",\n  " + winEvent + "\n]\n",
            "{\"value\":[" + eventLog + "," + eventLog + "],\"Count\":2}",
            nxLog + "\r\n" + nxLog + nxLog.substr(0, 40)};
}

std::vector<std::string> dictionary()
{
    return {"{",           "}",           "[",
            "]",           "\"",          "\\\"",
            "\\u0000",     ",",           ":",
            "\n{",         "[{",          "null",
            "1e308",       "-1",          "\"Id\":",
            "\"Event\":",  "\"#text\"",   "\"Data\"",
            "\"System\":", "\"value\":",  "/Date(99999999999999999)/",
            "_attributes", "\\ud800",     "\xFF",
            "\r\n",        "\"EventID\"", "9999-12-31T23:59:59.9999999+14:00",
            "{\"Id\":1}",  "\xEF\xBB\xBF"};
}

} // namespace sendwright::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    sendwright::fuzz::readBytes(std::string(reinterpret_cast<const char*>(data), size), sendwright::readEventJson);
    return 0;
}
