// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/evtx/binxml_program.h"

namespace sendwright {

namespace {

struct EvtxName
{
    std::string_view text;
    EventName name;
};
constexpr EvtxName kKnown[] = {
    {"Event", EventName::Event},
    {"System", EventName::System},
    {"Provider", EventName::Provider},
    {"Name", EventName::Name},
    {"EventSourceName", EventName::EventSourceName},
    {"EventID", EventName::EventId},
    {"Level", EventName::Level},
    {"TimeCreated", EventName::TimeCreated},
    {"SystemTime", EventName::SystemTime},
    {"EventRecordID", EventName::EventRecordId},
    {"Correlation", EventName::Correlation},
    {"ActivityID", EventName::ActivityId},
    {"Execution", EventName::Execution},
    {"ProcessID", EventName::ProcessId},
    {"ThreadID", EventName::ThreadId},
    {"Channel", EventName::Channel},
    {"Computer", EventName::Computer},
    {"EventData", EventName::EventData},
    {"UserData", EventName::UserData},
    {"DebugData", EventName::DebugData},
    {"ProcessingErrorData", EventName::ProcessingErrorData},
    {"RenderingInfo", EventName::RenderingInfo},
    {"Message", EventName::Message},
    {"Data", EventName::Data},
};

EventName knownName(std::string_view text)
{
    for (const EvtxName& known : kKnown)
        if (known.text == text)
            return known.name;
    return EventName::Other;
}

} // namespace

EventFact factOfElement(EventName element)
{
    switch (element) {
    case EventName::EventId:
        return EventFact::EventId;
    case EventName::Level:
        return EventFact::Level;
    case EventName::EventRecordId:
        return EventFact::RecordId;
    case EventName::Channel:
        return EventFact::Channel;
    case EventName::Computer:
        return EventFact::Computer;
    default:
        return EventFact::None;
    }
}

EventFact factOfAttribute(EventName element, EventName attribute)
{
    if (element == EventName::Provider && attribute == EventName::Name)
        return EventFact::Provider;
    if (element == EventName::Provider && attribute == EventName::EventSourceName)
        return EventFact::ProviderSource;
    if (element == EventName::TimeCreated && attribute == EventName::SystemTime)
        return EventFact::Time;
    if (element == EventName::Correlation && attribute == EventName::ActivityId)
        return EventFact::Activity;
    if (element == EventName::Execution && attribute == EventName::ProcessId)
        return EventFact::Process;
    if (element == EventName::Execution && attribute == EventName::ThreadId)
        return EventFact::Thread;
    return EventFact::None;
}

void BinXmlTexts::clear()
{
    m_text.clear();
    m_names.clear();
    m_buckets.fill(0);
}

bool BinXmlTexts::add(std::string_view utf16, std::uint32_t& at, std::uint32_t& size)
{
    if (m_text.size() > kMost)
        return false;
    at = static_cast<std::uint32_t>(m_text.size());
    appendUtf16(m_text, utf16);
    size = static_cast<std::uint32_t>(m_text.size()) - at;
    return true;
}

bool BinXmlTexts::addUtf8(std::string_view text, std::uint32_t& at, std::uint32_t& size)
{
    if (m_text.size() > kMost)
        return false;
    at = static_cast<std::uint32_t>(m_text.size());
    size = static_cast<std::uint32_t>(text.size());
    m_text += text;
    return true;
}

const BinXmlTexts::Name* BinXmlTexts::name(std::string_view chunk, std::uint32_t offset, EvtxCursor& cursor)
{
    constexpr std::size_t kHead = 8;           // offset of the next name (4), hash (2), characters (2)
    constexpr std::size_t kLongestName = 1024; // real names have a few dozen characters
    std::uint32_t& bucket = m_buckets[(offset ^ offset >> 8) % kBuckets];
    for (std::uint32_t i = bucket; i != 0; i = m_names[i - 1].next)
        if (m_names[i - 1].offset == offset)
            return &m_names[i - 1];
    if (offset + kHead > chunk.size() || offset > chunk.size()) {
        cursor.complain("a name lies outside of its chunk, named");
        return nullptr;
    }
    const std::size_t bytes = 2 * std::size_t{littleEndian16(chunk.data() + offset + 6)};
    Name made;
    made.offset = offset;
    std::uint32_t size = 0;
    if (bytes > 2 * kLongestName || bytes > chunk.size() - offset - kHead ||
        !add(chunk.substr(offset + kHead, bytes), made.at, size)) {
        cursor.complain("a name is longer than what is left of its chunk, named");
        return nullptr;
    }
    made.size = static_cast<std::uint16_t>(size);
    made.known = knownName(view(made.at, size));
    made.next = bucket;
    m_names.push_back(made);
    bucket = static_cast<std::uint32_t>(m_names.size());
    return &m_names.back();
}

} // namespace sendwright
