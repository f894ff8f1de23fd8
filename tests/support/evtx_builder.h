// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sendwright::test {

struct XmlElement;

/// What stands in an attribute or an element: a literal, a value of the record, or a child.
struct XmlPart
{
    enum class Kind : std::uint8_t { Text, Cdata, Character, Entity, Value, OptionalValue, Child };
    Kind kind = Kind::Text;
    std::string text;        ///< Text, Cdata; name of an Entity (ASCII)
    std::uint16_t index = 0; ///< Value, OptionalValue; code of a Character
    std::uint8_t type = 1;   ///< Value, OptionalValue: the type the template names
    std::vector<XmlElement> child;
};

struct XmlElement
{
    std::string name;
    std::vector<std::pair<std::string, std::vector<XmlPart>>> attributes;
    std::vector<XmlPart> content;
    int dependsOn = -1; ///< number of the value without which the element is left out
};

XmlPart xmlText(std::string text);
XmlPart xmlValue(std::uint16_t index, std::uint8_t type = 1, bool optional = true);
XmlPart xmlChild(XmlElement element);

struct EvtxTemplate
{
    XmlElement root;
};

/// A value of a record as it lies in the file. A nested one is a fragment of its own.
struct EvtxValue
{
    std::uint8_t type = 0;
    std::string bytes;
    std::shared_ptr<const EvtxTemplate> nested;
    std::vector<EvtxValue> values;
};
std::string utf16(std::string_view text);                 ///< of UTF-8
std::string littleEndian(std::uint64_t value, int bytes); ///< 1 to 8
EvtxValue stringValue(std::string_view text);
EvtxValue stringArray(const std::vector<std::string>& items);
EvtxValue integerValue(std::uint8_t type, std::uint64_t value, int bytes);
EvtxValue nestedValue(std::shared_ptr<const EvtxTemplate> form, std::vector<EvtxValue> values);

/// The first of January 2024, 00:00:00 UTC, as a FILETIME.
inline constexpr std::uint64_t kFileTime2024 = 133'485'408'000'000'000;

struct EvtxRecord
{
    std::uint64_t id = 1;
    std::uint64_t time = kFileTime2024;
    std::shared_ptr<const EvtxTemplate> form; ///< null: `loose` is written without a template
    std::vector<EvtxValue> values;
    XmlElement loose;
};

/// An event as the event log service writes it: a template for System, a nested one for EventData.
struct EvtxEventSpec
{
    std::string provider = "Schannel", channel = "System", computer = "EX01.contoso.com";
    std::uint64_t id = 36870, level = 2, recordId = 1, time = kFileTime2024, process = 704, thread = 2200;
    std::vector<std::pair<std::string, std::string>> data; ///< EventData; unnamed where the name is empty
};
/// Events of the same provider and the same names of data share their templates when built by one `EvtxForms`.
class EvtxForms
{
public:
    EvtxRecord record(const EvtxEventSpec& spec);

private:
    std::map<std::string, std::shared_ptr<const EvtxTemplate>> m_system, m_data;
};

/// Writes .evtx files: heads, checksums, tables of names and templates, as Windows does.
class EvtxBuilder
{
public:
    std::uint16_t minor = 1;
    std::uint32_t flags = 0;
    int chunksInHead = -1; ///< what the head claims; -1: the truth

    EvtxBuilder& add(const EvtxRecord& record); ///< begins a new chunk when the current one is full
    EvtxBuilder& newChunk();
    std::string file();
    /// Where the last record added lies in the file.
    std::uint64_t lastOffset() const { return m_lastOffset; }
    std::uint32_t lastSize() const { return m_lastSize; }

private:
    void begin();
    void finishChunk();
    void element(const XmlElement& element, bool inTemplate);
    void parts(const std::vector<XmlPart>& parts, bool inTemplate);
    void name(const std::string& text);
    void instance(const std::shared_ptr<const EvtxTemplate>& form, const std::vector<EvtxValue>& values);
    void put(std::uint64_t value, int bytes) { m_chunk += littleEndian(value, bytes); }
    void patch(std::size_t at, std::uint64_t value, int bytes);

    std::string m_done; ///< finished chunks
    std::string m_chunk;
    std::map<std::string, std::uint32_t> m_names;
    std::map<const EvtxTemplate*, std::uint32_t> m_templates;
    std::vector<std::shared_ptr<const EvtxTemplate>> m_alive;
    std::uint64_t m_first = 0, m_last = 0;
    std::uint32_t m_lastAt = 0;
    std::uint64_t m_lastOffset = 0;
    std::uint32_t m_lastSize = 0;
    std::size_t m_records = 0;
    std::uint32_t m_chunks = 0;
};

/// Puts the right checksums into the heads of one chunk (64 KiB) whose bytes were changed on purpose.
void sealChunk(std::string& chunk);

/// A value of each type, and arrays of some, with what it must be shown as.
struct TypeSample
{
    const char* name;
    EvtxValue value;
    std::vector<std::string> shown; ///< one for each item
};
std::vector<TypeSample> typeSamples();
/// An event whose EventData shows each of them under its name.
EvtxRecord recordOfSamples(std::uint64_t id, const std::vector<TypeSample>& samples);

/// A small valid file for tests of damage and for fuzzing: all types of values, EventData, UserData, RenderingInfo, an
/// event without a template. `chunks`: as many times the same, with other record ids.
std::string evtxWithEverything(int chunks = 1);
/// The records of it.
std::vector<EvtxRecord> recordsWithEverything(std::uint64_t firstId);

} // namespace sendwright::test
