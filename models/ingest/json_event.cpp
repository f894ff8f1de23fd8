// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/json_event.h"

#include "core/text_scan.h"
#include "ingest/event_data.h"
#include "ingest/event_fields.h"
#include "ingest/event_levels.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace sendwright {

namespace {

constexpr int kDeepestJson = 64; ///< levels of UserData; real events have at most a dozen

QJsonObject objectOf(std::string_view text, QString* error = nullptr)
{
    QJsonParseError problem;
    const auto bytes = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()));
    auto document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(bytes).toUtf8(), &problem);
    if (error && problem.error != QJsonParseError::NoError)
        *error = problem.errorString();
    return document.object();
}

/// A value that is no object and no list, as text; numbers without a fraction as they stand.
std::string scalar(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? "true" : "false";
    case QJsonValue::Double:
        return value.toVariant().toString().toStdString();
    case QJsonValue::String:
        return value.toString().toStdString();
    default:
        return {};
    }
}

/// Where PowerShell wrapped a value in an object: `{"value": ..., "DateTime": ...}`, `{"Value": ...}`.
std::string unwrapped(const QJsonValue& value)
{
    if (!value.isObject())
        return scalar(value);
    const QJsonObject object = value.toObject();
    for (const char* name : {"value", "Value"})
        if (object.contains(QLatin1String(name)))
            return scalar(object.value(QLatin1String(name)));
    return {};
}

std::optional<JsonShape> shapeOf(const QJsonObject& object)
{
    const auto has = [&](const char* name) { return object.contains(QLatin1String(name)); };
    const QJsonObject event = has("Event") ? object.value(QLatin1String("Event")).toObject() : object;
    if (event.value(QLatin1String("System")).isObject())
        return JsonShape::EvtxDump;
    if (has("EventID") && (has("SourceName") || has("EventTime") || (has("Channel") && has("Hostname"))))
        return JsonShape::NxLog;
    if (has("EventID") && (has("TimeGenerated") || has("TimeWritten") || has("EntryType")))
        return JsonShape::EventLog;
    if (has("Id") && (has("ProviderName") || has("TimeCreated")) &&
        (has("TimeCreated") || has("RecordId") || has("LogName") || has("LevelDisplayName")))
        return JsonShape::WinEvent;
    return std::nullopt;
}

/// Attributes of an element of the event's XML, in the ways converters put them beside its text.
QJsonValue attribute(const QJsonObject& parent, const QString& element, const char* name)
{
    const QLatin1String key(name);
    const QJsonObject beside = parent.value(element + QLatin1String("_attributes")).toObject();
    if (beside.contains(key))
        return beside.value(key);
    const QJsonObject own = parent.value(element).toObject();
    const QJsonObject inside = own.value(QLatin1String("#attributes")).toObject();
    if (inside.contains(key))
        return inside.value(key);
    const QString marked = QLatin1Char('@') + key;
    return own.value(own.contains(marked) ? marked : QString(key));
}

/// The event's XML as JSON.
class DumpReading
{
public:
    explicit DumpReading(const QJsonObject& object)
        : m_event(object.contains(QLatin1String("Event")) ? object.value(QLatin1String("Event")).toObject() : object),
          m_system(m_event.value(QLatin1String("System")).toObject())
    {
    }
    std::optional<EventRecord> read();
    std::string time() const { return attributeText("TimeCreated", "SystemTime"); }
    bool keptAll() const { return !m_tooMany; }

private:
    std::string text(const QJsonObject& parent, const char* name) const;
    std::string attributeText(const char* element, const char* name) const;
    std::uint64_t number(const std::string& text) const { return parseNumber(trimmed(text)).value_or(0); }
    void addValues(const std::string& name, const QJsonValue& value);
    void addEventData();
    void addLeaves(const QJsonObject& object, int depth);
    void addAttributes(const std::string& element, const QJsonObject& attributes);
    void keep(const std::string& name, const std::string& value)
    {
        m_tooMany = !addData(m_record, name, value) || m_tooMany;
    }

    QJsonObject m_event, m_system;
    EventRecord m_record;
    bool m_tooMany = false;
};

std::string DumpReading::text(const QJsonObject& parent, const char* name) const
{
    const QJsonValue value = parent.value(QLatin1String(name));
    const std::string text = value.isObject() ? scalar(value.toObject().value(QLatin1String("#text"))) : scalar(value);
    return plainText(text, kShortLimit);
}

std::string DumpReading::attributeText(const char* element, const char* name) const
{
    return plainText(scalar(attribute(m_system, QLatin1String(element), name)), kShortLimit);
}

std::optional<EventRecord> DumpReading::read()
{
    const auto id = parseNumber(text(m_system, "EventID"));
    if (!id)
        return std::nullopt;
    m_record.eventId = static_cast<std::uint32_t>(*id & 0xFFFF);
    m_record.provider = attributeText("Provider", "Name");
    if (m_record.provider.empty())
        m_record.provider = attributeText("Provider", "EventSourceName");
    m_record.recordId = number(text(m_system, "EventRecordID"));
    m_record.channel = text(m_system, "Channel");
    m_record.computer = text(m_system, "Computer");
    m_record.activityId = attributeText("Correlation", "ActivityID");
    m_record.processId = static_cast<std::uint32_t>(number(attributeText("Execution", "ProcessID")));
    m_record.threadId = static_cast<std::uint32_t>(number(attributeText("Execution", "ThreadID")));
    const QJsonObject rendered = m_event.value(QLatin1String("RenderingInfo")).toObject();
    m_record.levelText = text(rendered, "Level");
    m_record.message = plainText(scalar(rendered.value(QLatin1String("Message"))), kMessageLimit);
    const auto level = parseNumber(text(m_system, "Level"));
    m_record.level = !level ? levelOfWord(m_record.levelText) : *level <= 5 ? static_cast<std::uint8_t>(*level) : 0;
    addEventData();
    for (const char* part : {"UserData", "DebugData", "ProcessingErrorData"})
        addLeaves(m_event.value(QLatin1String(part)).toObject(), 1);
    return std::move(m_record);
}

/// A value of EventData: one text, a list of texts, or either as `#text` beside attributes.
void DumpReading::addValues(const std::string& name, const QJsonValue& value)
{
    if (value.isArray()) {
        for (const QJsonValue& item : value.toArray())
            if (!item.isArray())
                addValues(name, item);
        return;
    }
    if (!value.isObject()) {
        keep(name, scalar(value));
        return;
    }
    const QJsonObject object = value.toObject();
    const std::string given = scalar(attribute({{QStringLiteral("x"), object}}, QStringLiteral("x"), "Name"));
    const QJsonValue inner = object.value(QLatin1String("#text"));
    if (!inner.isObject())
        addValues(given.empty() ? name : given, inner);
}

void DumpReading::addEventData()
{
    const QJsonObject data = m_event.value(QLatin1String("EventData")).toObject();
    for (auto item = data.begin(); item != data.end(); ++item) {
        if (item.key().startsWith(QLatin1Char('#')) || item.key().endsWith(QLatin1String("_attributes")))
            continue;
        // `Data`, `Data_1`, ...: values without a name of their own.
        const bool unnamed = item.key() == QLatin1String("Data") || item.key().startsWith(QLatin1String("Data_"));
        const bool empty = item.value().isNull() || (item.value().isString() && item.value().toString().isEmpty());
        if (unnamed || item.key() != QLatin1String("Binary") || !empty)
            addValues(unnamed ? std::string() : item.key().toStdString(), item.value());
    }
}

void DumpReading::addAttributes(const std::string& element, const QJsonObject& attributes)
{
    for (auto item = attributes.begin(); item != attributes.end(); ++item)
        if (!item.key().startsWith(QLatin1String("xmlns")))
            keep(element + '@' + item.key().toStdString(), scalar(item.value()));
}

/// UserData: what holds no object becomes name and value, attributes `Element@attribute`.
void DumpReading::addLeaves(const QJsonObject& object, int depth)
{
    if (depth > kDeepestJson) {
        m_tooMany = true;
        return;
    }
    for (auto item = object.begin(); item != object.end(); ++item) {
        const std::string name = item.key().toStdString();
        if (name == "#attributes")
            continue;
        if (name.ends_with("_attributes")) {
            addAttributes(name.substr(0, name.rfind('_')), item.value().toObject());
        } else if (item.value().isObject()) {
            const QJsonObject inner = item.value().toObject();
            addAttributes(name, inner.value(QLatin1String("#attributes")).toObject());
            if (inner.contains(QLatin1String("#text")))
                addValues(name, inner.value(QLatin1String("#text")));
            else
                addLeaves(inner, depth + 1);
        } else if (!item.value().isNull()) {
            addValues(name, item.value());
        }
    }
}

EventDialect dialectOf(JsonShape shape)
{
    switch (shape) {
    case JsonShape::EventLog:
        return EventDialect::EventLog;
    case JsonShape::NxLog:
        return EventDialect::NxLog;
    default:
        return EventDialect::WinEvent;
    }
}

/// Fields that are named by a class of PowerShell or by NXLog.
EventFields fieldsOf(const QJsonObject& object, JsonShape shape)
{
    EventFields fields(dialectOf(shape));
    for (auto item = object.begin(); item != object.end(); ++item) {
        const std::string name = item.key().toStdString();
        const bool list = item.value().isArray();
        if (list && (name == "Properties" || name == "ReplacementStrings")) {
            for (const QJsonValue& value : item.value().toArray())
                fields.add({}, unwrapped(value));
        } else if (!fields.set(name, list ? std::string() : unwrapped(item.value())) && shape == JsonShape::NxLog &&
                   !list && !item.value().isNull()) {
            fields.add(name, unwrapped(item.value()));
        }
    }
    return fields;
}

/// NXLog's local time, with its distance from UTC behind it where the same moment, that of receipt, stands in the
/// object both ways: `EventReceivedTime` (local) and `@timestamp` (UTC).
std::string withOffset(const QJsonObject& object, std::string_view localTime)
{
    const auto received = parseLocalTime(scalar(object.value(QLatin1String("EventReceivedTime"))));
    const auto stamp = parseIsoTime(scalar(object.value(QLatin1String("@timestamp"))));
    const auto event = parseLocalTime(localTime);
    std::string text(localTime);
    if (!received || !stamp || !event || !received->yearFirst || received->offsetMinutes || event->offsetMinutes)
        return text;
    const auto civil = civilIn(*received, DateOrder::MonthFirst);
    const auto local = civil ? fromCivil(*civil) : std::nullopt;
    if (!local)
        return text;
    constexpr std::int64_t kQuarter = 900 * kTicksPerSecond;
    constexpr std::int64_t kNear = 60 * kTicksPerSecond;
    const std::int64_t apart = local->ticks - stamp->ticks;
    const std::int64_t quarters = (apart >= 0 ? apart + kQuarter / 2 : apart - kQuarter / 2) / kQuarter;
    const std::int64_t rest = apart - quarters * kQuarter;
    if (quarters < -56 || quarters > 56 || rest < -kNear || rest > kNear)
        return text;
    const std::int64_t minutes = (quarters < 0 ? -quarters : quarters) * 15;
    const auto two = [](std::int64_t value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return text + (quarters < 0 ? '-' : '+') + two(minutes / 60) + ':' + two(minutes % 60);
}

void readTime(EventRecord& event, const std::string& time, std::uint32_t line, EventClock& clock)
{
    if (time.empty())
        clock.missing(line);
    else
        clock.read(event, time, line);
}

} // namespace

const char* formatName(JsonShape shape)
{
    switch (shape) {
    case JsonShape::EvtxDump:
        return "evtx_dump JSON";
    case JsonShape::WinEvent:
        return "Get-WinEvent JSON";
    case JsonShape::EventLog:
        return "Get-EventLog JSON";
    case JsonShape::NxLog:
        return "NXLog JSON";
    }
    return "";
}

std::optional<JsonShape> jsonShape(std::string_view object)
{
    return shapeOf(objectOf(object));
}

std::optional<JsonShape> likelyJsonShape(std::string_view begin)
{
    const auto has = [&](const char* name) {
        return begin.find('"' + std::string(name) + '"') != std::string_view::npos;
    };
    if (has("System") && has("EventID") && has("Provider"))
        return JsonShape::EvtxDump;
    if (has("EventID") && has("SourceName"))
        return JsonShape::NxLog;
    if (has("EventID") && has("TimeGenerated"))
        return JsonShape::EventLog;
    if (has("Id") && has("ProviderName") && (has("RecordId") || has("TimeCreated")))
        return JsonShape::WinEvent;
    return std::nullopt;
}

std::optional<LocalTimeText> localTimeOf(std::string_view object)
{
    const QJsonObject json = objectOf(object);
    const auto shape = shapeOf(json);
    if (!shape || *shape == JsonShape::EvtxDump)
        return std::nullopt;
    return parseLocalTime(fieldsOf(json, *shape).time());
}

std::optional<EventRecord> parseJsonEvent(std::string_view object, std::uint32_t line, EventClock& clock,
                                          EventBatcher& out, std::string& why)
{
    QString error;
    const QJsonObject json = objectOf(object, &error);
    const auto shape = shapeOf(json);
    why = error.isEmpty() ? "This object is not a Windows event and was left out."
                          : "This object is damaged and was left out: " + plainText(error.toStdString(), 200) + '.';
    if (!shape)
        return std::nullopt;
    std::optional<EventRecord> event;
    std::string time;
    std::int64_t rough = 0;
    bool keptAll = true;
    if (*shape == JsonShape::EvtxDump) {
        DumpReading reading(json);
        event = reading.read();
        time = reading.time();
        keptAll = reading.keptAll();
        // SystemTime is UTC, also where a converter left its `Z` out.
        if (const auto utc = event ? parseSystemTime(time) : std::nullopt) {
            event->time = *utc;
            event->uncertainty = resolutionOfTime(time);
        } else if (event) {
            clock.missing(line);
        }
    } else {
        EventFields fields = fieldsOf(json, *shape);
        event = fields.event();
        time = *shape == JsonShape::NxLog ? withOffset(json, fields.time()) : std::string(fields.time());
        rough = fields.resolution();
        keptAll = fields.keptAll();
        if (event)
            readTime(*event, time, line, clock);
    }
    if (!event) {
        why = "This event has no event id and was left out.";
        return std::nullopt;
    }
    event->uncertainty = event->time.known() ? std::max(event->uncertainty, rough) : 0;
    if (!keptAll)
        out.assume(line, "This event has more values than are kept (" + std::to_string(kDataPairs) +
                             "), or some nested too deep; the rest was left out.");
    return event;
}

} // namespace sendwright
