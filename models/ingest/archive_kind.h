// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sendwright {

/// What an archive or packed file is, by its first bytes (the first 512 tell all kinds): `zip archive`, `7z archive`,
/// `tar archive`, `gzip`, `xz`, `bzip2`, `zstd`. Empty for all else.
std::string_view archiveKind(std::string_view head);

/// A single packed stream: what is inside (a tar or one file) shows only when it is opened.
bool isPackedStream(std::string_view kind);

} // namespace sendwright
