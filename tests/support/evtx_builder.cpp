// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/evtx_builder.h"

#include <array>

namespace sendwright::test {

namespace {

constexpr std::size_t kChunk = 65536, kChunkHead = 512;

std::uint32_t crc(std::string_view bytes, std::uint32_t start = 0)
{
    static const auto kTable = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value & 1) != 0 ? 0xEDB88320u ^ value >> 1 : value >> 1;
            table[i] = value;
        }
        return table;
    }();
    std::uint32_t value = ~start;
    for (const char c : bytes)
        value = kTable[(value ^ static_cast<unsigned char>(c)) & 0xFF] ^ value >> 8;
    return ~value;
}

/// Bytes a template and its names need at most.
std::size_t bound(const XmlElement& element);
std::size_t bound(const std::vector<XmlPart>& parts)
{
    std::size_t bytes = 0;
    for (const XmlPart& part : parts) {
        bytes += 32 + 2 * part.text.size();
        for (const XmlElement& child : part.child)
            bytes += bound(child);
    }
    return bytes;
}
std::size_t bound(const XmlElement& element)
{
    std::size_t bytes = 48 + 2 * element.name.size() + bound(element.content);
    for (const auto& [name, parts] : element.attributes)
        bytes += 32 + 2 * name.size() + bound(parts);
    return bytes;
}
std::size_t bound(const std::shared_ptr<const EvtxTemplate>& form, const std::vector<EvtxValue>& values)
{
    std::size_t bytes = 128 + (form ? bound(form->root) : 0);
    for (const EvtxValue& value : values)
        bytes += 16 + value.bytes.size() + (value.nested ? bound(value.nested, value.values) : 0);
    return bytes;
}

XmlElement leaf(std::string name, XmlPart part, int dependsOn = -1)
{
    return {std::move(name), {}, {std::move(part)}, dependsOn};
}

} // namespace

XmlPart xmlText(std::string text)
{
    return {XmlPart::Kind::Text, std::move(text), 0, 1, {}};
}

XmlPart xmlValue(std::uint16_t index, std::uint8_t type, bool optional)
{
    return {optional ? XmlPart::Kind::OptionalValue : XmlPart::Kind::Value, {}, index, type, {}};
}

XmlPart xmlChild(XmlElement element)
{
    return {XmlPart::Kind::Child, {}, 0, 1, {std::move(element)}};
}

std::string littleEndian(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

std::string utf16(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80 ? 0 : (lead < 0xE0 ? 1 : (lead < 0xF0 ? 2 : 3));
        std::uint32_t code = more == 0 ? lead : lead & (0x3Fu >> more);
        for (int k = 1; k <= more; ++k)
            code = code << 6 | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3Fu);
        i += static_cast<std::size_t>(more) + 1;
        if (code >= 0x10000) {
            out += littleEndian(0xD800 + ((code - 0x10000) >> 10), 2);
            code = 0xDC00 + ((code - 0x10000) & 0x3FF);
        }
        out += littleEndian(code, 2);
    }
    return out;
}

EvtxValue stringValue(std::string_view text)
{
    return {1, utf16(text), nullptr, {}};
}

EvtxValue stringArray(const std::vector<std::string>& items)
{
    EvtxValue value{0x81, {}, nullptr, {}};
    for (const std::string& item : items)
        value.bytes += utf16(item) + std::string(2, '\0');
    return value;
}

EvtxValue integerValue(std::uint8_t type, std::uint64_t value, int bytes)
{
    return {type, littleEndian(value, bytes), nullptr, {}};
}

EvtxValue nestedValue(std::shared_ptr<const EvtxTemplate> form, std::vector<EvtxValue> values)
{
    return {0x21, {}, std::move(form), std::move(values)};
}

EvtxRecord EvtxForms::record(const EvtxEventSpec& spec)
{
    auto& system = m_system[spec.provider + '|' + spec.channel];
    if (!system) {
        XmlElement fields{"System", {}, {}, -1};
        fields.content.push_back(xmlChild({"Provider", {{"Name", {xmlText(spec.provider)}}}, {}, -1}));
        for (const auto& [name, index, type] : {std::tuple{"EventID", 0, 6}, {"Level", 1, 4}, {"Keywords", 8, 0x15}})
            fields.content.push_back(xmlChild(
                leaf(name, xmlValue(static_cast<std::uint16_t>(index), static_cast<std::uint8_t>(type)), index)));
        fields.content.push_back(xmlChild({"TimeCreated", {{"SystemTime", {xmlValue(2, 0x11)}}}, {}, -1}));
        fields.content.push_back(xmlChild(leaf("EventRecordID", xmlValue(3, 0x0A))));
        fields.content.push_back(xmlChild({"Correlation", {{"ActivityID", {xmlValue(9, 0x0F)}}}, {}, -1}));
        fields.content.push_back(
            xmlChild({"Execution", {{"ProcessID", {xmlValue(4, 8)}}, {"ThreadID", {xmlValue(5, 8)}}}, {}, -1}));
        fields.content.push_back(xmlChild(leaf("Channel", xmlText(spec.channel))));
        fields.content.push_back(xmlChild(leaf("Computer", xmlValue(6))));
        XmlElement root{"Event",
                        {{"xmlns", {xmlText("http://schemas.microsoft.com/win/2004/08/events/event")}}},
                        {xmlChild(std::move(fields)), xmlValue(7, 0x21)},
                        -1};
        system = std::make_shared<EvtxTemplate>(EvtxTemplate{std::move(root)});
    }
    std::string names = "|";
    for (const auto& [name, value] : spec.data)
        names += name + '|';
    auto& data = m_data[names];
    std::vector<EvtxValue> values;
    XmlElement eventData{"EventData", {}, {}, -1};
    for (const auto& [name, value] : spec.data) {
        XmlElement item = leaf("Data", xmlValue(static_cast<std::uint16_t>(values.size()), 1));
        if (!name.empty())
            item.attributes.push_back({"Name", {xmlText(name)}});
        eventData.content.push_back(xmlChild(std::move(item)));
        values.push_back(stringValue(value));
    }
    if (!data)
        data = std::make_shared<EvtxTemplate>(EvtxTemplate{std::move(eventData)});
    EvtxRecord record;
    record.id = spec.recordId;
    record.time = spec.time;
    record.form = system;
    record.values = {integerValue(6, spec.id, 2),
                     integerValue(4, spec.level, 1),
                     integerValue(0x11, spec.time, 8),
                     integerValue(0x0A, spec.recordId, 8),
                     integerValue(8, spec.process, 4),
                     integerValue(8, spec.thread, 4),
                     stringValue(spec.computer),
                     spec.data.empty() ? EvtxValue{} : nestedValue(data, std::move(values)),
                     integerValue(0x15, 0x8080000000000000u, 8),
                     EvtxValue{}};
    return record;
}

void EvtxBuilder::begin()
{
    if (!m_chunk.empty())
        return;
    m_chunk.assign(kChunkHead, '\0');
    m_names.clear();
    m_templates.clear();
    m_records = 0;
}

EvtxBuilder& EvtxBuilder::newChunk()
{
    begin();
    finishChunk();
    return *this;
}

EvtxBuilder& EvtxBuilder::add(const EvtxRecord& record)
{
    begin();
    if (m_records > 0 && m_chunk.size() + bound(record.form, record.values) + bound(record.loose) > kChunk) {
        finishChunk();
        begin();
    }
    const std::size_t at = m_chunk.size();
    if (record.form)
        m_alive.push_back(record.form);
    m_chunk += std::string("**\0\0", 4);
    put(0, 4);
    put(record.id, 8);
    put(record.time, 8);
    if (record.form) {
        instance(record.form, record.values);
    } else {
        m_chunk += "\x0F\x01\x01";
        put(0, 1);
        element(record.loose, false);
    }
    put(0, 1);
    while (m_chunk.size() % 8 != 4)
        put(0, 1);
    put(m_chunk.size() - at + 4, 4);
    patch(at + 4, m_chunk.size() - at, 4);
    m_first = m_records == 0 ? record.id : m_first;
    m_last = record.id;
    m_lastAt = static_cast<std::uint32_t>(at);
    m_lastOffset = 4096 + m_done.size() + at;
    m_lastSize = static_cast<std::uint32_t>(m_chunk.size() - at);
    ++m_records;
    return *this;
}

void EvtxBuilder::patch(std::size_t at, std::uint64_t value, int bytes)
{
    m_chunk.replace(at, static_cast<std::size_t>(bytes), littleEndian(value, bytes));
}

void EvtxBuilder::instance(const std::shared_ptr<const EvtxTemplate>& form, const std::vector<EvtxValue>& values)
{
    m_chunk += "\x0F\x01\x01";
    put(0, 1);
    m_chunk += "\x0C\x01";
    const auto known = m_templates.find(form.get());
    const std::uint32_t offset =
        known != m_templates.end() ? known->second : static_cast<std::uint32_t>(m_chunk.size() + 8);
    put(offset, 4); // as good an id as any: each template has its own place
    put(offset, 4);
    if (known == m_templates.end()) {
        m_templates[form.get()] = offset;
        const std::size_t bucket = 384 + 4 * (offset % 32);
        m_chunk += std::string(m_chunk, bucket, 4);
        patch(bucket, offset, 4);
        put(offset, 4);
        m_chunk += "a GUID of it";
        put(0, 4);
        m_chunk += "\x0F\x01\x01";
        put(0, 1);
        element(form->root, true);
        put(0, 1);
        patch(offset + 20, m_chunk.size() - offset - 24, 4);
    }
    put(values.size(), 4);
    const std::size_t list = m_chunk.size();
    for (const EvtxValue& value : values) {
        put(value.bytes.size(), 2);
        put(value.type, 2);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t at = m_chunk.size();
        if (values[i].nested)
            instance(values[i].nested, values[i].values);
        else
            m_chunk += values[i].bytes;
        patch(list + 4 * i, m_chunk.size() - at, 2);
    }
}

void EvtxBuilder::element(const XmlElement& element, bool inTemplate)
{
    put(element.attributes.empty() ? 0x01 : 0x41, 1);
    if (inTemplate)
        put(element.dependsOn < 0 ? 0xFFFF : static_cast<std::uint64_t>(element.dependsOn), 2);
    const std::size_t size = m_chunk.size();
    put(0, 4);
    name(element.name);
    if (!element.attributes.empty()) {
        const std::size_t list = m_chunk.size();
        put(0, 4);
        for (std::size_t i = 0; i < element.attributes.size(); ++i) {
            put(i + 1 < element.attributes.size() ? 0x46 : 0x06, 1);
            name(element.attributes[i].first);
            parts(element.attributes[i].second, inTemplate);
        }
        patch(list, m_chunk.size() - list - 4, 4);
    }
    if (element.content.empty()) {
        put(0x03, 1);
    } else {
        put(0x02, 1);
        parts(element.content, inTemplate);
        put(0x04, 1);
    }
    patch(size, m_chunk.size() - size - 4, 4);
}

void EvtxBuilder::parts(const std::vector<XmlPart>& parts, bool inTemplate)
{
    for (const XmlPart& part : parts) {
        switch (part.kind) {
        case XmlPart::Kind::Text:
        case XmlPart::Kind::Cdata: {
            const std::string text = utf16(part.text);
            if (part.kind == XmlPart::Kind::Text)
                m_chunk += "\x05\x01";
            else
                m_chunk += '\x07';
            put(text.size() / 2, 2);
            m_chunk += text;
            break;
        }
        case XmlPart::Kind::Character:
            put(0x08, 1);
            put(part.index, 2);
            break;
        case XmlPart::Kind::Entity:
            put(0x09, 1);
            name(part.text);
            break;
        case XmlPart::Kind::Value:
        case XmlPart::Kind::OptionalValue:
            put(part.kind == XmlPart::Kind::Value ? 0x0D : 0x0E, 1);
            put(part.index, 2);
            put(part.type, 1);
            break;
        case XmlPart::Kind::Child:
            element(part.child.front(), inTemplate);
        }
    }
}

/// The offset of a name; at its first use in the chunk the name itself follows.
void EvtxBuilder::name(const std::string& text)
{
    const auto known = m_names.find(text);
    if (known != m_names.end()) {
        put(known->second, 4);
        return;
    }
    const auto offset = static_cast<std::uint32_t>(m_chunk.size() + 4);
    m_names[text] = offset;
    std::uint32_t hash = 0;
    for (const char c : text)
        hash = hash * 65599 + static_cast<unsigned char>(c);
    const std::size_t bucket = 128 + 4 * ((hash & 0xFFFF) % 64);
    const std::string before = m_chunk.substr(bucket, 4);
    put(offset, 4);
    m_chunk += before;
    patch(bucket, offset, 4);
    put(hash & 0xFFFF, 2);
    put(text.size(), 2);
    m_chunk += utf16(text);
    put(0, 2);
}

void sealChunk(std::string& chunk)
{
    const auto at = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(chunk[i])); };
    const std::size_t free = at(48) | at(49) << 8 | at(50) << 16;
    const auto set = [&](std::size_t where, std::uint32_t value) { chunk.replace(where, 4, littleEndian(value, 4)); };
    set(52, crc(std::string_view(chunk).substr(kChunkHead, free - kChunkHead)));
    const std::string_view head(chunk);
    set(124, crc(head.substr(128, 384), crc(head.substr(0, 120))));
}

void EvtxBuilder::finishChunk()
{
    const std::size_t free = m_chunk.size();
    m_chunk.resize(kChunk, '\0');
    m_chunk.replace(0, 8, std::string_view("ElfChnk\0", 8));
    const bool empty = m_records == 0;
    for (const std::size_t at : {8u, 24u}) {
        patch(at, empty ? 1 : m_first, 8);
        patch(at + 8, empty ? ~std::uint64_t{0} : m_last, 8);
    }
    patch(40, 128, 4);
    patch(44, empty ? 0 : m_lastAt, 4);
    patch(48, free, 4);
    sealChunk(m_chunk);
    m_done += m_chunk;
    m_chunk.clear();
    ++m_chunks;
}

std::string EvtxBuilder::file()
{
    if (!m_chunk.empty())
        finishChunk();
    const std::uint32_t claimed = chunksInHead < 0 ? m_chunks : static_cast<std::uint32_t>(chunksInHead);
    std::string head("ElfFile\0", 8);
    head += littleEndian(0, 8) + littleEndian(claimed > 0 ? claimed - 1 : 0, 8) + littleEndian(m_last + 1, 8);
    head += littleEndian(128, 4) + littleEndian(minor, 2) + littleEndian(3, 2) + littleEndian(4096, 2) +
            littleEndian(claimed, 2);
    head.resize(120, '\0');
    const std::uint32_t sum = crc(head);
    head += littleEndian(flags, 4) + littleEndian(sum, 4);
    head.resize(4096, '\0');
    return head + m_done;
}

} // namespace sendwright::test
