// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright::test {

/// Writes archives in memory the way people's tools do, so that a test shows its input in a few lines. Names are
/// written as they are given, also those that lead out of the archive.
class ArchiveBuilder
{
public:
    ArchiveBuilder& add(std::string name, std::string content);
    ArchiveBuilder& folder(std::string name);
    ArchiveBuilder& link(std::string name, std::string target); ///< symbolic

    std::string zip(std::string_view password = {}) const;
    std::string sevenZip() const;
    std::string tar(std::string_view filter = {}) const; ///< `gzip`, `xz`, `bzip2`, `zstd` or empty

    static std::string packed(std::string_view content, std::string_view filter = "gzip"); ///< one file, no archive

private:
    struct Member
    {
        std::string name, content, target;
        bool folder = false;
    };
    std::string write(int format, std::string_view filter, std::string_view password) const;

    std::vector<Member> m_members;
};

/// A zip whose members are stored unpacked, written by hand: every field can lie. `listed` is the size both headers
/// give.
std::string lyingZip(std::string_view name, std::string_view content, std::uint32_t listed);

} // namespace sendwright::test
