// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "casefile/case_document.h"
#include "core/row_text.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"
#include "report/report_options.h"

#include <QByteArray>

namespace sendwright {

/// All a report is made of. The same inputs and options give the same bytes. Sources need their sha256 filled in.
struct ReportInput
{
    const Snapshot& snapshot;
    const Analysis& analysis;
    const Knowledge& knowledge;
    const CaseDocument& document;
    const RowText& text;
};

/// The report as one self-contained HTML file: no script, a content-security policy, inline SVG, UTF-8. Any thread.
QByteArray writeHtmlReport(const ReportInput& input, const ReportOptions& options);

/// The JSON of `sendwright-cli analyse --json`, redacted when the options say so. Ends with a newline.
QByteArray writeJsonReport(const ReportInput& input, const ReportOptions& options);

} // namespace sendwright
