// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/event_builder.h"

namespace sendwright::test {

namespace {

std::string escaped(std::string_view text, char quote)
{
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == quote)
            out += c == '"' ? "&quot;" : "&apos;";
        else
            out += c;
    }
    return out;
}

/// `Name='value'` with the quote of choice.
std::string attribute(std::string_view name, std::string_view value, char quote)
{
    return std::string(name) + '=' + quote + escaped(value, quote) + quote;
}

std::string inQuotes(std::string_view value)
{
    std::string out = "\"";
    for (const char c : value)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

std::string field(std::string_view value, char separator)
{
    const bool plain =
        value.find_first_of("\"\r\n") == std::string_view::npos && value.find(separator) == std::string_view::npos;
    return plain ? std::string(value) : inQuotes(value);
}

/// `between` goes between the elements: nothing, or a line end with blanks.
std::string element(const TestEvent& event, char quote, std::string_view between, bool rendered)
{
    const std::string gap(between);
    std::string out =
        "<Event " + attribute("xmlns", "http://schemas.microsoft.com/win/2004/08/events/event", quote) + '>' + gap;
    out += "<System>" + gap + "<Provider " + attribute("Name", event.provider, quote) + "/>" + gap;
    out += "<EventID " + attribute("Qualifiers", "16384", quote) + '>' + std::to_string(event.id) + "</EventID>" + gap;
    out += "<Level>" + std::to_string(event.level) + "</Level>" + gap;
    out += "<TimeCreated " + attribute("SystemTime", event.utc, quote) + "/>" + gap;
    out += "<EventRecordID>" + std::to_string(event.recordId) + "</EventRecordID>" + gap;
    out += (event.activityId.empty()
                ? std::string()
                : "<Correlation " + attribute("ActivityID", '{' + event.activityId + '}', quote) + "/>" + gap) +
           "<Execution " + attribute("ProcessID", "684", quote) + ' ' + attribute("ThreadID", "9120", quote) + "/>" +
           gap;
    out += "<Channel>" + event.channel + "</Channel>" + gap + "<Computer>" + event.computer + "</Computer>" + gap +
           "</System>" + gap;
    out += "<EventData>";
    for (const auto& [name, value] : event.data)
        out += gap + "<Data" + (name.empty() ? std::string() : ' ' + attribute("Name", name, quote)) + '>' +
               escaped(value, 0) + "</Data>";
    out += gap + "</EventData>" + gap;
    if (rendered)
        out += "<RenderingInfo " + attribute("Culture", "en-US", quote) + "><Message>" + escaped(event.message, 0) +
               "</Message><Level>" + event.levelText + "</Level><Task></Task><Keywords></Keywords></RenderingInfo>";
    return out + "</Event>";
}

} // namespace

TestEvent keyAccessEvent()
{
    TestEvent event;
    event.message =
        "A fatal error occurred when attempting to access the TLS server credential private key. The error code "
        "returned from the cryptographic module is 0x8009030D. The internal error state is 10001.";
    event.data = {{"Type", "server"}, {"ErrorCode", "0x8009030d"}, {"ErrorStatus", "10001"}};
    return event;
}

EventBuilder& EventBuilder::add(TestEvent event)
{
    m_events.push_back(std::move(event));
    return *this;
}

std::string EventBuilder::xml() const
{
    std::string out = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\r\n<Events>";
    for (const TestEvent& event : m_events)
        out += element(event, '\'', "", true);
    return out + "</Events>";
}

std::string EventBuilder::rootless() const
{
    std::string out;
    for (const TestEvent& event : m_events)
        out += element(event, '"', "\r\n  ", false) + "\r\n";
    return out;
}

std::string EventBuilder::details() const
{
    std::string out;
    for (const TestEvent& event : m_events) {
        out += "Log Name:      " + event.channel + "\r\nSource:        " + event.provider +
               "\r\nDate:          " + event.local;
        out += "\r\nEvent ID:      " + std::to_string(event.id) +
               "\r\nTask Category: None\r\nLevel:         " + event.levelText;
        out +=
            "\r\nKeywords:      \r\nUser:          SYSTEM\r\nComputer:      " + event.computer + "\r\nDescription:\r\n";
        out += event.message + "\r\nEvent Xml:\r\n" + element(event, '"', "\r\n  ", false) + "\r\n";
    }
    return out;
}

std::string EventBuilder::labels() const
{
    std::string out;
    for (const TestEvent& event : m_events) {
        const std::string one = EventBuilder().add(event).details();
        out += one.substr(0, one.find("Event Xml:")) + "\r\n";
    }
    return out;
}

std::string EventBuilder::csv(char separator) const
{
    const std::string s(1, separator);
    std::string out =
        "\xEF\xBB\xBFLevel" + s + "Date and Time" + s + "Source" + s + "Event ID" + s + "Task Category\r\n";
    for (const TestEvent& event : m_events)
        out += event.levelText + s + event.local + s + field(event.provider, separator) + s + std::to_string(event.id) +
               s + "None" + s + field(event.message, separator) + "\r\n";
    return out;
}

std::string EventBuilder::getEventLog() const
{
    std::string out = "#TYPE System.Diagnostics.EventLogEntry#system/Schannel/36870\r\n"
                      "\"EventID\",\"MachineName\",\"Data\",\"Index\",\"Category\",\"CategoryNumber\",\"EntryType\","
                      "\"Message\",\"Source\","
                      "\"ReplacementStrings\",\"InstanceId\",\"TimeGenerated\",\"TimeWritten\",\"UserName\",\"Site\","
                      "\"Container\"\r\n";
    for (const TestEvent& event : m_events)
        out += inQuotes(std::to_string(event.id)) + ',' + inQuotes(event.computer) + ",\"System.Byte[]\"," +
               inQuotes(std::to_string(event.recordId)) + ",\"(0)\",\"0\"," + inQuotes(event.levelText) + ',' +
               inQuotes(event.message) + ',' + inQuotes(event.provider) + ",\"System.String[]\",\"1073748864\"," +
               inQuotes(event.local) + ',' + inQuotes(event.local) + ",\"NT AUTHORITY\\SYSTEM\",,\r\n";
    return out;
}

} // namespace sendwright::test
