// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "core/format.h"
#include "core/plain_twins.h"
#include "ingest/byte_source.h"
#include "ingest/line_windows.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace sendwright {

class SmtpMemory;

struct ReadContext
{
    SourceId source{};
    std::string fileName; ///< last part of the path, a hint only
    std::string zone;     ///< IANA id, `UTC`, `UTC+02:00` or empty (this computer's): for exports with local times
    bool recoverDeleted = false; ///< EVTX: also look for records in slack space; what is found is marked
    unsigned workers = 1;        ///< threads this reader may use at once, its own included
    SourceSlice slice;           ///< protocol logs only: the part to read
    /// Protocol logs only: the `#Fields` line in force where the slice begins; unset: the one at the head of the file.
    std::optional<std::string> columns;
    bool plain = plainTwins();    ///< protocol logs only: every row the slow, obviously right way
    SmtpMemory* memory = nullptr; ///< protocol logs only: kept from log to log by this thread; may be unset
    std::stop_token stop;
    std::function<EntryBatch()> fresh; ///< an empty batch whose memory was used before; may be unset
    /// Takes a batch (moved from); a reader emits every few thousand rows and stops when asked through `stop`.
    std::function<void(EntryBatch&&)> emit;
};

/// What a reader knows at the end of a source.
struct ReadSummary
{
    Format format = Format::Unknown;
    std::string formatName;
    std::string note;
    std::string zone; ///< zone the local times were read in
    bool localTimes = false;
    bool zoneAssumed = false;
    std::uint32_t skipped = 0;
    std::uint32_t lines = 0;       ///< protocol logs: of the slice
    bool notUtf8 = false;          ///< protocol logs: some line is not valid UTF-8
    std::string columnsAtBegin;    ///< protocol logs: the `#Fields` line in force where the slice begins …
    std::string columns;           ///< … and where it ends
    std::uint32_t blankedRows = 0; ///< protocol logs: rows whose session id is blanked out
};

/// A format as the head of a file shows it.
struct Recognised
{
    Format format = Format::Unknown;
    std::string formatName; ///< for Unknown: what it is after all, if we can tell
    std::string reason;     ///< for Unknown: one sentence for the person
};

/// Each reader never throws, never stops at a bad row (it becomes a Problem with line and reason), bounds what it keeps
/// of a row, and reports every non-blank, non-header row as an entry or as a Problem of kind Skipped.
using ReadFunction = ReadSummary (*)(const ByteSource& source, const ReadContext& context);

} // namespace sendwright
