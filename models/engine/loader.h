// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/row_text.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sendwright {

struct SourceSettings
{
    std::string zone;            ///< of an export with local times; empty: this computer's
    std::string codePage;        ///< empty: detect
    bool recoverDeleted = false; ///< EVTX: look for deleted records as well
};

struct PastedText
{
    std::string name;
    std::string text;
};

struct LoadRequest
{
    std::vector<std::string> paths; ///< files and folders, in the order opened
    std::vector<PastedText> pasted;
    SourceSettings defaults;
    std::map<std::string, SourceSettings> settings; ///< by SourceInfo::path; wins over `defaults`
    unsigned threads = 0;                           ///< 0: one a core
    std::uint64_t sliceBytes = 16u << 20;           ///< of protocol logs larger than one and a half of it
    std::optional<TimePoint> from, to;              ///< entries outside are left out (entries without a time stay)
    std::shared_ptr<const Knowledge> knowledge;     ///< words events that have no message; may be null
};

struct LoadProgress
{
    std::uint64_t bytesDone = 0, bytesTotal = 0;
    std::uint32_t filesDone = 0, filesTotal = 0;
    std::string current;
};

/// Result of a load: what was read and the door back to its text. Unpacked members of archives live as long as `text`.
struct Loaded
{
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const RowText> text;
};

/// Reads all sources on the calling thread plus a pool; calls back on the calling thread, at most ten times a second,
/// with what is there so far. Same request, same result, whatever the number of threads. Never throws.
using PublishFunction = std::function<void(const Loaded&, const LoadProgress&)>;
/// Told while archives are unpacked, when there is nothing to show yet; at most ten times a second.
using ProgressFunction = std::function<void(const LoadProgress&)>;
Loaded load(const LoadRequest& request, std::stop_token stop, const PublishFunction& publish = {},
            const ProgressFunction& unpacking = {});

/// Fills in SourceInfo::sha256 of every source whose file can still be read.
std::shared_ptr<const Snapshot> withHashes(const std::shared_ptr<const Snapshot>& snapshot, std::stop_token stop);

} // namespace sendwright
