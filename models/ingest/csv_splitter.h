// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sendwright {

/// Values of one record. Quotes count only at the start of a value; a quote inside a quoted value that is followed by
/// neither a separator nor the end is taken as text. At most `limit` values; the last one then holds the rest.
std::vector<std::string> splitCsv(std::string_view record, char separator, std::size_t limit = 256);

/// A record of a file: one line, or more when a quoted value holds line breaks.
struct CsvRecord
{
    std::string text; ///< lines joined by LF
    std::uint64_t offset = 0;
    std::uint64_t end = 0;  ///< offset behind its last byte
    std::uint32_t line = 0; ///< 1-based
    bool cut = false;       ///< a quote was never closed; the text ends before the next row or at the end of the file
};

/// Puts lines together to records. A quoted value that is never closed costs only its own row: it ends where a line
/// looks like a row, or after kLongestQuoted bytes, from where on lines are left out until one looks like a row.
class CsvAssembler
{
public:
    static constexpr std::size_t kLongestQuoted = 1u << 20;

    std::function<bool(std::string_view line)>
        looksLikeRow;                                       ///< surely a row: ends a quoted value that was never closed
    std::function<bool(std::string_view line)> mayBeginRow; ///< where reading goes on behind a value that was too long
    std::function<void(CsvRecord&& record)> onRecord;
    std::function<void(std::uint32_t line)> onTooLong;

    explicit CsvAssembler(char separator) : m_separator(separator) {}
    void line(std::string_view text, std::uint64_t offset, std::uint32_t number);
    void finish();
    bool open() const { return m_open || m_skipping; } ///< the next line may go on with a value

private:
    void give(bool cut);

    CsvRecord m_record;
    char m_separator;
    bool m_open = false;     ///< inside a quoted value
    bool m_skipping = false; ///< behind a value that was too long
};

} // namespace sendwright
