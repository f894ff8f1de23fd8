// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_xml_element.h"

#include "core/text_scan.h"
#include "ingest/event_data.h"
#include "ingest/event_levels.h"
#include "ingest/local_time.h"

#include <QXmlStreamReader>

namespace sendwright {

namespace {

constexpr int kDeepestXml = 64; ///< levels of elements; real events have at most a dozen

std::string utf8(QStringView text)
{
    return text.toString().toStdString();
}

/// The name without its prefix: namespaces are not processed, so that a prefix declared outside the event does no harm.
QStringView localName(const QXmlStreamReader& xml)
{
    const QStringView name = xml.qualifiedName();
    return name.sliced(name.indexOf(u':') + 1);
}

bool isSpace(const QString& text)
{
    return QStringView(text).trimmed().isEmpty();
}

std::uint64_t numberOf(const std::string& text)
{
    const std::string_view value = trimmed(text);
    if (startsWithNoCase(value, "0x"))
        return QString::fromUtf8(value.data() + 2, static_cast<qsizetype>(value.size() - 2)).toULongLong(nullptr, 16);
    return parseNumber(value).value_or(0);
}

std::string attribute(const QXmlStreamReader& xml, const char* name)
{
    return plainText(utf8(xml.attributes().value(QLatin1String(name))), kShortLimit);
}

/// Reads one event with one pass over its tokens.
class ElementReading
{
public:
    ElementReading(const QString& text, ParsedEvent& out) : m_xml(text), m_out(out), m_event(out.event)
    {
        m_xml.setNamespaceProcessing(false);
    }
    bool run(std::string& why);

private:
    void readSystem();
    void readSystemField();
    void readEventData();
    void readLeaves();
    void readRendering();
    std::string textOfElement(std::size_t limit);
    void addDataText(const std::string& name, const std::string& value);
    void keep(const std::string& name, const std::string& value);
    void keepAttributes(const std::string& element);
    void fail(const char* why) { m_xml.raiseError(QString::fromLatin1(why)); }

    QXmlStreamReader m_xml;
    ParsedEvent& m_out;
    EventRecord& m_event;
    bool m_hasId = false;
    bool m_hasLevel = false;
    bool m_tooMany = false;
};

bool ElementReading::run(std::string& why)
{
    if (m_xml.readNextStartElement()) {
        while (m_xml.readNextStartElement()) {
            const QStringView name = localName(m_xml);
            if (name == u"System")
                readSystem();
            else if (name == u"EventData")
                readEventData();
            else if (name == u"UserData" || name == u"DebugData" || name == u"ProcessingErrorData")
                readLeaves();
            else if (name == u"RenderingInfo")
                readRendering();
            else
                m_xml.skipCurrentElement();
        }
    }
    if (m_xml.hasError()) {
        why = "This event is damaged and was left out: " + plainText(utf8(m_xml.errorString()), 200);
        why += why.ends_with('.') ? "" : ".";
        return false;
    }
    if (!m_hasId)
        why = "This event has no event id and was left out.";
    if (m_event.level == 0 && !m_hasLevel)
        m_event.level = levelOfWord(m_event.levelText);
    m_out.keptAll = !m_tooMany;
    return m_hasId;
}

void ElementReading::readSystem()
{
    while (m_xml.readNextStartElement())
        readSystemField();
}

void ElementReading::readSystemField()
{
    const QString name = localName(m_xml).toString();
    if (name == u"Provider") {
        m_event.provider = attribute(m_xml, "Name");
        if (m_event.provider.empty())
            m_event.provider = attribute(m_xml, "EventSourceName");
    } else if (name == u"TimeCreated") {
        const std::string written = attribute(m_xml, "SystemTime");
        const auto time = parseSystemTime(written);
        m_out.timeFine = time.has_value();
        m_event.time = time.value_or(TimePoint{});
        m_event.uncertainty = time ? resolutionOfTime(written) : 0;
    } else if (name == u"Correlation") {
        m_event.activityId = attribute(m_xml, "ActivityID");
    } else if (name == u"Execution") {
        m_event.processId = static_cast<std::uint32_t>(numberOf(attribute(m_xml, "ProcessID")));
        m_event.threadId = static_cast<std::uint32_t>(numberOf(attribute(m_xml, "ThreadID")));
    }
    const std::string text = plainText(textOfElement(kShortLimit), kShortLimit);
    if (name == u"EventID") {
        m_hasId = !text.empty() && text.front() >= '0' && text.front() <= '9';
        m_event.eventId = static_cast<std::uint32_t>(numberOf(text) & 0xFFFF);
    } else if (name == u"Level") {
        m_hasLevel = m_event.hasLevel = !text.empty();
        const std::uint64_t level = numberOf(text);
        m_event.level = level <= 0xFF ? static_cast<std::uint8_t>(level) : 0;
    } else if (name == u"EventRecordID") {
        m_event.recordId = numberOf(text);
        m_event.hasRecordId = !text.empty();
    } else if (name == u"Channel") {
        m_event.channel = text;
    } else if (name == u"Computer") {
        m_event.computer = text;
    }
}

void ElementReading::readEventData()
{
    while (m_xml.readNextStartElement()) {
        const QString element = localName(m_xml).toString();
        std::string name = attribute(m_xml, "Name");
        if (name.empty() && element != u"Data")
            name = element.toStdString();
        const std::string value = textOfElement(kDataValueLimit);
        if (element == u"Data" || !trimmed(value).empty())
            addDataText(name, value);
    }
}

/// Some tools write all unnamed values of an event as `<string>a</string>` lines in one Data element.
void ElementReading::addDataText(const std::string& name, const std::string& value)
{
    constexpr std::string_view kOpen = "<string>";
    constexpr std::string_view kClose = "</string>";
    std::string_view rest = trimmed(value);
    if (!name.empty() || !rest.starts_with(kOpen)) {
        keep(name, value);
        return;
    }
    while (rest.starts_with(kOpen)) {
        const std::size_t end = rest.find(kClose);
        keep(name, std::string(rest.substr(kOpen.size(), end == std::string_view::npos ? end : end - kOpen.size())));
        rest = end == std::string_view::npos ? std::string_view{} : trimmed(rest.substr(end + kClose.size()));
    }
}

void ElementReading::keep(const std::string& name, const std::string& value)
{
    if (!addData(m_event, name, value))
        m_tooMany = true;
}

void ElementReading::keepAttributes(const std::string& element)
{
    for (const QXmlStreamAttribute& item : m_xml.attributes())
        if (!item.qualifiedName().startsWith(u"xmlns"))
            keep(element + '@' + utf8(item.qualifiedName()), utf8(item.value()));
}

/// UserData: elements that hold no other element become name and value, attributes `Element@attribute`.
void ElementReading::readLeaves()
{
    int depth = 1;
    bool leaf = false;
    std::string name;
    QString text;
    while (depth > 0 && !m_xml.atEnd()) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::StartElement:
            if (++depth > kDeepestXml)
                fail("its elements are nested too deep");
            leaf = true;
            name = utf8(localName(m_xml));
            text.clear();
            keepAttributes(name);
            break;
        case QXmlStreamReader::Characters:
            if (leaf && text.size() < static_cast<qsizetype>(kDataValueLimit))
                text += m_xml.text();
            break;
        case QXmlStreamReader::EndElement:
            --depth;
            if (leaf && depth > 0 && !isSpace(text))
                keep(name, text.toStdString());
            leaf = false;
            break;
        default:
            break;
        }
    }
}

void ElementReading::readRendering()
{
    while (m_xml.readNextStartElement()) {
        const QString name = localName(m_xml).toString();
        if (name == u"Message")
            m_event.message = plainText(textOfElement(kMessageLimit), kMessageLimit);
        else if (name == u"Level")
            m_event.levelText = plainText(textOfElement(kShortLimit), kShortLimit);
        else
            m_xml.skipCurrentElement();
    }
}

/// All text inside the current element, and the reader behind its end. Qt's own function calls itself for nested
/// elements, which hostile nesting could use to exhaust the stack.
std::string ElementReading::textOfElement(std::size_t limit)
{
    QString text;
    int depth = 1;
    while (depth > 0 && !m_xml.atEnd()) {
        const auto token = m_xml.readNext();
        if (token == QXmlStreamReader::StartElement && ++depth > kDeepestXml)
            fail("its elements are nested too deep");
        else if (token == QXmlStreamReader::EndElement)
            --depth;
        else if (token == QXmlStreamReader::Characters && text.size() <= static_cast<qsizetype>(limit))
            text += m_xml.text();
    }
    return text.toStdString();
}

/// Characters XML forbids, written plainly or as references (`&#x1F;`), as blanks: programs log them all the same.
QString withoutForbidden(QString text)
{
    for (QChar& c : text)
        if ((c < u' ' && c != u'\n' && c != u'\r' && c != u'\t') || c == QChar(0xFFFE) || c == QChar(0xFFFF))
            c = u' ';
    for (qsizetype at = text.indexOf(u"&#"); at >= 0; at = text.indexOf(u"&#", at + 1)) {
        const qsizetype end = text.indexOf(u';', at);
        if (end < 0 || end > at + 10)
            continue;
        const QStringView digits = QStringView(text).sliced(at + 2, end - at - 2);
        const bool hex = digits.startsWith(u'x');
        bool fine = false;
        const uint code = (hex ? digits.sliced(1) : digits).toUInt(&fine, hex ? 16 : 10);
        const bool allowed = code == 9 || code == 10 || code == 13 || (code >= 0x20 && code < 0xD800) ||
                             (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code <= 0x10FFFF);
        if (!fine || !allowed)
            for (qsizetype i = at; i <= end; ++i)
                text[i] = u' ';
    }
    return text;
}

} // namespace

bool beginsWindowsEvent(std::string_view text)
{
    constexpr std::string_view kStart = "<Event";
    constexpr std::string_view kNamespace = "schemas.microsoft.com/win/2004/08/events/event";
    if (!text.starts_with(kStart) || text.size() == kStart.size())
        return false;
    text = text.substr(kStart.size(), 512);
    if (std::string_view(" \t\r\n>").find(text.front()) == std::string_view::npos)
        return false;
    const std::string_view tag = before(text, ">");
    if (tag.ends_with('/'))
        return false;
    if (tag.find(kNamespace) != std::string_view::npos)
        return true;
    return tag.find("xmlns") == std::string_view::npos && trimmed(after(text, ">")).starts_with("<System");
}

bool parseEventElement(std::string_view xml, ParsedEvent& parsed, std::string& why)
{
    const QString text = QString::fromUtf8(xml.data(), static_cast<qsizetype>(xml.size()));
    parsed = ParsedEvent{};
    if (ElementReading(text, parsed).run(why))
        return true;
    parsed = ParsedEvent{};
    std::string again;
    if (!ElementReading(withoutForbidden(text), parsed).run(again))
        return false;
    why.clear();
    return true;
}

} // namespace sendwright
