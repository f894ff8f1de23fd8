// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "core/row_text.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"

#include <stop_token>

namespace sendwright {

struct AnalysisOptions
{
    unsigned threads = 0; ///< at work at once; 0: one a core
    std::stop_token stop;
};

/// Findings, what is ruled out, checklist, links and verdict of a snapshot. Pure: same input, same result. Any thread;
/// returns early with what it has when asked to stop.
Analysis analyse(const Snapshot& snapshot, const Knowledge& knowledge, const RowText& text,
                 const AnalysisOptions& options = {});

} // namespace sendwright
