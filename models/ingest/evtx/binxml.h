// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/evtx/binxml_program.h"

#include <deque>
#include <string>
#include <vector>

namespace sendwright {

/// Takes the XML of an event piece by piece.
class BinXmlSink
{
public:
    virtual ~BinXmlSink() = default;
    virtual void open(EventName known, std::string_view name) = 0;
    virtual void attribute(EventName known, std::string_view name, std::string_view value) = 0;
    virtual void text(std::string_view value) = 0;
    virtual void close() = 0;
};

/// The BinXML of one chunk. Templates are compiled at their first use and kept until reset. Not for several threads.
/// Work is bounded: depth of nesting, elements made and elements rendered a chunk.
class BinXmlChunk
{
public:
    /// `chunk` (at most 64 KiB, from its header on) must outlive the use; `offset`: where it begins in the file.
    void reset(std::string_view chunk, std::uint64_t offset);

    /// A fragment: a compiled element and the values to put into it.
    struct Fragment
    {
        const BinXmlProgram* program = nullptr; ///< null: nothing in it
        const std::vector<BinXmlValue>* values = nullptr;
    };
    /// Opens the fragment at [at, end) of the chunk. Holds until the next call on this object. False: see error().
    bool open(std::size_t at, std::size_t end, Fragment& fragment) { return open(at, end, 0, fragment); }
    /// Text (of a Text op) or value (of a Value op) without rendering.
    BinXmlValue valueOf(const Fragment& fragment, const BinXmlOp& op) const
    {
        return op.index < fragment.values->size() ? (*fragment.values)[op.index] : BinXmlValue{};
    }
    std::string_view textOf(const BinXmlOp& op) const { return m_texts.view(op.text, op.size); }
    /// Renders the whole fragment, what is nested in its values included. False: see error(); the sink has the part
    /// before.
    bool render(std::size_t at, std::size_t end, BinXmlSink& sink);

    const std::string& error() const { return m_error; } ///< the end of a sentence

private:
    static constexpr std::size_t kDeepest = 8; ///< fragments inside values of fragments; real events have two or three

    struct Template
    {
        std::uint32_t offset = 0; ///< of its definition in the chunk
        std::uint32_t next = 0;   ///< of the same hash, counted from 1
        BinXmlProgram program;
    };
    bool open(std::size_t at, std::size_t end, std::size_t depth, Fragment& fragment);
    bool openInstance(EvtxCursor& cursor, std::vector<BinXmlValue>& values, Fragment& fragment);
    const BinXmlProgram* templateAt(std::uint32_t offset, EvtxCursor& cursor);
    bool renderFragment(std::size_t at, std::size_t end, std::size_t depth, BinXmlSink& sink);
    class Renderer;

    std::string_view m_chunk;
    std::uint64_t m_offset = 0;
    BinXmlTexts m_texts;
    std::deque<Template> m_templates;
    std::size_t m_used = 0; ///< of m_templates; the rest keeps its memory for the next chunk
    std::array<std::uint32_t, 256> m_buckets{};
    std::array<std::vector<BinXmlValue>, kDeepest> m_values;
    std::array<BinXmlProgram, kDeepest> m_loose; ///< fragments without a template
    std::size_t m_opsLeft = 0, m_stepsLeft = 0;
    std::string m_error;
};

} // namespace sendwright
