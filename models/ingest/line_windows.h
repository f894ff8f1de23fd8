// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ingest/byte_source.h"

#include <cstdint>
#include <cstring>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Longest line that is looked at; longer ones are left out and counted.
inline constexpr std::size_t kLongestLine = 1u << 20;

struct LineRead
{
    bool complete = true;                 ///< the source could be read to its end
    std::vector<std::uint32_t> oversized; ///< line numbers left out because of their length (at most 100)
};

/// Calls `onLine(line, offset, number, last)` for every line, without its line end (LF, CRLF or a lone CR before LF).
/// `last` is true for a final line that has no line end. Reads windows into one buffer; memory stays bounded whatever
/// the file holds.
template <typename OnLine>
LineRead forEachLine(const ByteSource& source, const std::stop_token& stop, OnLine&& onLine)
{
    constexpr std::size_t kWindow = 4u << 20;
    LineRead result;
    std::string buffer, rest;
    std::uint64_t restOffset = 0;
    std::uint32_t number = 0;
    bool skipping = false;
    const auto leaveOut = [&](std::uint32_t line) {
        if (result.oversized.size() < 100)
            result.oversized.push_back(line);
    };
    const auto give = [&](std::string_view line, std::uint64_t offset, bool last) {
        ++number;
        if (skipping || line.size() > kLongestLine)
            leaveOut(number);
        else
            onLine(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line, offset, number, last);
        skipping = false;
    };
    for (std::uint64_t at = 0; at < source.size() && !stop.stop_requested();) {
        result.complete = source.read(at, kWindow, buffer);
        if (buffer.empty())
            break;
        std::size_t begin = 0;
        while (const void* found = std::memchr(buffer.data() + begin, '\n', buffer.size() - begin)) {
            const auto end = static_cast<std::size_t>(static_cast<const char*>(found) - buffer.data());
            const std::string_view piece(buffer.data() + begin, end - begin);
            if (rest.empty())
                give(piece, at + begin, false);
            else
                give(rest.append(piece), restOffset, false);
            rest.clear();
            begin = end + 1;
            if (begin >= buffer.size())
                break;
        }
        if (begin < buffer.size()) {
            if (rest.empty())
                restOffset = at + begin;
            skipping = skipping || rest.size() + buffer.size() - begin > kLongestLine;
            if (skipping)
                rest.assign("x"); // only its being there matters; the text is left out
            else
                rest.append(buffer, begin);
        }
        at += buffer.size();
        if (!result.complete)
            break;
    }
    if (!rest.empty() && !stop.stop_requested())
        give(rest, restOffset, true);
    return result;
}

} // namespace sendwright
