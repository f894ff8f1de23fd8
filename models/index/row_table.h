// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/chunked_vector.h"
#include "core/entry_batch.h"
#include "core/ids.h"
#include "core/large_memory.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace sendwright {

/// Fixed-width facts of one row, put together from the columns.
struct RowColumns
{
    std::int64_t time = TimePoint::kUnknown;
    std::uint32_t session = kNoSession; ///< session index; for events and transport rows: place in their own list
    std::uint16_t sequence = 0;
    std::uint16_t code = 0;
    RowClass rowClass = RowClass::Other;
    Symbol symbol = Symbol::None;
    Severity severity = Severity::Info;
    std::uint8_t flags = 0;
};

/// Columns of 65,536 rows, 21 bytes a row: a month of logs has hundreds of millions of them.
struct RowBlock
{
    static constexpr std::size_t kRows = 65536;
    static constexpr std::uint32_t kNoTime = 0xFFFF'FFFF;
    static constexpr std::uint16_t kLong = 0xFFFF; ///< the length is in a list of its own
    template <typename T>
    using Column = std::array<T, kRows>;

    std::int64_t base = 0;                ///< ticks that `milliseconds` count from
    Column<std::uint32_t> milliseconds;   ///< kNoTime: unknown
    std::unique_ptr<std::int64_t[]> time; ///< ticks, where some row is too far off or too fine for milliseconds
    Column<std::uint32_t> offset;         ///< low half
    Column<std::uint32_t> session;
    Column<std::uint16_t> length; ///< bytes, without the line end
    Column<std::uint16_t> sequence;
    Column<std::uint16_t> code;
    Column<RowClass> rowClass;
    Column<std::uint8_t> marks; ///< symbol in the low half, severity in the high half
    Column<std::uint8_t> flags;

    std::int64_t timeOf(std::size_t i) const
    {
        if (time)
            return time[i];
        return milliseconds[i] == kNoTime ? TimePoint::kUnknown : base + milliseconds[i] * kTicksPerMillisecond;
    }
    static Severity severityIn(std::uint8_t mark) { return static_cast<Severity>(mark >> 4); }
    Severity severityOf(std::size_t i) const { return severityIn(marks[i]); }
};

/// From this row on the places of rows follow one rule: their offsets lie in one 4 GiB, their lines count up (or stay).
struct PlaceRun
{
    RowIndex first = 0;
    std::uint32_t line = 0;
    std::uint32_t step = 0;       ///< 1: a line a row; 0: all the same (sources without lines)
    std::uint32_t offsetHigh = 0; ///< high half of the offset
};

/// A row of 64 KiB or more.
struct LongRow
{
    RowIndex row = 0;
    std::uint32_t length = 0;
};

/// Append-only columns of all rows. One writer; a View can be read on any thread while the writer goes on.
class RowTable
{
public:
    class View
    {
    public:
        std::size_t size() const { return m_size; }
        bool empty() const { return m_size == 0; }
        RowColumns operator[](std::size_t row) const;

        std::int64_t time(RowIndex row) const { return block(row).timeOf(place(row)); } ///< ticks
        std::uint32_t session(RowIndex row) const { return block(row).session[place(row)]; }
        RowClass rowClass(RowIndex row) const { return block(row).rowClass[place(row)]; }
        std::uint16_t code(RowIndex row) const { return block(row).code[place(row)]; }
        std::uint16_t sequence(RowIndex row) const { return block(row).sequence[place(row)]; }
        Severity severity(RowIndex row) const { return block(row).severityOf(place(row)); }
        std::uint8_t flags(RowIndex row) const { return block(row).flags[place(row)]; }
        std::uint64_t offset(RowIndex row) const ///< of the row's first byte in the decoded source
        {
            const std::uint32_t low = block(row).offset[place(row)];
            return m_wide ? (std::uint64_t{runOf(row).offsetHigh} << 32) | low : low;
        }
        std::uint32_t line(RowIndex row) const;  ///< 1-based; 0 where the source has no lines
        std::uint32_t length(RowIndex row) const ///< bytes, without the line end
        {
            const std::uint16_t length = block(row).length[place(row)];
            return length != RowBlock::kLong ? length : longLength(row);
        }

        /// For scans: block `i` holds rows from i * RowBlock::kRows on.
        std::size_t blocks() const { return m_blocks.size(); }
        const RowBlock& blockAt(std::size_t i) const { return *m_blocks[i]; }
        std::size_t rowsIn(std::size_t i) const { return std::min(RowBlock::kRows, m_size - i * RowBlock::kRows); }

    private:
        friend class RowTable;
        const RowBlock& block(std::size_t row) const { return *m_blocks[row / RowBlock::kRows]; }
        static std::size_t place(std::size_t row) { return row % RowBlock::kRows; }
        const PlaceRun& runOf(RowIndex row) const;
        std::uint32_t longLength(RowIndex row) const;

        std::vector<std::shared_ptr<RowBlock>> m_blocks;
        ChunkedVector<PlaceRun, 1024>::View m_runs;
        ChunkedVector<LongRow, 1024>::View m_long; ///< ascending by row
        std::size_t m_size = 0;
        bool m_wide = false; ///< some offset has a high half
    };

    std::size_t size() const { return m_view.m_size; }
    /// Appends rows [begin, end) of a batch; `owners` is the session column to write, one a row of these.
    void append(const EntryBatch& batch, std::size_t begin, std::size_t end, std::span<const std::uint32_t> owners);
    void beginSource() { m_newRun = true; }
    const View& view() const { return m_view; } ///< of now; copy it to keep it

private:
    std::shared_ptr<RowBlock> newBlock();
    void appendToBlock(const EntryBatch& batch, std::size_t begin, std::size_t count, const std::uint32_t* owners);
    void appendTimes(RowBlock& block, std::size_t at, const std::int64_t* times, std::size_t count);
    void widen(std::size_t used, std::size_t timed);
    void notePlaces(const EntryBatch& batch, std::size_t begin, std::size_t count);

    void noteLong(const std::uint32_t* lengths, std::size_t count); ///< of the rows about to be appended

    View m_view;
    LargeMemory m_memory;
    ChunkedVector<PlaceRun, 1024> m_runs;
    ChunkedVector<LongRow, 1024> m_long;
    bool m_newRun = true;
};

} // namespace sendwright
