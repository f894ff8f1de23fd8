// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/event_batcher.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sendwright {

/// Whether a text holds a block as Event Viewer's "Copy details as text" writes it (`Log Name:` … `Event ID:`).
bool holdsLabelledEvent(std::string_view text);

/// Follows the text between the events of an export: blocks of labels with the description of the event that comes
/// after them, the frame of the XML, blank lines, and what belongs to nothing. Reports the last, and blocks without an
/// event.
class EventLabels
{
public:
    explicit EventLabels(EventBatcher& out) : m_out(out) {}

    void text(std::string_view text, std::uint32_t firstLine);
    /// An event begins: gives the description of the block before it, empty when there is none.
    std::string takeDescription();
    /// The event that began has no end: gives the line to report it at, and passes over the rest of it.
    std::uint32_t takeCut(std::uint32_t eventLine);
    void finish();

private:
    enum class Part : std::uint8_t { Labels, Description, Xml };
    struct Block
    {
        std::uint32_t line = 0;
        Part part = Part::Labels;
        std::string description;
    };

    void line(std::string_view text, std::uint32_t number);
    void blockLine(std::string_view text);
    void closeBlock();
    void closeForeign();

    EventBatcher& m_out;
    std::optional<Block> m_block;
    std::uint32_t m_foreignLine = 0;
    std::uint32_t m_foreignCount = 0;
    bool m_restOfCut = false;
};

} // namespace sendwright
