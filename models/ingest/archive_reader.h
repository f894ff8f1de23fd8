// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problem.h"
#include "core/result.h"
#include "ingest/member_store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Bounds of one bundle (an archive with all archives inside it). Sizes in headers are never trusted: bytes are counted
/// as they come.
struct ArchiveLimits
{
    /// A collection of all logs of a large organisation has some ten thousand files; more is an attack or a disk image.
    std::uint32_t members = 20'000;
    /// A day of a busy server's logs is a few GiB; more should be unpacked by the person, on a disk of their choice.
    std::uint64_t bytes = 8ull << 30;
    /// Unpacked to packed size. Logs pack 1:10 to 1:60, zeros and bombs 1:1000 and more.
    std::uint32_t ratio = 200;
    /// Allowed whatever the ratio, so that small texts and empty event logs (mostly zeros) pass.
    std::uint64_t ratioFloor = 64ull << 20;
    /// A zip of a folder of zips of folders is usual; deeper is an archive that holds itself.
    std::uint32_t depth = 4;
    /// Windows takes paths of 260 characters by default; three bytes each, and some.
    std::uint32_t nameBytes = 1024;
};

/// What a bundle holds, in the order shown: an archive, then what is in it.
struct BundlePart
{
    std::string path;        ///< within the bundle, `/`: `inner.zip/Hub/SEND.LOG`; empty: the bundle itself
    std::uint32_t depth = 0; ///< archives around it
    std::uint64_t bytes = 0;
    std::string sha256;                      ///< lower-case hex; empty for the bundle itself
    std::shared_ptr<const RawBytes> content; ///< null for an archive
    std::string kind;                        ///< of an archive: `zip archive`, …; empty for a file
    std::string note;                        ///< of an archive: what was read and left out
    std::uint32_t leftOut = 0;               ///< of an archive: members that are not among the parts
    std::vector<Problem> problems;           ///< of an archive
};

struct UnpackContext
{
    ArchiveLimits limits;
    std::stop_token stop;
    std::function<void(std::uint64_t)> progress; ///< bytes of the packed file done; may be empty
};

/// Reads an archive or packed file through callbacks over `packed` with nested ones unpacked too; writes nothing but
/// what `store` keeps. Names of members are shown and never used as paths. A damaged archive gives what came before the
/// damage, and a Problem; one that unpacks to far more than its size gives a Problem and nothing else. `name` is the
/// file's own, for a packed file that holds no name. The first part is the bundle itself; none when it is no archive.
std::vector<BundlePart> unpackBundle(const std::shared_ptr<const RawBytes>& packed, std::string_view name,
                                     MemberStore& store, const UnpackContext& context);

/// The name of a member as it is shown: UTF-8, `/` between folders, without `./`. A Failure when it is none that a
/// collection of logs has: absolute, `..`, a drive or device name, control characters, empty or too long.
Result<std::string> memberPath(std::string_view stored, std::size_t limit = ArchiveLimits{}.nameBytes);

} // namespace sendwright
