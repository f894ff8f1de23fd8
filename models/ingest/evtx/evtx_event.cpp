// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/evtx/evtx_event.h"

#include "core/text_scan.h"
#include "ingest/event_data.h"
#include "ingest/local_time.h"

namespace sendwright {

namespace {

constexpr std::size_t kRecordHead = 24; ///< mark, size, id, FILETIME
constexpr std::size_t kRecordTail = 4;  ///< the size again

/// Facts beside those the event itself has a field for.
struct Found
{
    std::string providerSource;
    bool eventId = false, time = false;
};

/// Plain short texts, nearly all of them, are taken as they are.
void setShort(std::string& to, std::string_view text)
{
    if (text.size() <= kShortLimit && isPlainText(text))
        to.assign(text);
    else
        to = plainText(text, kShortLimit);
}

void setNumber(EventRecord& event, Found& found, EventFact fact, std::uint64_t number)
{
    switch (fact) {
    case EventFact::EventId:
        event.eventId = static_cast<std::uint32_t>(number & 0xFFFF);
        found.eventId = true;
        break;
    case EventFact::Level:
        event.level = static_cast<std::uint8_t>(number <= 0xFF ? number : 0);
        event.hasLevel = true;
        break;
    case EventFact::RecordId:
        event.recordId = number;
        event.hasRecordId = true;
        break;
    case EventFact::Process:
        event.processId = static_cast<std::uint32_t>(number);
        break;
    case EventFact::Thread:
        event.threadId = static_cast<std::uint32_t>(number);
        break;
    default:
        break;
    }
}

void setText(EventRecord& event, Found& found, EventFact fact, std::string_view text)
{
    switch (fact) {
    case EventFact::Provider:
        setShort(event.provider, text);
        break;
    case EventFact::ProviderSource:
        setShort(found.providerSource, text);
        break;
    case EventFact::Activity:
        setShort(event.activityId, text);
        break;
    case EventFact::Channel:
        setShort(event.channel, text);
        break;
    case EventFact::Computer:
        setShort(event.computer, text);
        break;
    case EventFact::Time:
        if (const auto time = parseSystemTime(text)) {
            event.time = *time;
            found.time = true;
        }
        break;
    default:
        if (const auto number = integerOfText(text))
            setNumber(event, found, fact, *number);
    }
}

/// False: the value is of a kind that only rendering resolves.
bool setValue(EventRecord& event, Found& found, EventFact fact, BinXmlValue value, std::string& buffer)
{
    if (value.null())
        return true;
    if (value.array() || value.base() == BinXmlType::BinXml)
        return false;
    if (fact == EventFact::Time && value.base() == BinXmlType::FileTime && value.bytes.size() == 8) {
        if (const auto ticks = ticksOfFileTime(littleEndian64(value.bytes.data()))) {
            event.time = TimePoint{*ticks};
            found.time = true;
        }
        return true;
    }
    const bool numeric = fact == EventFact::EventId || fact == EventFact::Level || fact == EventFact::RecordId ||
                         fact == EventFact::Process || fact == EventFact::Thread;
    if (numeric) {
        if (const auto number = integerOf(value))
            setNumber(event, found, fact, *number);
        return true;
    }
    buffer.clear();
    appendValue(buffer, value);
    setText(event, found, fact, buffer);
    return true;
}

/// Builds an event out of its XML as it is rendered.
class EventSink final : public BinXmlSink
{
public:
    EventSink(EventRecord& event, Found& found, bool facts, bool content)
        : m_event(event), m_found(found), m_facts(facts), m_content(content)
    {
    }
    void open(EventName known, std::string_view name) override;
    void attribute(EventName known, std::string_view name, std::string_view value) override;
    void text(std::string_view value) override;
    void close() override;
    bool keptAll() const { return m_keptAll; }

private:
    bool inLeaves() const
    {
        return m_section == EventName::UserData || m_section == EventName::DebugData ||
               m_section == EventName::ProcessingErrorData;
    }
    void keep(std::string_view name, std::string_view value);
    void closeData();

    EventRecord& m_event;
    Found& m_found;
    bool m_facts, m_content;
    bool m_keptAll = true;
    std::size_t m_depth = 0;
    EventName m_section = EventName::Other, m_field = EventName::Other;
    std::string m_name, m_text;
    bool m_leaf = false, m_isData = false;
    std::size_t m_kept = 0; ///< bytes of data
};

void EventSink::open(EventName known, std::string_view name)
{
    ++m_depth;
    m_leaf = true;
    if (m_depth == 2)
        m_section = known;
    if (m_depth == 3) {
        m_field = known;
        m_isData = known == EventName::Data;
    }
    const bool data = m_section == EventName::EventData && m_depth == 3;
    if (data || (m_section != EventName::EventData && m_depth >= 3)) {
        m_text.clear();
        if (data && m_isData)
            m_name.clear();
        else
            m_name = name;
    }
}

void EventSink::attribute(EventName known, std::string_view name, std::string_view value)
{
    if (m_section == EventName::System && m_depth == 3 && m_facts)
        if (const EventFact fact = factOfAttribute(m_field, known); fact != EventFact::None)
            setText(m_event, m_found, fact, value);
    if (!m_content)
        return;
    if (m_section == EventName::EventData && m_depth == 3 && known == EventName::Name && !value.empty())
        m_name = value;
    else if (inLeaves() && m_depth >= 3 && !name.starts_with("xmlns"))
        keep(m_name + '@' + std::string(name), value);
}

void EventSink::text(std::string_view value)
{
    const std::size_t limit = m_section == EventName::RenderingInfo ? kMessageLimit : kDataValueLimit;
    if (m_depth >= 3 && m_text.size() <= limit)
        m_text += value.substr(0, limit + 8);
}

void EventSink::close()
{
    if (m_depth == 3 && m_section == EventName::System && m_facts) {
        if (const EventFact fact = factOfElement(m_field); fact != EventFact::None)
            setText(m_event, m_found, fact, m_text);
    } else if (m_content) {
        closeData();
    }
    m_leaf = false;
    if (m_depth > 0)
        --m_depth;
    if (m_depth == 1)
        m_section = EventName::Other;
}

void EventSink::closeData()
{
    if (m_section == EventName::EventData && m_depth == 3) {
        if (m_isData || !trimmed(m_text).empty())
            keep(m_name, m_text);
    } else if (inLeaves() && m_depth >= 3) {
        if (m_leaf && !trimmed(m_text).empty())
            keep(m_name, m_text);
        m_text.clear();
    } else if (m_section == EventName::RenderingInfo && m_depth == 3) {
        if (m_field == EventName::Message)
            m_event.message = plainText(m_text, kMessageLimit);
        else if (m_field == EventName::Level)
            m_event.levelText = plainText(m_text, kShortLimit);
    }
}

void EventSink::keep(std::string_view name, std::string_view value)
{
    constexpr std::size_t kAllData = 256u << 10; // a record has 64 KiB; only a hostile template makes more of it
    if (m_kept > kAllData || !addData(m_event, name, value)) {
        m_keptAll = false;
        return;
    }
    m_kept += m_event.data.back().first.size() + m_event.data.back().second.size();
}

/// The facts without rendering; false where that is not possible.
bool readFactsDirectly(const BinXmlChunk& binXml, const BinXmlChunk::Fragment& fragment, EventRecord& event,
                       Found& found)
{
    const BinXmlProgram& program = *fragment.program;
    if (!program.simpleFacts)
        return false;
    thread_local std::string buffer;
    for (std::size_t i = 0; i < kEventFacts; ++i) {
        if (program.facts[i] == 0)
            continue;
        const BinXmlOp& op = program.ops[program.facts[i]];
        const auto fact = static_cast<EventFact>(i);
        if (op.kind == BinXmlOp::Kind::Text)
            setText(event, found, fact, binXml.textOf(op));
        else if (!setValue(event, found, fact, binXml.valueOf(fragment, op), buffer))
            return false;
    }
    return true;
}

void note(EvtxEvent& out, const char* sentence)
{
    out.assumed += out.assumed.empty() ? "" : " ";
    out.assumed += sentence;
}

void standIn(const char* record, EvtxEvent& out, Found& found)
{
    if (out.event.provider.empty())
        out.event.provider = std::move(found.providerSource);
    if (!found.time) {
        if (const auto ticks = ticksOfFileTime(littleEndian64(record + 16)))
            out.event.time = TimePoint{*ticks};
        note(out, out.event.time.known() ? "The event has no time of its own; the time it was written is shown."
                                         : "The event has no readable time; it is listed without one.");
    }
    if (!found.eventId)
        note(out, "The event has no event id.");
}

} // namespace

bool readEvtxEvent(BinXmlChunk& binXml, std::string_view chunk, std::size_t at, std::size_t size, EvtxContent wanted,
                   EvtxEvent& out, std::string& why)
{
    const std::size_t begin = at + kRecordHead, end = at + size - kRecordTail;
    Found found;
    BinXmlChunk::Fragment fragment;
    if (!binXml.open(begin, end, fragment)) {
        why = binXml.error();
        return false;
    }
    if (fragment.program == nullptr) {
        why = "it holds no event";
        return false;
    }
    const bool direct = readFactsDirectly(binXml, fragment, out.event, found);
    if (!direct) {
        out.event = EventRecord{};
        found = Found{};
    }
    const bool content =
        wanted == EvtxContent::All || (wanted == EvtxContent::Needed && (!direct || keepsContent(out.event.provider)));
    if (!direct || content) {
        out.event.data.reserve(8);
        EventSink sink(out.event, found, !direct, content);
        if (!binXml.render(begin, end, sink)) {
            if (!direct && !found.eventId) {
                why = binXml.error();
                return false;
            }
            note(out, "The values of this event are damaged; what comes before the damage is shown.");
        }
        if (!sink.keptAll())
            note(out, "This event has more values than are kept; the rest was left out.");
    }
    standIn(chunk.data() + at, out, found);
    if (content && (wanted == EvtxContent::All || keepsContent(out.event.provider))) {
        completeEventData(out.event);
        return true;
    }
    out.event.data = {};
    out.event.message.clear();
    out.event.heldBack = true;
    return true;
}

} // namespace sendwright
