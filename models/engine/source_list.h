// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/loader.h"

#include <string>
#include <vector>

namespace sendwright {

/// A file to read, or pasted text.
struct SourcePlan
{
    std::string file;    ///< absolute path; empty for pasted text
    std::string shown;   ///< path shown and reported: relative to what was opened
    std::string text;    ///< pasted text
    std::string twinOf;  ///< shown path of a source with the same bytes; this one is not read again
    std::string problem; ///< why it cannot be opened at all
    std::uint64_t bytes = 0;
    SourceSettings settings;
};

/// Files behind the paths of a request: folders are walked recursively (links to folders are not followed), sorted by
/// path without regard to case, each file once. Pasted texts come last. At most 100,000 files.
std::vector<SourcePlan> planSources(const LoadRequest& request);

/// Lower-case hex SHA-256 of a file; empty when it cannot be read or `stop` is asked for.
std::string hashFile(const std::string& path, const std::stop_token& stop);

} // namespace sendwright
