// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_fields.h"

#include "core/text_scan.h"
#include "core/time.h"
#include "ingest/event_data.h"
#include "ingest/event_levels.h"

namespace sendwright {

enum EventFields::Field : std::uint8_t {
    Id,
    Level,     // number
    LevelText, // word, or the number of an EventLogEntryType
    Time,
    Provider,
    Computer,
    Channel,
    RecordId,
    ProcessId,
    ThreadId,
    ActivityId,
    Message,
    Ignored
};

struct EventFields::Name
{
    EventDialect dialect;
    std::string_view name;
    Field field;
    std::uint8_t rank = 1; ///< 1: the best name of the field
};

const EventFields::Name* EventFields::find(EventDialect dialect, std::string_view name)
{
    using enum EventDialect;
    static constexpr Name kNames[] = {
        {WinEvent, "Id", Id},
        {WinEvent, "Level", Level},
        {WinEvent, "LevelDisplayName", LevelText},
        {WinEvent, "TimeCreated", Time},
        {WinEvent, "ProviderName", Provider},
        {WinEvent, "MachineName", Computer},
        {WinEvent, "LogName", Channel},
        {WinEvent, "ContainerLog", Channel, 2},
        {WinEvent, "RecordId", RecordId},
        {WinEvent, "ProcessId", ProcessId},
        {WinEvent, "ThreadId", ThreadId},
        {WinEvent, "ActivityId", ActivityId},
        {WinEvent, "Message", Message},
        {EventLog, "EventID", Id},
        {EventLog, "EntryType", LevelText},
        {EventLog, "TimeGenerated", Time},
        {EventLog, "TimeWritten", Time, 2},
        {EventLog, "Source", Provider},
        {EventLog, "MachineName", Computer},
        {EventLog, "Index", RecordId},
        {EventLog, "Message", Message},
        {NxLog, "EventID", Id},
        {NxLog, "SeverityValue", Level},
        {NxLog, "EventType", LevelText},
        {NxLog, "Severity", LevelText, 2},
        {NxLog, "Level", LevelText, 3},
        {NxLog, "EventTime", Time},
        {NxLog, "TimeCreated", Time, 2},
        {NxLog, "SourceName", Provider},
        {NxLog, "Hostname", Computer},
        {NxLog, "Channel", Channel},
        {NxLog, "RecordNumber", RecordId},
        {NxLog, "ExecutionProcessID", ProcessId},
        {NxLog, "ExecutionThreadID", ThreadId},
        {NxLog, "ThreadID", ThreadId, 2},
        {NxLog, "ActivityID", ActivityId},
        {NxLog, "Message", Message},
        // What NXLog and its receivers add to the event's own data.
        {NxLog, "EventReceivedTime", Ignored},
        {NxLog, "SourceModuleName", Ignored},
        {NxLog, "SourceModuleType", Ignored},
        {NxLog, "@version", Ignored},
        {NxLog, "@timestamp", Ignored},
        {NxLog, "tags", Ignored},
        {NxLog, "host", Ignored},
        {NxLog, "port", Ignored},
        {NxLog, "Task", Ignored},
        {NxLog, "Keywords", Ignored},
        {NxLog, "Version", Ignored},
        {NxLog, "Opcode", Ignored},
        {NxLog, "OpcodeValue", Ignored},
        {NxLog, "Category", Ignored},
        {NxLog, "ProviderGuid", Ignored},
        {NxLog, "AccountName", Ignored},
        {NxLog, "AccountType", Ignored},
        {NxLog, "Domain", Ignored},
        {NxLog, "UserID", Ignored},
        {NxLog, "RelatedActivityID", Ignored},
    };
    for (const Name& known : kNames)
        if (known.dialect == dialect && equalsNoCase(known.name, name))
            return &known;
    return nullptr;
}

bool EventFields::set(std::string_view name, std::string_view value)
{
    const Name* known = find(m_dialect, name);
    if (!known)
        return false;
    std::uint8_t& rank = m_ranks[known->field];
    if (trimmed(value).empty() || known->field == Ignored || (rank != 0 && rank <= known->rank))
        return true;
    rank = known->rank;
    m_values[known->field] = plainText(value, known->field == Message ? kMessageLimit : kShortLimit);
    return true;
}

void EventFields::add(std::string_view name, std::string_view value)
{
    // Where an export was cut in depth, the class name stands in place of the value.
    if (value.starts_with("System.Diagnostics.Eventing.Reader.EventProperty"))
        return;
    m_tooMany = m_tooMany || m_data.size() >= kDataPairs;
    if (!m_tooMany)
        m_data.emplace_back(plainText(name, kShortLimit), plainText(value, kDataValueLimit));
}

std::uint8_t EventFields::level() const
{
    const auto number = parseNumber(value(Level));
    if (m_dialect == EventDialect::NxLog) {
        // NXLog counts severities the other way round: 1 debug, 2 info, 3 warning, 4 error, 5 critical.
        if (startsWithNoCase(value(LevelText), "AUDIT"))
            return 0;
        if (number && *number >= 1 && *number <= 5)
            return static_cast<std::uint8_t>(6 - *number);
    }
    if (m_dialect == EventDialect::EventLog) {
        // EventLogEntryType: 1 error, 2 warning, 4 information, 8 and 16 audits.
        if (const auto type = parseNumber(value(LevelText)))
            return static_cast<std::uint8_t>(*type == 1 ? 2 : *type == 2 ? 3 : *type == 4 ? 4 : 0);
    }
    if (number)
        return static_cast<std::uint8_t>(*number <= 5 ? *number : 0);
    return levelOfWord(value(LevelText));
}

std::optional<EventRecord> EventFields::event()
{
    const auto id = parseNumber(value(Id));
    if (!id)
        return std::nullopt;
    const auto number = [&](Field field) { return parseNumber(value(field)).value_or(0); };
    EventRecord event;
    event.eventId = static_cast<std::uint32_t>(*id & 0xFFFF);
    event.level = level();
    if (!parseNumber(value(LevelText)))
        event.levelText = value(LevelText);
    event.provider = value(Provider);
    event.computer = value(Computer);
    event.channel = value(Channel);
    event.recordId = number(RecordId);
    event.processId = static_cast<std::uint32_t>(number(ProcessId));
    event.threadId = static_cast<std::uint32_t>(number(ThreadId));
    event.activityId = value(ActivityId);
    event.message = std::move(m_values[Message]);
    event.data = std::move(m_data);
    return event;
}

std::string_view EventFields::time() const
{
    return value(Time);
}

std::int64_t EventFields::resolution() const
{
    // The classic interface counts seconds, whatever digits its export shows.
    return m_dialect == EventDialect::EventLog ? kTicksPerSecond : 0;
}

std::string channelOfTypeName(std::string_view typeName)
{
    // Get-EventLog names the log as the person typed it; the usual ones are written as Windows does.
    const std::string_view name = trimmed(before(after(typeName, "EventLogEntry#"), "/"));
    for (const std::string_view usual : {"System", "Application", "Security"})
        if (equalsNoCase(usual, name))
            return std::string(usual);
    return plainText(name, kShortLimit);
}

} // namespace sendwright
