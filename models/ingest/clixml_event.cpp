// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/clixml_event.h"

#include "core/text_scan.h"
#include "ingest/event_data.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kDeepestClixml = 64; ///< levels of elements; real exports have about ten

QString unescaped(QString text)
{
    for (qsizetype at = text.indexOf(u"_x"); at >= 0; at = text.indexOf(u"_x", at + 1)) {
        bool fine = at + 7 <= text.size() && text[at + 6] == u'_';
        const uint code = fine ? QStringView(text).sliced(at + 2, 4).toUInt(&fine, 16) : 0;
        if (fine)
            text.replace(at, 7, QChar(static_cast<char16_t>(code)));
    }
    return text;
}

std::uint64_t number(QStringView text, bool& fine)
{
    return text.toULongLong(&fine);
}

/// Goes through one object, element by element, with its own stack.
class ObjectReading
{
public:
    ObjectReading(std::string_view xml, ClixmlMemory& memory)
        : m_xml(QString::fromUtf8(xml.data(), static_cast<qsizetype>(xml.size()))), m_memory(memory)
    {
        m_xml.setNamespaceProcessing(false);
    }
    ClixmlEvent run(std::string& why);

private:
    /// An element that is open. Of the objects the outermost is the event, the second a property of it.
    struct Level
    {
        QString tag;
        std::string name;
        std::optional<std::uint64_t> id;
    };

    void start();
    void end();
    void readType();
    void readReference();
    void readLeaf(const QString& tag);
    std::string textOfElement();
    std::string attribute(const char* name) const;
    std::optional<std::uint64_t> idOf(const char* name) const;
    bool inside(const char* tag) const;
    void setField(const std::string& name, const ClixmlValue& value);

    QXmlStreamReader m_xml;
    ClixmlMemory& m_memory;
    std::vector<Level> m_levels;
    std::size_t m_objects = 0; ///< open `Obj`
    std::string m_type;        ///< of the outermost object
    ClixmlValue m_property;    ///< the one that is open
    std::vector<std::pair<std::string, ClixmlValue>> m_fields;
    bool m_unknownReference = false;
};

std::string ObjectReading::attribute(const char* name) const
{
    return m_xml.attributes().value(QLatin1String(name)).toString().toStdString();
}

std::optional<std::uint64_t> ObjectReading::idOf(const char* name) const
{
    bool fine = false;
    const std::uint64_t id = number(m_xml.attributes().value(QLatin1String(name)), fine);
    return fine ? std::optional<std::uint64_t>(id) : std::nullopt;
}

bool ObjectReading::inside(const char* tag) const
{
    return !m_levels.empty() && m_levels.back().tag == QLatin1String(tag);
}

/// All text inside the current element, and the reader behind its end; without a call for each level.
std::string ObjectReading::textOfElement()
{
    QString text;
    std::size_t depth = 1;
    while (depth > 0 && !m_xml.atEnd()) {
        const auto token = m_xml.readNext();
        if (token == QXmlStreamReader::StartElement && ++depth > kDeepestClixml)
            m_xml.raiseError(QStringLiteral("its elements are nested too deep"));
        else if (token == QXmlStreamReader::EndElement)
            --depth;
        else if (token == QXmlStreamReader::Characters && text.size() <= static_cast<qsizetype>(2 * kMessageLimit))
            text += m_xml.text();
    }
    return unescaped(text).toStdString();
}

void ObjectReading::setField(const std::string& name, const ClixmlValue& value)
{
    constexpr std::size_t kMostFields = 512;
    if (!name.empty() && m_fields.size() < kMostFields)
        m_fields.emplace_back(name, value);
}

/// `<TN RefId="0"><T>…</T>…</TN>` or `<TNRef RefId="0"/>`: the first name is the object's own type.
void ObjectReading::readType()
{
    const auto id = idOf("RefId");
    std::string name;
    if (m_xml.qualifiedName() == u"TNRef") {
        const std::string* known = id ? m_memory.type(*id) : nullptr;
        name = known ? *known : std::string();
        textOfElement();
    } else {
        std::size_t depth = 1;
        while (depth > 0 && !m_xml.atEnd()) {
            const auto token = m_xml.readNext();
            if (token == QXmlStreamReader::EndElement)
                --depth;
            if (token != QXmlStreamReader::StartElement)
                continue;
            const std::string text = textOfElement(); // takes the element's end as well
            if (name.empty())
                name = plainText(text, kShortLimit);
        }
        if (id)
            m_memory.rememberType(*id, name);
    }
    if (m_objects == 1 && m_type.empty())
        m_type = name;
}

/// `<Ref N="Properties" RefId="7"/>`: the value that was given under that number.
void ObjectReading::readReference()
{
    const auto id = idOf("RefId");
    const std::string name = attribute("N");
    const ClixmlValue* known = id ? m_memory.value(*id) : nullptr;
    textOfElement();
    if (m_objects == 1 && known)
        setField(name, *known);
    else if (m_objects == 1 && !known)
        m_unknownReference = true;
    else if (known && m_property.items.size() < kDataPairs)
        m_property.items.push_back(known->text);
}

/// A value without parts: `<S N="Message">`, `<I32 N="Id">`, `<DT>`, `<Nil>`, …
void ObjectReading::readLeaf(const QString& tag)
{
    const std::string name = clixmlText(attribute("N"));
    std::string text = textOfElement();
    if (tag == u"BA") { // as Windows shows bytes in an event's XML
        const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(text.substr(0, kDataValueLimit)));
        text = bytes.toHex().toUpper().toStdString();
    }
    if (tag == u"Nil" && !(m_objects >= 2 && inside("LST")))
        return;
    if (m_objects == 1) {
        setField(name, ClixmlValue{std::move(text), {}, {}});
        return;
    }
    const bool ofProperty = m_objects == 2 && inside("Obj");
    if (ofProperty && tag == u"ToString") {
        m_property.text = std::move(text);
    } else if (ofProperty && name.empty()) {
        m_property.number = std::move(text);
    } else if ((m_objects == 2 && (inside("LST") || inside("IE"))) || (m_objects == 3 && name == "Value")) {
        if (m_property.items.size() <= kDataPairs)
            m_property.items.push_back(std::move(text));
    } else if (m_objects == 4 && tag == u"ToString" && m_levels.back().name == "Value") {
        if (m_property.items.size() <= kDataPairs)
            m_property.items.push_back(std::move(text));
    }
}

void ObjectReading::start()
{
    const QString tag = m_xml.qualifiedName().toString();
    if (tag == u"TN" || tag == u"TNRef") {
        readType();
    } else if (tag == u"Ref") {
        readReference();
    } else if (tag == u"Obj" || tag == u"Props" || tag == u"MS" || tag == u"LST" || tag == u"IE" || tag == u"STK" ||
               tag == u"QUE" || tag == u"DCT" || tag == u"En") {
        if (m_levels.size() >= kDeepestClixml) {
            m_xml.raiseError(QStringLiteral("its elements are nested too deep"));
            return;
        }
        m_levels.push_back({tag, clixmlText(attribute("N")), idOf("RefId")});
        if (tag == u"Obj" && ++m_objects == 2)
            m_property = ClixmlValue{};
    } else {
        readLeaf(tag);
    }
}

void ObjectReading::end()
{
    if (m_levels.empty())
        return;
    const Level level = std::move(m_levels.back());
    m_levels.pop_back();
    if (level.tag != u"Obj" || m_objects-- != 2)
        return;
    if (level.id)
        m_memory.rememberValue(*level.id, m_property);
    setField(level.name, m_property);
}

ClixmlEvent ObjectReading::run(std::string& why)
{
    while (!m_xml.atEnd()) {
        const auto token = m_xml.readNext();
        if (token == QXmlStreamReader::StartElement)
            start();
        else if (token == QXmlStreamReader::EndElement)
            end();
    }
    ClixmlEvent out;
    if (m_xml.hasError()) {
        why = "This object is damaged and was left out: " + plainText(m_xml.errorString().toStdString(), 200);
        why += why.ends_with('.') ? "" : ".";
        return out;
    }
    const auto has = [&](std::string_view name) {
        return std::any_of(m_fields.begin(), m_fields.end(), [&](const auto& field) { return field.first == name; });
    };
    auto dialect = eventDialectOfType(m_type);
    if (!dialect && has("Id") && has("TimeCreated") && has("ProviderName"))
        dialect = EventDialect::WinEvent;
    if (!dialect && has("EventID") && has("TimeGenerated"))
        dialect = EventDialect::EventLog;
    why = "This object is not a Windows event and was left out.";
    if (!dialect)
        return out;
    EventFields fields(*dialect);
    for (const auto& [name, value] : m_fields) {
        if (name == "Properties" || name == "ReplacementStrings")
            for (const std::string& item : value.items)
                fields.add({}, item);
        else
            fields.set(name, value.number.empty() ? value.text : value.number);
    }
    out.time = fields.time();
    out.resolution = fields.resolution();
    out.event = fields.event();
    out.keptAll = fields.keptAll();
    out.unknownReference = m_unknownReference;
    if (!out.event)
        why = "This event has no event id and was left out.";
    else if (out.event->channel.empty())
        out.event->channel = channelOfTypeName(m_type);
    return out;
}

} // namespace

bool ClixmlMemory::takes(std::size_t bytes)
{
    if (m_types.size() + m_values.size() >= kMost || m_bytes + bytes > kMostBytes)
        return false;
    m_bytes += bytes;
    return true;
}

void ClixmlMemory::rememberType(std::uint64_t id, std::string name)
{
    if (takes(name.size()))
        m_types.insert_or_assign(id, std::move(name));
}

const std::string* ClixmlMemory::type(std::uint64_t id) const
{
    const auto found = m_types.find(id);
    return found == m_types.end() ? nullptr : &found->second;
}

void ClixmlMemory::rememberValue(std::uint64_t id, const ClixmlValue& value)
{
    std::size_t bytes = value.text.size() + value.number.size();
    for (const std::string& item : value.items)
        bytes += item.size();
    if (takes(bytes))
        m_values.insert_or_assign(id, value);
}

const ClixmlValue* ClixmlMemory::value(std::uint64_t id) const
{
    const auto found = m_values.find(id);
    return found == m_values.end() ? nullptr : &found->second;
}

std::optional<EventDialect> eventDialectOfType(std::string_view typeName)
{
    // `EventRecord` itself and `EventLogRecord`, but not the collections and bookmarks of the same namespace.
    for (const char* name :
         {"System.Diagnostics.Eventing.Reader.EventLogRecord", "System.Diagnostics.Eventing.Reader.EventRecord"})
        if (typeName.ends_with(name))
            return EventDialect::WinEvent;
    const std::string_view entry = before(typeName, "#");
    if (entry.ends_with("System.Diagnostics.EventLogEntry"))
        return EventDialect::EventLog;
    return std::nullopt;
}

ClixmlEvent parseClixmlEvent(std::string_view xml, ClixmlMemory& memory, std::string& why)
{
    return ObjectReading(xml, memory).run(why);
}

std::string clixmlText(std::string_view escaped)
{
    return unescaped(QString::fromUtf8(escaped.data(), static_cast<qsizetype>(escaped.size()))).toStdString();
}

} // namespace sendwright
