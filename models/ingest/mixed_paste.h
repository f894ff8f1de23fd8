// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

struct FoundFacts;

/// People paste rows of a log, words of their own and the output of commands into one text. Lines that are no rows are
/// put aside here until the end, and read as pasted output then. For sources of up to kLongest bytes that are read in
/// one part; larger ones are logs.
class MixedPaste
{
public:
    static constexpr std::uint64_t kLongest = 1u << 20;

    MixedPaste(const ByteSource& source, const ReadContext& context);

    /// True when the line is no row, neither as it stands nor repaired; it is put aside then. `text` without blanks
    /// around it.
    bool takes(const ScannedLine& line, std::string_view text);
    /// Emits what the lines put aside tell and says so in the note. False when they tell nothing: see lines().
    bool emitFacts(ReadSummary& summary);
    /// The lines put aside, with nothing but text, place and number. They live as long as this.
    std::vector<ScannedLine> lines() const;

private:
    struct Line
    {
        std::string text;
        std::uint64_t offset = 0;
        std::uint32_t number = 0;
    };

    std::string textWithoutRows() const;

    const ByteSource& m_source;
    const ReadContext& m_context;
    bool m_small;
    std::vector<Line> m_lines;
};

} // namespace sendwright
