// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problem.h"
#include "engine/loader.h"
#include "ingest/raw_bytes.h"

#include <string>
#include <vector>

namespace sendwright {

/// A file to read, an archive with what was in it, or pasted text.
struct SourcePlan
{
    std::string file;    ///< absolute path, of a member: of the archive on disk; empty for pasted text
    std::string shown;   ///< path shown and reported: relative to what was opened
    std::string text;    ///< pasted text
    std::string twinOf;  ///< shown path of a source with the same bytes; this one is not read again
    std::string problem; ///< why it cannot be opened at all
    std::uint64_t bytes = 0;
    SourceSettings settings;
    std::string server, role; ///< as the folders tell
    std::string hash;         ///< SHA-256 of a member, or of a file that was compared with another

    // Of archives and their members.
    std::shared_ptr<const RawBytes> content; ///< of a member
    std::string bundle;                      ///< shown path of the archive around it
    std::uint32_t depth = 0;                 ///< archives around it
    std::string archiveKind;                 ///< `zip archive`, …; empty for files
    std::string note;                        ///< what was read of an archive and what was left out
    std::uint32_t leftOut = 0;
    std::vector<Problem> problems;
};

/// Files behind the paths of a request: folders are walked recursively (links to folders are not followed), sorted by
/// path without regard to case, each file once. Archives (by their content) are unpacked; their members follow them,
/// sorted in the same way. Pasted texts come last. At most 100,000 files.
std::vector<SourcePlan> planSources(const LoadRequest& request, const std::stop_token& stop = {},
                                    const ProgressFunction& unpacking = {});

/// Lower-case hex SHA-256 of a file; empty when it cannot be read or `stop` is asked for.
std::string hashFile(const std::string& path, const std::stop_token& stop);

} // namespace sendwright
