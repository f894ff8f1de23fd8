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

const EventFields::Name EventFields::kNames[] = {
    {EventDialect::WinEvent, "Id", Id},
    {EventDialect::WinEvent, "Level", Level},
    {EventDialect::WinEvent, "LevelDisplayName", LevelText},
    {EventDialect::WinEvent, "TimeCreated", Time},
    {EventDialect::WinEvent, "ProviderName", Provider},
    {EventDialect::WinEvent, "MachineName", Computer},
    {EventDialect::WinEvent, "LogName", Channel},
    {EventDialect::WinEvent, "ContainerLog", Channel, 2},
    {EventDialect::WinEvent, "RecordId", RecordId},
    {EventDialect::WinEvent, "ProcessId", ProcessId},
    {EventDialect::WinEvent, "ThreadId", ThreadId},
    {EventDialect::WinEvent, "ActivityId", ActivityId},
    {EventDialect::WinEvent, "Message", Message},
    {EventDialect::EventLog, "EventID", Id},
    {EventDialect::EventLog, "EntryType", LevelText},
    {EventDialect::EventLog, "TimeGenerated", Time},
    {EventDialect::EventLog, "TimeWritten", Time, 2},
    {EventDialect::EventLog, "Source", Provider},
    {EventDialect::EventLog, "MachineName", Computer},
    {EventDialect::EventLog, "Index", RecordId},
    {EventDialect::EventLog, "Message", Message},
    {EventDialect::NxLog, "EventID", Id},
    {EventDialect::NxLog, "SeverityValue", Level},
    {EventDialect::NxLog, "EventType", LevelText},
    {EventDialect::NxLog, "Severity", LevelText, 2},
    {EventDialect::NxLog, "Level", LevelText, 3},
    {EventDialect::NxLog, "EventTime", Time},
    {EventDialect::NxLog, "TimeCreated", Time, 2},
    {EventDialect::NxLog, "SourceName", Provider},
    {EventDialect::NxLog, "Hostname", Computer},
    {EventDialect::NxLog, "Channel", Channel},
    {EventDialect::NxLog, "RecordNumber", RecordId},
    {EventDialect::NxLog, "ExecutionProcessID", ProcessId},
    {EventDialect::NxLog, "ExecutionThreadID", ThreadId},
    {EventDialect::NxLog, "ThreadID", ThreadId, 2},
    {EventDialect::NxLog, "ActivityID", ActivityId},
    {EventDialect::NxLog, "Message", Message},
    // What NXLog and its receivers add to the event's own data.
    {EventDialect::NxLog, "EventReceivedTime", Ignored},
    {EventDialect::NxLog, "SourceModuleName", Ignored},
    {EventDialect::NxLog, "SourceModuleType", Ignored},
    {EventDialect::NxLog, "@version", Ignored},
    {EventDialect::NxLog, "@timestamp", Ignored},
    {EventDialect::NxLog, "tags", Ignored},
    {EventDialect::NxLog, "host", Ignored},
    {EventDialect::NxLog, "port", Ignored},
    {EventDialect::NxLog, "Task", Ignored},
    {EventDialect::NxLog, "Keywords", Ignored},
    {EventDialect::NxLog, "Version", Ignored},
    {EventDialect::NxLog, "Opcode", Ignored},
    {EventDialect::NxLog, "OpcodeValue", Ignored},
    {EventDialect::NxLog, "Category", Ignored},
    {EventDialect::NxLog, "ProviderGuid", Ignored},
    {EventDialect::NxLog, "AccountName", Ignored},
    {EventDialect::NxLog, "AccountType", Ignored},
    {EventDialect::NxLog, "Domain", Ignored},
    {EventDialect::NxLog, "UserID", Ignored},
    {EventDialect::NxLog, "RelatedActivityID", Ignored},
};

const EventFields::Name* EventFields::find(EventDialect dialect, std::string_view name)
{
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
