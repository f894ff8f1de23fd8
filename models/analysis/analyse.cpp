// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/analyse.h"

#include "analysis/checklist_run.h"
#include "analysis/correlate.h"
#include "analysis/recovery.h"
#include "analysis/rule_engine.h"
#include "analysis/ruled_out.h"
#include "analysis/surroundings.h"
#include "analysis/verdict.h"
#include "index/parallel.h"

#include <thread>

namespace sendwright {

Analysis analyse(const Snapshot& snapshot, const Knowledge& knowledge, const RowText& text,
                 const AnalysisOptions& options)
{
    Analysis analysis;
    const unsigned threads = threadsOr(options.threads);
    std::jthread certificates;
    const auto gather = [&] { analysis.certificates = gatherCertificates(snapshot); }; // asks nothing of the rest
    if (threads > 1)
        certificates = std::jthread(gather);
    else
        gather();
    Correlation correlation = correlate(snapshot);
    const Surroundings around(snapshot, correlation, threads);
    analysis.findings = runRules(around, knowledge, text, threads, options.stop);
    tellRecoveries(around, analysis.findings, threads);
    analysis.ruledOut = ruleOut(around, analysis.findings, text);
    if (certificates.joinable())
        certificates.join();
    parallelFor(2, threads, [&](std::size_t i) {
        if (i == 0)
            analysis.checklist = runChecklist(around, knowledge, *analysis.certificates, analysis.findings, text);
        else
            analysis.verdict = verdictOf(around, analysis.findings);
    });
    for (const ClockShift& shift : correlation.shifts)
        analysis.assumptions.push_back(shift.says);
    for (const SourceInfo& source : snapshot.sources)
        if (!source.note.empty() && source.rows > 0)
            analysis.assumptions.push_back(source.path + ": " + source.note);
    analysis.links = std::move(correlation.links);
    analysis.joins = std::move(correlation.joins);
    analysis.transport = std::move(correlation.transport);
    return analysis;
}

} // namespace sendwright
