// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "index/snapshot.h"

#include <vector>

namespace sendwright {

/// One line of a conversation: a row, a few that belong together, or a Windows event or a row of another transport log
/// woven in where it happened.
struct ConversationLine
{
    enum class Kind : std::uint8_t {
        Row,
        Connected,   ///< `attempting to connect` and `+`
        Reply,       ///< `250-…` and the rest of that reply
        Certificate, ///< head row and the rows with its values
        Event,
        Transport ///< a row of another log that speaks of this session
    };
    Kind kind = Kind::Row;
    RowIndex row = kNoRow;   ///< the row that stands for the line
    std::uint32_t first = 0; ///< of its rows in Snapshot::sessionRows; unused for what is woven in
    std::uint32_t count = 1;
    std::uint32_t link = 0; ///< Event: index into Analysis::links; Transport: into Analysis::transport
    TimePoint time;

    bool isWoven() const { return kind == Kind::Event || kind == Kind::Transport; } ///< no row of the session
};

/// The lines of a session, in its own order. Looks at columns only; no text is read.
std::vector<ConversationLine> conversationLines(const Snapshot& snapshot, const Analysis& analysis,
                                                SessionIndex session);

} // namespace sendwright
