// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/time.h"

#include <map>
#include <string>
#include <vector>

namespace sendwright {

/// A person's answer to a checklist step. Never hides what the evidence says.
struct Answer
{
    enum class Kind : std::uint8_t { None, Fine, Problem, NotApplicable };
    Kind kind = Kind::None;
    std::string note;
    std::string who; ///< name the person goes by; may be empty
    TimePoint when;
    bool operator==(const Answer&) const = default;
};

struct CaseSource
{
    std::string path;   ///< as opened, `/` as separator; relative to the case file when it lies below it
    std::string sha256; ///< of the file when saved
    std::string zone;   ///< zone set by the person; empty: not set
    std::string codePage;
    std::string pasted; ///< text of pasted evidence; then path is its name
    bool operator==(const CaseSource&) const = default;
};

/// A person's work on a case. Plain value; saved as `.swcase` (JSON).
struct CaseDocument
{
    std::string title;
    std::vector<CaseSource> sources;
    std::map<std::string, std::string> zones;          ///< zone the person set, by the source's shown path
    std::map<std::string, std::string> codePages;      ///< code page the person chose, by the source's shown path
    std::map<std::string, std::string> recoverDeleted; ///< `yes` for event logs read with a look for deleted records
    std::map<std::string, Answer> answers;             ///< by step id
    std::string notes;
    std::string selectedSession; ///< `kind/server/id`; empty: none
    std::string selectedFinding; ///< rule id
    std::string filter;
    std::string layout; ///< base64 of the window state
    bool operator==(const CaseDocument&) const = default;
};

} // namespace sendwright
