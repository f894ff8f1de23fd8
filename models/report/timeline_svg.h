// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "index/snapshot.h"
#include "report/markup.h"
#include "report/redactor.h"
#include "report/report_times.h"

namespace sendwright {

/// The timeline of a report: a lane a connector, a lane an event provider, sessions as bars by outcome (colour and
/// shape), events as ticks, a dashed line where the leading finding began. Bars that would fall together become one.
void writeTimelineSvg(Markup& markup, const Snapshot& snapshot, const Analysis& analysis, Redactor& redactor,
                      const ReportTimes& times);

} // namespace sendwright
