// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/evtx/binxml.h"

namespace sendwright {

namespace {

constexpr std::size_t kOpsOfChunk = 200'000;     ///< real chunks have some thousand
constexpr std::size_t kStepsOfChunk = 2'000'000; ///< real chunks have some ten thousand
constexpr std::size_t kRenderedOfChunk = 16u << 20;
constexpr std::uint8_t kTemplateInstance = 0x0C;
constexpr std::uint8_t kFragmentToken = 0x0F;
constexpr std::size_t kDefinitionHead = 24; ///< offset of the next one (4), GUID (16), size (4)

} // namespace

void BinXmlChunk::reset(std::string_view chunk, std::uint64_t offset)
{
    m_chunk = chunk;
    m_offset = offset;
    m_texts.clear();
    m_used = 0;
    m_buckets.fill(0);
    m_opsLeft = kOpsOfChunk;
    m_stepsLeft = kStepsOfChunk;
    m_error.clear();
}

bool BinXmlChunk::open(std::size_t at, std::size_t end, std::size_t depth, Fragment& fragment)
{
    EvtxCursor cursor(m_chunk.substr(0, end), m_offset, at);
    std::uint8_t token = cursor.u8("the first token");
    if (token == kFragmentToken) {
        cursor.skip(3, "a fragment's head");
        token = cursor.u8("the token after a fragment's head");
    }
    std::vector<BinXmlValue>& values = m_values[depth];
    values.clear();
    fragment = {nullptr, &values};
    if (cursor.failed()) {
        m_error = cursor.error();
        return false;
    }
    if (token == 0)
        return true;
    if (token == kTemplateInstance)
        return openInstance(cursor, values, fragment);
    EvtxCursor element(m_chunk.substr(0, end), m_offset, cursor.at() - 1);
    BinXmlProgram& loose = m_loose[depth];
    if (!compileBinXml(m_chunk, element, false, m_texts, m_opsLeft, loose)) {
        m_error = loose.error;
        return false;
    }
    fragment.program = &loose;
    return true;
}

/// Token, a byte, template id (4), offset of the definition (4), the definition itself at its first use, number of
/// values (4), for each size (2), type (1) and a zero, then the values.
bool BinXmlChunk::openInstance(EvtxCursor& cursor, std::vector<BinXmlValue>& values, Fragment& fragment)
{
    cursor.skip(5, "a template's id");
    const std::uint32_t offset = cursor.u32("the place of a template");
    if (!cursor.failed() && offset == cursor.at() && cursor.skip(kDefinitionHead, "the head of a template"))
        cursor.skip(littleEndian32(m_chunk.data() + offset + 20), "a template");
    const std::uint32_t count = cursor.u32("the number of values");
    if (count > cursor.left() / 4)
        cursor.complain("the list of values is cut off");
    const std::string_view list = cursor.run(4 * std::size_t{count}, "the list of values");
    values.reserve(list.size() / 4);
    for (std::size_t i = 0; i < list.size(); i += 4)
        values.push_back({static_cast<std::uint8_t>(list[i + 2]),
                          cursor.run(littleEndian16(list.data() + i), "a value of the event")});
    if (!cursor.failed())
        fragment.program = templateAt(offset, cursor);
    if (cursor.failed())
        m_error = cursor.error();
    return !cursor.failed();
}

const BinXmlProgram* BinXmlChunk::templateAt(std::uint32_t offset, EvtxCursor& cursor)
{
    std::uint32_t& bucket = m_buckets[(offset >> 3 ^ offset >> 11) % m_buckets.size()];
    for (std::uint32_t i = bucket; i != 0; i = m_templates[i - 1].next) {
        Template& known = m_templates[i - 1];
        if (known.offset != offset)
            continue;
        if (!known.program.error.empty())
            cursor.complain("its template cannot be read; the event");
        return &known.program;
    }
    if (m_used == m_templates.size())
        m_templates.emplace_back();
    Template& made = m_templates[m_used++];
    made.offset = offset;
    made.next = bucket;
    bucket = static_cast<std::uint32_t>(m_used);
    const bool inside = offset + std::uint64_t{kDefinitionHead} <= m_chunk.size();
    const std::uint64_t size = inside ? littleEndian32(m_chunk.data() + offset + 20) : 0;
    const std::uint64_t end = std::min<std::uint64_t>(m_chunk.size(), offset + kDefinitionHead + size);
    EvtxCursor definition(m_chunk.substr(0, static_cast<std::size_t>(end)), m_offset, offset + kDefinitionHead);
    if (m_chunk.substr(0, static_cast<std::size_t>(end)).size() > offset + kDefinitionHead &&
        static_cast<std::uint8_t>(m_chunk[offset + kDefinitionHead]) == kFragmentToken)
        definition.skip(4, "a fragment's head");
    if (!compileBinXml(m_chunk, definition, true, m_texts, m_opsLeft, made.program))
        cursor.complain(inside ? "its template cannot be read; the event"
                               : "its template lies outside of the chunk; the event");
    return &made.program;
}

bool BinXmlChunk::render(std::size_t at, std::size_t end, BinXmlSink& sink)
{
    return renderFragment(at, end, 0, sink);
}

/// Walks one program. What stands in attributes is collected, what stands in elements is handed on at once.
class BinXmlChunk::Renderer
{
public:
    Renderer(BinXmlChunk& chunk, const Fragment& fragment, std::size_t depth, BinXmlSink& sink)
        : m_chunk(chunk), m_fragment(fragment), m_ops(fragment.program->ops), m_depth(depth), m_sink(sink)
    {
    }
    bool run();

private:
    bool one(std::size_t& i);
    std::size_t openElement(std::size_t i);
    bool put(BinXmlValue value);
    bool putArray(BinXmlValue value);
    bool replayStart();
    void endAttribute();
    std::string_view name(const BinXmlOp& op) const { return m_chunk.m_texts.view(op.text, op.size); }
    bool fail(const char* why)
    {
        m_chunk.m_error = why;
        return false;
    }

    BinXmlChunk& m_chunk;
    Fragment m_fragment;
    const std::vector<BinXmlOp>& m_ops;
    std::size_t m_depth;
    BinXmlSink& m_sink;
    std::vector<std::size_t> m_open; ///< ops of the elements around
    const BinXmlOp* m_attribute = nullptr;
    bool m_given = false; ///< the attribute got a value that is not null
    std::string m_buffer;
};

bool BinXmlChunk::Renderer::run()
{
    for (std::size_t i = 0; i < m_ops.size(); ++i) {
        if (m_chunk.m_stepsLeft-- <= 1) {
            m_chunk.m_stepsLeft = 1;
            return fail("the chunk asks for far more elements than any real one");
        }
        if (!one(i))
            return false;
    }
    return true;
}

bool BinXmlChunk::Renderer::one(std::size_t& i)
{
    const BinXmlOp& op = m_ops[i];
    switch (op.kind) {
    case BinXmlOp::Kind::Open:
        i = openElement(i);
        return true;
    case BinXmlOp::Kind::Attribute:
        endAttribute();
        m_attribute = &op;
        return true;
    case BinXmlOp::Kind::Content:
        endAttribute();
        return true;
    case BinXmlOp::Kind::Text:
        if (m_attribute == nullptr) {
            m_sink.text(name(op));
            return true;
        }
        m_buffer += name(op);
        m_given = true;
        return m_buffer.size() < kRenderedOfChunk || fail("an attribute is far too long");
    case BinXmlOp::Kind::Value: {
        const BinXmlValue value = m_chunk.valueOf(m_fragment, op);
        return value.array() && m_attribute == nullptr ? putArray(value) : put(value);
    }
    case BinXmlOp::Kind::Close:
        endAttribute();
        m_sink.close();
        m_open.pop_back();
        return true;
    }
    return true;
}

/// An element that depends on a value which is null is left out, with all it holds.
std::size_t BinXmlChunk::Renderer::openElement(std::size_t i)
{
    endAttribute();
    const BinXmlOp& op = m_ops[i];
    const bool depends = op.index != BinXmlOp::kNone && op.index < m_fragment.values->size();
    if (depends && m_chunk.valueOf(m_fragment, op).null())
        return op.end;
    m_open.push_back(i);
    m_sink.open(op.known, name(op));
    return i;
}

bool BinXmlChunk::Renderer::put(BinXmlValue value)
{
    if (value.base() == BinXmlType::BinXml && !value.array() && m_attribute == nullptr) {
        if (value.bytes.empty())
            return true;
        const auto at = static_cast<std::size_t>(value.bytes.data() - m_chunk.m_chunk.data());
        return m_chunk.renderFragment(at, at + value.bytes.size(), m_depth + 1, m_sink);
    }
    m_given = m_given || !value.null();
    if (m_chunk.m_stepsLeft <= value.bytes.size() / 16)
        return fail("the chunk asks for far more text than any real one");
    m_chunk.m_stepsLeft -= value.bytes.size() / 16;
    if (m_attribute == nullptr)
        m_buffer.clear();
    while (value.array() && !value.bytes.empty()) {
        appendValue(m_buffer, takeArrayItem(value));
        m_buffer += value.bytes.empty() ? "" : ",";
    }
    if (!value.array())
        appendValue(m_buffer, value);
    if (m_buffer.size() > kRenderedOfChunk)
        return fail("an attribute is far too long");
    if (m_attribute == nullptr)
        m_sink.text(m_buffer);
    return true;
}

/// Windows repeats the element for each item of an array.
bool BinXmlChunk::Renderer::putArray(BinXmlValue value)
{
    for (bool first = true; !value.bytes.empty(); first = false) {
        const BinXmlValue item = takeArrayItem(value);
        if (!first && !replayStart())
            return false;
        if (!put(item))
            return false;
    }
    return true;
}

/// Ends the element around and begins it again, with its attributes.
bool BinXmlChunk::Renderer::replayStart()
{
    if (m_open.empty())
        return fail("a list stands outside of all elements");
    const std::size_t start = m_open.back();
    m_sink.close();
    m_sink.open(m_ops[start].known, name(m_ops[start]));
    for (std::size_t i = start + 1; i < m_ops.size() && m_ops[i].kind != BinXmlOp::Kind::Content; ++i) {
        if (m_chunk.m_stepsLeft-- <= 1) {
            m_chunk.m_stepsLeft = 1;
            return fail("the chunk asks for far more elements than any real one");
        }
        const bool inAttribute = m_ops[i].kind == BinXmlOp::Kind::Attribute || m_attribute != nullptr;
        if (!inAttribute || m_ops[i].kind == BinXmlOp::Kind::Open || m_ops[i].kind == BinXmlOp::Kind::Close)
            break;
        if (!one(i))
            return false;
    }
    endAttribute();
    return true;
}

void BinXmlChunk::Renderer::endAttribute()
{
    if (m_attribute != nullptr && m_given)
        m_sink.attribute(m_attribute->known, name(*m_attribute), m_buffer);
    m_attribute = nullptr;
    m_given = false;
    m_buffer.clear();
}

bool BinXmlChunk::renderFragment(std::size_t at, std::size_t end, std::size_t depth, BinXmlSink& sink)
{
    if (depth >= kDeepest) {
        m_error = "its values are nested too deep";
        return false;
    }
    Fragment fragment;
    if (!open(at, end, depth, fragment))
        return false;
    return fragment.program == nullptr || Renderer(*this, fragment, depth, sink).run();
}

} // namespace sendwright
