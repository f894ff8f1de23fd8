// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/error_report.h"

#include "core/text_scan.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

// Queue Viewer and Exchange admin center, English, German, French, Spanish, Italian, Dutch, Portuguese; RFC 3464.
constexpr std::array<std::string_view, 9> kReportLabels = {"LastError",       "Last Error",   "Letzter Fehler",
                                                           "Dernière erreur", "Último error", "Ultimo errore",
                                                           "Laatste fout",    "Último erro",  "Diagnostic-Code"};

} // namespace

std::string_view behindErrorLabel(std::string_view line)
{
    const std::string_view text = trimmed(line);
    for (const std::string_view label : kReportLabels) {
        if (!startsWithNoCase(text, label))
            continue;
        const std::string_view rest = trimmed(text.substr(label.size()));
        if (rest.starts_with(':'))
            return trimmed(rest.substr(1));
    }
    return {};
}

bool isErrorReport(std::string_view line)
{
    if (!behindErrorLabel(line).empty())
        return true;
    const std::string_view text = trimmed(line);
    constexpr std::size_t kDeepest = 64; // what stands before it is a word or two
    const std::string_view head = text.substr(0, kDeepest);
    if (head.find("LED=") != std::string_view::npos)
        return true;
    if (text.starts_with('#') && text.ends_with('#')) // `#550 5.7.64 …##`, `#< #5.7.64 smtp;550 …> #SMTP#`
        return text.find_first_of("0123456789") < 8;
    for (const std::string_view word : {" returned '", " returned \"", " returned an error -> "})
        if (containsNoCase(text, word) && containsNoCase(before(text, word), "server"))
            return true;
    return false;
}

} // namespace sendwright
