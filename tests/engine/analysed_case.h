// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/analyse.h"
#include "engine/loader.h"
#include "support/case_folder.h"
#include "support/incident.h"
#include "support/incident_recipes.h"

#include <QStringList>

#include <algorithm>

namespace sendwright::test {

/// From this confidence on a finding counts as said.
constexpr double kWeight = 0.5;

using CaseFiles = std::vector<std::pair<QString, std::string>>;

/// Files read and judged as a user would drop them; `read` becomes what was loaded. Zone of exports without one.
inline Analysis analyseFiles(const CaseFiles& files, const Knowledge& knowledge, Loaded* read = nullptr,
                             const char* zone = "UTC")
{
    CaseFolder folder;
    for (const auto& [name, content] : files)
        folder.write(name, content);
    LoadRequest request;
    request.paths = {folder.path()};
    request.defaults.zone = zone;
    Loaded loaded = load(request, {});
    Analysis analysis = analyse(*loaded.snapshot, knowledge, *loaded.text);
    if (read != nullptr)
        *read = std::move(loaded);
    return analysis;
}

inline Incident played(std::string_view recipe, int layout)
{
    Incident incident;
    incident.play(recipe, {1, layout});
    return incident;
}

/// Two faults of one server.
inline Incident playedTogether(const Recipe& one, const Recipe& other, int layout)
{
    Incident incident;
    incident.play(one.fault, {1, layout});
    incident.play(other.fault, {2, layout});
    return incident;
}

/// How sure the analysis is of a cause; 0 when it does not name it.
inline double sureOf(const Analysis& analysis, std::string_view cause)
{
    double sure = 0;
    for (const Finding& finding : analysis.findings)
        if (finding.cause == cause)
            sure = std::max(sure, finding.confidence);
    return sure;
}

/// `rule confidence, …`, for the message of a failing test.
inline QString told(const Analysis& analysis)
{
    QStringList out;
    for (const Finding& finding : analysis.findings)
        out += QStringLiteral("%1 %2").arg(QString::fromStdString(finding.rule)).arg(finding.confidence);
    return out.join(QStringLiteral(", "));
}

inline QString nameOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace sendwright::test
