// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/archive_kind.h"

namespace sendwright {

std::string_view archiveKind(std::string_view head)
{
    // The second mark is that of an archive without members.
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06"))
        return "zip archive";
    if (head.starts_with("7z\xBC\xAF\x27\x1C"))
        return "7z archive";
    if (head.starts_with("\x1F\x8B\x08"))
        return "gzip";
    if (head.starts_with(std::string_view("\xFD"
                                          "7zXZ\0",
                                          6)))
        return "xz";
    if (head.size() > 10 && head.starts_with("BZh") && head[3] >= '1' && head[3] <= '9' &&
        head.substr(4, 6) == "\x31\x41\x59\x26\x53\x59")
        return "bzip2";
    if (head.starts_with("\x28\xB5\x2F\xFD"))
        return "zstd";
    constexpr std::size_t kTarMark = 257; // POSIX ustar and GNU tar: "ustar" in the first header
    if (head.size() > kTarMark + 5 && head.substr(kTarMark, 5) == "ustar")
        return "tar archive";
    return {};
}

bool isPackedStream(std::string_view kind)
{
    return kind == "gzip" || kind == "xz" || kind == "bzip2" || kind == "zstd";
}

} // namespace sendwright
