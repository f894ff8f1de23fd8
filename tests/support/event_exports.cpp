// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The exports of EventBuilder that programs other than Event Viewer write.
#include "support/event_builder.h"

#include <QDateTime>

namespace sendwright::test {

namespace {

std::string jsonText(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '\r')
            out += "\\r";
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (c == '"' || c == '\\')
            out += std::string("\\") + c;
        else
            out += c;
    }
    return out + '"';
}

/// As PowerShell escapes text in CLIXML.
std::string clixml(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (text.substr(i, 2) == "_x")
            out += "_x005F_";
        else if (c == '\r')
            out += "_x000D_";
        else if (c == '\n')
            out += "_x000A_";
        else if (c == '\t')
            out += "_x0009_";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else
            out += c;
    }
    return out;
}

QDateTime momentOf(const TestEvent& event)
{
    QDateTime time = QDateTime::fromString(QString::fromStdString(event.utc.substr(0, 23)), Qt::ISODateWithMs);
    time.setTimeSpec(Qt::UTC);
    return time;
}

std::string dotNetDate(const TestEvent& event, bool wholeSecond)
{
    const qint64 milliseconds = momentOf(event).toMSecsSinceEpoch();
    return "\"\\/Date(" + std::to_string(wholeSecond ? milliseconds / 1000 * 1000 : milliseconds) + ")\\/\"";
}

/// Local time two hours east of Greenwich, with the digits of the fraction that are asked for.
std::string localIso(const TestEvent& event, char between, std::size_t digits)
{
    const QString local = momentOf(event).addSecs(7200).toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
    std::string text = local.toStdString();
    text[10] = between;
    return digits == 0 ? text : text + '.' + event.utc.substr(20, digits);
}

/// A value as .NET gives it: the hexadecimal numbers of an event's XML are plain numbers there.
bool isNumber(std::string_view value)
{
    return value.starts_with("0x");
}
std::string decimal(const std::string& value)
{
    return std::to_string(std::stoull(value, nullptr, 16));
}

std::string inQuotes(std::string_view value)
{
    std::string out = "\"";
    for (const char c : value)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::string entryType(int level)
{
    return level == 2 ? "1" : level == 3 ? "2" : "4";
}

const std::string kClixmlHead = "<Objs Version=\"1.1.0.1\" "
                                "xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\r\n";

} // namespace

std::string EventBuilder::winEventCsv(char separator, bool typeLine) const
{
    const std::string s(1, separator);
    std::string out = typeLine ? "#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\r\n" : "";
    const char* names[] = {"Message",    "Id",          "Version",    "Qualifiers",        "Level",
                           "Task",       "Opcode",      "Keywords",   "RecordId",          "ProviderName",
                           "ProviderId", "LogName",     "ProcessId",  "ThreadId",          "MachineName",
                           "UserId",     "TimeCreated", "ActivityId", "RelatedActivityId", "LevelDisplayName"};
    for (const char* name : names)
        out += (name == names[0] ? "" : s) + inQuotes(name);
    out += "\r\n";
    for (const TestEvent& event : m_events) {
        const std::string values[] = {event.message,
                                      std::to_string(event.id),
                                      "0",
                                      "",
                                      std::to_string(event.level),
                                      "0",
                                      "0",
                                      "-9223372036854775808",
                                      std::to_string(event.recordId),
                                      event.provider,
                                      "",
                                      event.channel,
                                      "684",
                                      "9120",
                                      event.computer,
                                      "S-1-5-18",
                                      event.local,
                                      event.activityId,
                                      "",
                                      event.levelText};
        for (const std::string& value : values)
            out += (&value == &values[0] ? "" : s) + inQuotes(value);
        out += "\r\n";
    }
    return out;
}

std::string EventBuilder::wevtutilText() const
{
    std::string out;
    int number = 0;
    for (const TestEvent& event : m_events) {
        out += "Event[" + std::to_string(number++) + "]:\r\n  Log Name: " + event.channel +
               "\r\n  Source: " + event.provider + "\r\n  Date: " + localIso(event, 'T', 3) +
               "\r\n  Event ID: " + std::to_string(event.id);
        out += "\r\n  Task: N/A\r\n  Level: " + event.levelText +
               "\r\n  Opcode: Info\r\n  Keyword: N/A\r\n  User: S-1-5-18\r\n  User Name: NT AUTHORITY\\SYSTEM\r\n";
        out += "  Computer: " + event.computer + "\r\n  Description: \r\n" + event.message + "\r\n\r\n";
    }
    return out;
}

std::string EventBuilder::evtxDump(bool lines, bool attributesBeside) const
{
    const std::string gap = lines ? "" : "\n  ";
    const auto with = [&](const std::string& element, const std::string& attributes) {
        return attributesBeside ? "\"" + element + "_attributes\":{" + attributes + "}"
                                : "\"" + element + "\":{\"#attributes\":{" + attributes + "}}";
    };
    std::string out;
    for (const TestEvent& event : m_events) {
        if (!lines)
            out += "Record " + std::to_string(event.recordId) + "\n";
        out += "{" + gap + "\"Event\":{" + gap + "\"System\":{" + gap;
        out += with("Provider", "\"Name\":" + jsonText(event.provider)) + "," + gap;
        out += attributesBeside
                   ? "\"EventID_attributes\":{\"Qualifiers\":16384},\"EventID\":" + std::to_string(event.id)
                   : "\"EventID\":{\"#attributes\":{\"Qualifiers\":16384},\"#text\":" + std::to_string(event.id) + "}";
        out += ",\"Level\":" + std::to_string(event.level) + "," + gap;
        out += with("TimeCreated", "\"SystemTime\":\"" + event.utc.substr(0, 26) + "Z\"") + "," + gap;
        out += "\"EventRecordID\":" + std::to_string(event.recordId) + "," +
               with("Correlation", "\"ActivityID\":\"" + event.activityId + "\"") + "," + gap;
        out += with("Execution", "\"ProcessID\":684,\"ThreadID\":9120") + ",\"Channel\":" + jsonText(event.channel);
        out += ",\"Computer\":" + jsonText(event.computer) + ",\"Security\":null}," + gap + "\"EventData\":{";
        std::string named, unnamed;
        for (const auto& [name, value] : event.data)
            if (name.empty())
                unnamed += (unnamed.empty() ? "" : ",") + jsonText(value);
            else
                named += (named.empty() ? "" : ",") + jsonText(name) + ":" + jsonText(value);
        out +=
            named + (unnamed.empty() ? "" : "\"Data\":{\"#text\":[" + unnamed + "]}") + "}" + gap + "}" + gap + "}\n";
    }
    return out;
}

std::string EventBuilder::nxLog() const
{
    std::string out;
    for (const TestEvent& event : m_events) {
        out += "{\"EventTime\":\"" + localIso(event, ' ', 0) + "\",\"Hostname\":" + jsonText(event.computer) +
               ",\"Keywords\":-9223372036854775808,\"EventType\":\"X\",\"SeverityValue\":" +
               std::to_string(6 - event.level);
        out += ",\"EventID\":" + std::to_string(event.id) + ",\"SourceName\":" + jsonText(event.provider) +
               ",\"Task\":0,\"RecordNumber\":" + std::to_string(event.recordId) +
               ",\"ExecutionProcessID\":684,\"ThreadID\":9120";
        out += ",\"ActivityID\":\"{" + event.activityId + "}\",\"Channel\":" + jsonText(event.channel) +
               ",\"Message\":" + jsonText(event.message);
        for (const auto& [name, value] : event.data)
            if (!name.empty())
                out += "," + jsonText(name) + ":" + jsonText(value);
        out += ",\"EventReceivedTime\":\"" + localIso(event, ' ', 0) + "\",\"@timestamp\":\"" +
               event.utc.substr(0, 23) + "Z\",\"tags\":[\"x\"]}\r\n";
    }
    return out;
}

std::string EventBuilder::winEventJson(bool iso) const
{
    const std::string gap = iso ? "" : "\r\n        ";
    std::string out = "[";
    for (const TestEvent& event : m_events) {
        out += (&event == &m_events[0] ? "" : ",") + (iso ? std::string() : "\r\n    ") + "{" + gap;
        out += "\"Id\":" + std::to_string(event.id) + "," + gap + "\"Version\":0," + gap +
               "\"Level\":" + std::to_string(event.level) + "," + gap + "\"Keywords\":-9223372036854775808," + gap;
        out += "\"RecordId\":" + std::to_string(event.recordId) + "," + gap +
               "\"ProviderName\":" + jsonText(event.provider) + "," + gap + "\"LogName\":" + jsonText(event.channel) +
               "," + gap;
        out += "\"ProcessId\":684,\"ThreadId\":9120," + gap + "\"MachineName\":" + jsonText(event.computer) + "," +
               gap + "\"UserId\":{\"BinaryLength\":12,\"Value\":\"S-1-5-18\"}," + gap + "\"TimeCreated\":";
        out += iso ? "\"" + localIso(event, 'T', 7) + "+02:00\"" : dotNetDate(event, false);
        out += "," + gap + "\"ActivityId\":\"" + event.activityId + "\"," + gap + "\"Bookmark\":{" + gap +
               "\"BookmarkXml\":\"<x/>\"}," + gap + "\"LevelDisplayName\":" + jsonText(event.levelText) + "," + gap +
               "\"Properties\":[";
        for (const auto& pair : event.data)
            out += (&pair == &event.data[0] ? "" : ",") + gap +
                   "{\"Value\":" + (isNumber(pair.second) ? decimal(pair.second) : jsonText(pair.second)) + "}";
        out += "]," + gap + "\"Message\":" + jsonText(event.message) + "}";
    }
    return out + (iso ? "]" : "\r\n]\r\n");
}

std::string EventBuilder::eventLogJson() const
{
    std::string out = "[";
    for (const TestEvent& event : m_events) {
        out += (&event == &m_events[0] ? "" : ",") + std::string("\r\n  {\r\n    \"EventID\":  ") +
               std::to_string(event.id) + ",\r\n    \"MachineName\":  " + jsonText(event.computer) +
               ",\r\n    \"Data\":  [1,2],\r\n    \"Index\":  " + std::to_string(event.recordId);
        out += ",\r\n    \"EntryType\":  " + entryType(event.level) +
               ",\r\n    \"Message\":  " + jsonText(event.message) +
               ",\r\n    \"Source\":  " + jsonText(event.provider) + ",\r\n    \"ReplacementStrings\":  [";
        for (const auto& pair : event.data)
            out += (&pair == &event.data[0] ? "" : ",") + jsonText(pair.second);
        out += "],\r\n    \"InstanceId\":  1073748864,\r\n    \"TimeGenerated\":  " + dotNetDate(event, true) +
               ",\r\n    \"TimeWritten\":  \"\\/Date(0)\\/\",\r\n    \"Site\":  null\r\n  }";
    }
    return out + "\r\n]\r\n";
}

std::string EventBuilder::winEventClixml(bool inList) const
{
    std::string out = kClixmlHead;
    if (inList)
        out += "  <Obj RefId=\"900\"><TN RefId=\"90\"><T>System.Object[]</T><T>System.Array</T></TN><LST>\r\n";
    int id = 0;
    for (const TestEvent& event : m_events) {
        const auto leaf = [](const char* tag, const char* name, const std::string& value) {
            return std::string("      <") + tag + " N=\"" + name + "\">" + clixml(value) + "</" + tag + ">\r\n";
        };
        out += "  <Obj RefId=\"" + std::to_string(id) + "\">\r\n    ";
        out += id == 0
                   ? "<TN RefId=\"0\"><T>System.Diagnostics.Eventing.Reader.EventLogRecord</T><T>System.Object</T></TN>"
                   : "<TNRef RefId=\"0\" />";
        out += "\r\n    <ToString>System.Diagnostics.Eventing.Reader.EventLogRecord</ToString>\r\n    <Props>\r\n";
        out += leaf("I32", "Id", std::to_string(event.id)) + leaf("By", "Level", std::to_string(event.level)) +
               leaf("I64", "Keywords", "-9223372036854775808") +
               leaf("I64", "RecordId", std::to_string(event.recordId)) + leaf("S", "ProviderName", event.provider) +
               leaf("S", "LogName", event.channel);
        out += leaf("I32", "ProcessId", "684") + leaf("I32", "ThreadId", "9120") +
               leaf("S", "MachineName", event.computer);
        out += id == 0 ? "      <Obj N=\"UserId\" RefId=\"500\"><ToString>S-1-5-18</ToString><Props><S "
                         "N=\"Value\">S-1-5-18</S></Props></Obj>\r\n"
                       : "      <Ref N=\"UserId\" RefId=\"500\" />\r\n";
        out += leaf("DT", "TimeCreated", localIso(event, 'T', 7) + "+02:00") +
               leaf("G", "ActivityId", event.activityId) + "      <Nil N=\"RelatedActivityId\" />\r\n" +
               leaf("S", "LevelDisplayName", event.levelText);
        out += "      <Obj N=\"Properties\" RefId=\"" + std::to_string(id + 1) + "\">\r\n        <LST>\r\n";
        for (const auto& pair : event.data) {
            out += "          <Obj RefId=\"" + std::to_string(++id + 600) + "\"><Props>";
            out += isNumber(pair.second) ? "<U32 N=\"Value\">" + decimal(pair.second) + "</U32>"
                                         : "<S N=\"Value\">" + clixml(pair.second) + "</S>";
            out += "</Props></Obj>\r\n";
        }
        id += 2;
        out += "        </LST>\r\n      </Obj>\r\n    </Props>\r\n    <MS>\r\n" + leaf("S", "Message", event.message) +
               "    </MS>\r\n  </Obj>\r\n";
    }
    return out + (inList ? "</LST></Obj>\r\n" : "") + "</Objs>";
}

std::string EventBuilder::eventLogClixml() const
{
    std::string out = kClixmlHead;
    int id = 0;
    for (const TestEvent& event : m_events) {
        ++id;
        out += "  <Obj RefId=\"" + std::to_string(id) + "\">\r\n    <TN RefId=\"" + std::to_string(id) +
               "\"><T>System.Diagnostics.EventLogEntry#" + event.channel + "/" + event.provider +
               "/1</T></TN>\r\n    "
               "<Props>\r\n      <S N=\"MachineName\">" +
               event.computer + "</S>\r\n      <BA N=\"Data\">AQ==</BA>\r\n      <I32 N=\"Index\">" +
               std::to_string(event.recordId);
        out += "</I32>\r\n      <Obj N=\"EntryType\" RefId=\"" + std::to_string(700 + id) + "\"><ToString>" +
               event.levelText + "</ToString><I32>" + entryType(event.level) +
               "</I32></Obj>\r\n      <S N=\"Message\">" + clixml(event.message) + "</S>\r\n      <S N=\"Source\">" +
               event.provider + "</S>\r\n      <Obj N=\"ReplacementStrings\" RefId=\"" + std::to_string(800 + id) +
               "\"><LST>";
        for (const auto& pair : event.data)
            out += "<S>" + clixml(pair.second) + "</S>";
        out += "</LST></Obj>\r\n      <I64 N=\"InstanceId\">1073748864</I64>\r\n      <DT N=\"TimeGenerated\">" +
               localIso(event, 'T', 0) + "+02:00</DT>\r\n    </Props>\r\n    <MS><I32 N=\"EventID\">" +
               std::to_string(event.id) + "</I32></MS>\r\n  </Obj>\r\n";
    }
    return out + "</Objs>";
}

} // namespace sendwright::test
