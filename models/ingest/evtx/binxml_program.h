// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/evtx/binxml_value.h"
#include "ingest/evtx/evtx_cursor.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Names of elements and attributes that mean something to an event; the rest is Other.
enum class EventName : std::uint8_t {
    Other,
    Event,
    System,
    Provider,
    Name,
    EventSourceName,
    EventId,
    Level,
    TimeCreated,
    SystemTime,
    EventRecordId,
    Correlation,
    ActivityId,
    Execution,
    ProcessId,
    ThreadId,
    Channel,
    Computer,
    EventData,
    UserData,
    DebugData,
    ProcessingErrorData,
    RenderingInfo,
    Message,
    Data
};

/// One step of rendering a template.
struct BinXmlOp
{
    enum class Kind : std::uint8_t { Open, Attribute, Content, Text, Value, Close };
    static constexpr std::uint16_t kNone = 0xFFFF;

    Kind kind = Kind::Close;
    EventName known = EventName::Other; ///< Open, Attribute
    std::uint16_t index = kNone;        ///< Value: of the template's values. Open: of the value it depends on
    std::uint32_t text = 0;             ///< Open, Attribute, Text: where the name or text is (BinXmlTexts)
    std::uint32_t size = 0;             ///< its bytes. Open: its name's, in the low 16 bits
    std::uint32_t end = 0;              ///< Open: its Close
};

/// The cheap facts of an event, in the order of EventFacts::set.
enum class EventFact : std::uint8_t {
    Provider,
    ProviderSource,
    EventId,
    Level,
    Time,
    RecordId,
    Activity,
    Process,
    Thread,
    Channel,
    Computer,
    None
};
inline constexpr std::size_t kEventFacts = static_cast<std::size_t>(EventFact::None);

/// Which fact stands in System/<element> (its text) or in an attribute of that element; None for others.
EventFact factOfElement(EventName element);
EventFact factOfAttribute(EventName element, EventName attribute);

/// A fragment compiled to a flat list, so that a template is parsed once a chunk.
struct BinXmlProgram
{
    std::vector<BinXmlOp> ops;
    /// Op (Text or Value) that gives each fact; 0: none (op 0 is always Open).
    std::array<std::uint32_t, kEventFacts> facts{};
    /// False: System is not in here as such, or a fact is pieced together; then the facts need a full rendering.
    bool simpleFacts = false;
    std::string error; ///< why it could not be compiled
};

/// Names and texts of the programs of one chunk.
class BinXmlTexts
{
public:
    static constexpr std::size_t kMost = 4u << 20;

    void clear();
    std::string_view view(std::uint32_t at, std::uint32_t size) const
    {
        return std::string_view(m_text).substr(at, size);
    }
    /// Appends UTF-16; false when the chunk has far more of it than any real one.
    bool add(std::string_view utf16, std::uint32_t& at, std::uint32_t& size);
    bool addUtf8(std::string_view text, std::uint32_t& at, std::uint32_t& size);

    struct Name
    {
        std::uint32_t offset = 0; ///< in the chunk
        std::uint32_t at = 0;
        std::uint16_t size = 0;
        EventName known = EventName::Other;
        std::uint32_t next = 0; ///< of the same hash, counted from 1
    };
    /// The name that lies at `offset` of the chunk; null with a complaint of the cursor when there is none.
    const Name* name(std::string_view chunk, std::uint32_t offset, EvtxCursor& cursor);

private:
    static constexpr std::size_t kBuckets = 256;
    std::string m_text;
    std::vector<Name> m_names;
    std::array<std::uint32_t, kBuckets> m_buckets{};
};

/// Compiles the element at the cursor, with all it holds, up to its end or the end-of-fragment token behind it.
/// `chunk` is what offsets of names count in. `budget`: ops that may still be made in this chunk. Inside a template
/// definition elements carry a dependency identifier, elsewhere they do not; some writers keep it the other way.
bool compileBinXml(std::string_view chunk, EvtxCursor& cursor, bool inTemplate, BinXmlTexts& texts, std::size_t& budget,
                   BinXmlProgram& program);

} // namespace sendwright
