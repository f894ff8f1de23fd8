// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/event_batcher.h"
#include "ingest/event_clock.h"
#include "ingest/foreign_lines.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Whether a text holds a block as Event Viewer's "Copy details as text" (`Log Name:` … `Event ID:`) or `wevtutil qe
/// /f:text` (`Event[0]:` and the same, indented) writes it.
bool holdsLabelledEvent(std::string_view text);
/// Whether the first block is one of wevtutil.
bool holdsWevtutilText(std::string_view text);

/// Shows the dates of such blocks to a vote. False: they need none, the year comes first.
bool seeLabelledDates(std::string_view text, DateOrderVote& vote);

/// Follows the text between the events of an export: blocks of labels with the description of the event that comes
/// after them, the frame of the XML, blank lines, and what belongs to nothing. A block without XML becomes an event by
/// itself where it has a source, a date, an event id and a description; only labels before the description count.
/// Reports the other blocks, and what belongs to nothing.
class EventLabels
{
public:
    EventLabels(EventBatcher& out, EventClock& clock) : m_out(out), m_clock(clock), m_foreign(out) {}

    void text(std::string_view text, std::uint64_t offset, std::uint32_t firstLine);
    /// An event begins: gives the description of the block before it, empty when there is none.
    std::string takeDescription();
    /// The event that began has no end: gives the line to report it at, and passes over the rest of it.
    std::uint32_t takeCut(std::uint32_t eventLine);
    void finish();

private:
    enum class Part : std::uint8_t { Labels, Description, Xml };
    struct Label
    {
        std::string name, value;
    };
    struct Block
    {
        std::uint32_t line = 0;
        std::uint64_t offset = 0, end = 0;
        bool wevtutil = false; ///< ends at the next `Event[n]:` only
        Part part = Part::Labels;
        std::vector<Label> labels;
        std::string description;

        template <std::size_t N>
        std::string value(const std::string_view (&names)[N], std::size_t place) const;
    };

    void line(std::string_view text, std::uint64_t offset, std::uint32_t number);
    void blockLine(std::string_view text);
    bool beginsBlock(std::string_view content) const;
    static std::optional<EventRecord> eventOf(const Block& block);
    void closeBlock();

    EventBatcher& m_out;
    EventClock& m_clock;
    ForeignLines m_foreign;
    std::optional<Block> m_block;
    bool m_restOfCut = false;
};

} // namespace sendwright
