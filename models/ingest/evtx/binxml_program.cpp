// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/evtx/binxml_program.h"

namespace sendwright {

namespace {

constexpr std::size_t kDeepestElement = 64; ///< levels of elements; real events have at most a dozen
constexpr std::size_t kMostOps = 16u << 10; ///< of one template; real ones have some hundred

enum Token : std::uint8_t {
    kEnd = 0x00,
    kOpenElement = 0x01,
    kCloseStart = 0x02,
    kCloseEmpty = 0x03,
    kCloseElement = 0x04,
    kValue = 0x05,
    kAttribute = 0x06,
    kCdata = 0x07,
    kCharacter = 0x08,
    kEntity = 0x09,
    kInstructionTarget = 0x0A,
    kInstructionData = 0x0B,
    kSubstitution = 0x0D,
    kOptionalSubstitution = 0x0E,
    kFragment = 0x0F
};
constexpr std::uint8_t kMore = 0x40; ///< attributes, or more data, follow

std::string_view entityText(std::string_view name)
{
    constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
        {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};
    for (const auto& [entity, text] : kEntities)
        if (entity == name)
            return text;
    return {};
}

class Compiler
{
public:
    Compiler(std::string_view chunk, EvtxCursor& cursor, bool inTemplate, BinXmlTexts& texts, std::size_t& budget,
             BinXmlProgram& program)
        : m_chunk(chunk), m_cursor(cursor), m_inTemplate(inTemplate), m_texts(texts), m_budget(budget), m_out(program)
    {
    }
    bool run();

private:
    void step(std::uint8_t token);
    void open(bool attributes);
    bool readElementHead(bool dependency, BinXmlOp& op);
    void close();
    void literal();
    void counted();
    void character();
    void entity();
    const BinXmlTexts::Name* name();
    void push(BinXmlOp op);
    void pushText(std::string_view utf16);

    std::string_view m_chunk;
    EvtxCursor& m_cursor;
    bool m_inTemplate;
    BinXmlTexts& m_texts;
    std::size_t& m_budget;
    BinXmlProgram& m_out;
    std::array<std::uint32_t, kDeepestElement> m_open{};
    std::size_t m_depth = 0;
};

bool Compiler::run()
{
    do {
        step(m_cursor.u8("a token"));
    } while (!m_cursor.failed() && m_depth > 0);
    return !m_cursor.failed();
}

void Compiler::step(std::uint8_t token)
{
    switch (token & ~kMore) {
    case kOpenElement:
        open((token & kMore) != 0);
        break;
    case kAttribute:
        if (const auto* found = name())
            push({BinXmlOp::Kind::Attribute, found->known, BinXmlOp::kNone, found->at, found->size, 0});
        break;
    case kCloseStart:
        push({BinXmlOp::Kind::Content});
        break;
    case kCloseEmpty:
    case kCloseElement:
        close();
        break;
    case kValue:
        literal();
        break;
    case kCdata:
        counted();
        break;
    case kCharacter:
        character();
        break;
    case kEntity:
        entity();
        break;
    case kInstructionTarget:
        name();
        break;
    case kInstructionData:
        m_cursor.skip(2 * std::size_t{m_cursor.u16("the length of an instruction")}, "an instruction");
        break;
    case kSubstitution:
    case kOptionalSubstitution: {
        BinXmlOp op{BinXmlOp::Kind::Value};
        op.index = m_cursor.u16("the number of a value");
        m_cursor.skip(1, "the type of a value");
        push(op);
        break;
    }
    case kFragment:
        m_cursor.skip(3, "a fragment's head");
        break;
    case kEnd:
        m_cursor.complain("the end of the fragment comes inside an element");
        break;
    default:
        m_cursor.complain("there is a token that does not exist");
    }
}

/// Size, name and, in template definitions, the number of the value the element depends on.
bool Compiler::readElementHead(bool dependency, BinXmlOp& op)
{
    EvtxCursor trial = m_cursor;
    if (dependency)
        op.index = trial.u16("an element's dependency");
    const std::uint32_t size = trial.u32("an element's size");
    const std::uint32_t offset = trial.u32("an element's name");
    if (trial.failed() || size > m_chunk.size() || offset >= m_chunk.size() || offset == 0)
        return false;
    m_cursor = trial;
    return true;
}

void Compiler::open(bool attributes)
{
    BinXmlOp op{BinXmlOp::Kind::Open};
    if (!readElementHead(m_inTemplate, op)) {
        op.index = BinXmlOp::kNone;
        if (!readElementHead(!m_inTemplate, op)) {
            m_cursor.complain("the head of an element makes no sense");
            return;
        }
        m_inTemplate = !m_inTemplate;
    }
    if (m_depth == kDeepestElement) {
        m_cursor.complain("its elements are nested too deep");
        return;
    }
    const std::uint32_t offset = littleEndian32(m_chunk.data() + m_cursor.at() - 4);
    const auto* found = m_texts.name(m_chunk, offset, m_cursor);
    if (found == nullptr)
        return;
    if (offset == m_cursor.at())
        m_cursor.skip(8 + 2 * std::size_t{littleEndian16(m_chunk.data() + offset + 6)} + 2, "a name");
    if (attributes)
        m_cursor.skip(4, "the size of the attributes");
    op.known = found->known;
    op.text = found->at;
    op.size = found->size;
    m_open[m_depth++] = static_cast<std::uint32_t>(m_out.ops.size());
    push(op);
}

void Compiler::close()
{
    if (m_depth == 0) {
        m_cursor.complain("an element ends that has not begun");
        return;
    }
    m_out.ops[m_open[--m_depth]].end = static_cast<std::uint32_t>(m_out.ops.size());
    push({BinXmlOp::Kind::Close});
}

const BinXmlTexts::Name* Compiler::name()
{
    const std::uint32_t offset = m_cursor.u32("the place of a name");
    if (m_cursor.failed())
        return nullptr;
    const auto* found = m_texts.name(m_chunk, offset, m_cursor);
    if (found != nullptr && offset == m_cursor.at())
        m_cursor.skip(8 + 2 * std::size_t{littleEndian16(m_chunk.data() + offset + 6)} + 2, "a name");
    return found;
}

void Compiler::literal()
{
    const std::uint8_t type = m_cursor.u8("the type of a text");
    if (type == static_cast<std::uint8_t>(BinXmlType::String)) {
        counted();
        return;
    }
    constexpr std::uint8_t kSizes[] = {0, 0, 0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4, 0, 16, 0, 8, 16, 0, 4, 8};
    const std::size_t size = type < std::size(kSizes) ? kSizes[type] : 0;
    if (size == 0 && type != 0) {
        m_cursor.complain("there is a literal value of an unusual type");
        return;
    }
    std::string text;
    appendValue(text, {type, m_cursor.run(size, "a literal value")});
    BinXmlOp op{BinXmlOp::Kind::Text};
    if (!m_texts.addUtf8(text, op.text, op.size))
        m_cursor.complain("the chunk holds too much text");
    push(op);
}

void Compiler::counted()
{
    const std::size_t bytes = 2 * std::size_t{m_cursor.u16("the length of a text")};
    pushText(m_cursor.run(bytes, "a text"));
}

void Compiler::character()
{
    pushText(m_cursor.run(2, "a character"));
}

void Compiler::entity()
{
    const auto* found = name();
    if (found == nullptr)
        return;
    const std::string_view text = entityText(m_texts.view(found->at, found->size));
    BinXmlOp op{BinXmlOp::Kind::Text};
    if (!text.empty() && !m_texts.addUtf8(text, op.text, op.size))
        m_cursor.complain("the chunk holds too much text");
    push(op);
}

void Compiler::pushText(std::string_view utf16)
{
    BinXmlOp op{BinXmlOp::Kind::Text};
    if (!m_texts.add(utf16, op.text, op.size))
        m_cursor.complain("the chunk holds too much text");
    push(op);
}

void Compiler::push(BinXmlOp op)
{
    if (m_budget == 0 || m_out.ops.size() >= kMostOps) {
        m_cursor.complain("there are far more elements than in any real event");
        return;
    }
    --m_budget;
    m_out.ops.push_back(op);
}

/// Finds where the cheap facts stand, so that reading them needs no rendering.
void findFacts(BinXmlProgram& program)
{
    std::array<EventName, kDeepestElement + 1> path{};
    std::size_t depth = 0;
    EventFact target = EventFact::None;
    bool system = false, pieced = false, dependent = false;
    for (std::uint32_t i = 0; i < program.ops.size(); ++i) {
        const BinXmlOp& op = program.ops[i];
        const bool field = depth == 3 && path[1] == EventName::System;
        switch (op.kind) {
        case BinXmlOp::Kind::Open:
            path[depth++] = op.known;
            system = system || (depth == 2 && op.known == EventName::System);
            dependent = dependent || (depth > 1 && op.index != BinXmlOp::kNone);
            target = EventFact::None;
            break;
        case BinXmlOp::Kind::Attribute:
            target = field ? factOfAttribute(path[2], op.known) : EventFact::None;
            break;
        case BinXmlOp::Kind::Content:
            target = field ? factOfElement(path[2]) : EventFact::None;
            break;
        case BinXmlOp::Kind::Close:
            --depth;
            dependent = dependent && depth > 2;
            target = EventFact::None;
            break;
        case BinXmlOp::Kind::Text:
        case BinXmlOp::Kind::Value:
            if (target != EventFact::None) {
                std::uint32_t& slot = program.facts[static_cast<std::size_t>(target)];
                pieced = pieced || slot != 0 || (dependent && op.kind == BinXmlOp::Kind::Text);
                slot = i;
            } else if (op.kind == BinXmlOp::Kind::Value && depth == 2 && path[1] == EventName::System) {
                pieced = true; // fields of System may come out of this value
            }
        }
    }
    program.simpleFacts = system && !pieced;
}

} // namespace

bool compileBinXml(std::string_view chunk, EvtxCursor& cursor, bool inTemplate, BinXmlTexts& texts, std::size_t& budget,
                   BinXmlProgram& program)
{
    program.ops.clear();
    program.facts.fill(0);
    program.simpleFacts = false;
    program.error.clear();
    if (!Compiler(chunk, cursor, inTemplate, texts, budget, program).run()) {
        program.error = cursor.error();
        program.ops.clear();
        return false;
    }
    findFacts(program);
    return true;
}

} // namespace sendwright
