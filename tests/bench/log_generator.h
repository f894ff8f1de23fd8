// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sendwright::test {

/// What logs to make. The same recipe gives the same bytes, on every system.
struct LogRecipe
{
    enum class Kind : std::uint8_t { Send, Receive, Both };
    enum class Layout : std::uint8_t {
        Old, ///< 2010 and 2013: every EHLO line and every certificate value is a row of its own
        New, ///< 2016 and later: one row each
        Both ///< half the sessions each
    };

    std::uint64_t bytes = 1u << 20; ///< of all files together; met to within one session's rows
    std::uint32_t files = 1;        ///< of all kinds together, at least one a kind; one an hour and kind
    Kind kind = Kind::Both;
    Layout layout = Layout::Both;
    double failingPercent = 5;      ///< share of sessions that fail
    std::uint32_t interleave = 200; ///< sessions alive at once in a log; fewer when `bytes` is small
    bool quoting = true;            ///< banners and certificate names with commas, in quotes
    bool nonAscii = false;          ///< connector and organisation names beyond ASCII
    std::uint64_t seed = 1;
};

struct LogTotals
{
    std::uint64_t bytes = 0;
    std::uint64_t rows = 0;  ///< without header lines
    std::uint64_t lines = 0; ///< with them
    std::uint64_t sessions = 0;
    std::uint64_t failedSessions = 0;    ///< nothing was accepted
    std::uint64_t tlsFailedSessions = 0; ///< because no encrypted channel came about; among the failed ones
    std::uint32_t files = 0;

    bool operator==(const LogTotals&) const = default;
};

/// Takes the logs piece by piece, file after file. Names are as Exchange gives them: `SEND2026112310-1.LOG`.
using LogSink = std::function<void(const std::string& fileName, std::string_view piece)>;
LogTotals generateLogs(const LogRecipe& recipe, const LogSink& sink);

/// Writes the logs into a folder, which is made when it is missing. On an error `failure` says what went wrong.
LogTotals writeLogs(const LogRecipe& recipe, const std::string& folder, std::string* failure = nullptr);

} // namespace sendwright::test
