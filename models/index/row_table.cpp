// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/row_table.h"

#include <algorithm>
#include <new>

namespace sendwright {

namespace {

/// Middle of the reach of 32 bits, so that times before the first row of a block fit as well.
constexpr std::int64_t kBefore = std::int64_t{1} << 31;

/// Milliseconds from `base` when they say the time exactly; kNoTime for an unknown time; false otherwise.
bool inMilliseconds(std::int64_t time, std::int64_t base, std::uint32_t& out)
{
    if (time == TimePoint::kUnknown) {
        out = RowBlock::kNoTime;
        return true;
    }
    const auto distance = static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(base);
    const std::uint64_t milliseconds = distance / kTicksPerMillisecond;
    out = static_cast<std::uint32_t>(milliseconds);
    return milliseconds < RowBlock::kNoTime && milliseconds * kTicksPerMillisecond == distance;
}

template <typename T>
void copyTo(std::array<T, RowBlock::kRows>& column, std::size_t at, const std::vector<T>& from, std::size_t begin,
            std::size_t count)
{
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(begin), count,
                column.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace

RowColumns RowTable::View::operator[](std::size_t row) const
{
    assert(row < m_size);
    const RowBlock& from = block(row);
    const std::size_t i = place(row);
    RowColumns columns;
    columns.time = from.timeOf(i);
    columns.session = from.session[i];
    columns.sequence = from.sequence[i];
    columns.code = from.code[i];
    columns.rowClass = from.rowClass[i];
    columns.symbol = static_cast<Symbol>(from.marks[i] & 15);
    columns.severity = from.severityOf(i);
    columns.flags = from.flags[i];
    return columns;
}

const PlaceRun& RowTable::View::runOf(RowIndex row) const
{
    std::size_t low = 0, high = m_runs.size(); // the last that begins at or before the row
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (m_runs[middle].first <= row ? low : high) = middle;
    }
    return m_runs[low];
}

std::uint32_t RowTable::View::longLength(RowIndex row) const
{
    std::size_t low = 0, high = m_long.size(); // it is there
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (m_long[middle].row <= row ? low : high) = middle;
    }
    return m_long[low].length;
}

std::uint32_t RowTable::View::line(RowIndex row) const
{
    const PlaceRun& run = runOf(row);
    return run.line + (row - run.first) * run.step;
}

void RowTable::append(const EntryBatch& batch, std::size_t begin, std::size_t end,
                      std::span<const std::uint32_t> owners)
{
    notePlaces(batch, begin, end - begin);
    for (std::size_t done = 0; begin + done < end;) {
        const std::size_t place = m_view.m_size % RowBlock::kRows;
        if (place == 0)
            m_view.m_blocks.push_back(newBlock());
        const std::size_t count = std::min(end - begin - done, RowBlock::kRows - place);
        appendToBlock(batch, begin + done, count, owners.data() + done);
        m_view.m_size += count;
        done += count;
    }
    m_view.m_runs = m_runs.view();
    m_view.m_long = m_long.view();
}

/// Its columns are not zeroed: rows are written once.
std::shared_ptr<RowBlock> RowTable::newBlock()
{
    const std::shared_ptr<void> memory = m_memory.take(sizeof(RowBlock));
    RowBlock* const block = ::new (memory.get()) RowBlock;
    // `memory` frees the bytes; what a block holds beside its columns has to be let go first.
    return {block, [memory](RowBlock* gone) { gone->~RowBlock(); }};
}

void RowTable::appendToBlock(const EntryBatch& batch, std::size_t begin, std::size_t count, const std::uint32_t* owners)
{
    const std::size_t at = m_view.m_size % RowBlock::kRows;
    appendTimes(*m_view.m_blocks.back(), at, batch.time.data() + begin, count);
    RowBlock& block = *m_view.m_blocks.back(); // may be another one now
    // Loops of one column each: compilers turn them into steps of many rows.
    const auto fill = [&](auto& column, const auto& from, auto&& as) {
        auto* const to = column.data() + at;
        const auto* const rows = from.data() + begin;
        for (std::size_t i = 0; i < count; ++i)
            to[i] = as(rows[i]);
    };
    fill(block.offset, batch.offset, [](std::uint64_t offset) { return static_cast<std::uint32_t>(offset); });
    fill(block.length, batch.length, [](std::uint32_t length) {
        return static_cast<std::uint16_t>(std::min<std::uint32_t>(length, RowBlock::kLong));
    });
    noteLong(batch.length.data() + begin, count);
    fill(block.marks, batch.symbol, [](Symbol symbol) { return static_cast<std::uint8_t>(symbol); });
    const Severity* const severities = batch.severity.data() + begin;
    for (std::size_t i = 0; i < count; ++i)
        block.marks[at + i] |= static_cast<std::uint8_t>(static_cast<unsigned>(severities[i]) << 4);
    std::copy_n(owners, count, block.session.begin() + static_cast<std::ptrdiff_t>(at));
    copyTo(block.sequence, at, batch.sequence, begin, count);
    copyTo(block.code, at, batch.code, begin, count);
    copyTo(block.rowClass, at, batch.rowClass, begin, count);
    copyTo(block.flags, at, batch.flags, begin, count);
}

void RowTable::appendTimes(RowBlock& block, std::size_t at, const std::int64_t* times, std::size_t count)
{
    if (at == 0) {
        const auto known = std::find_if(times, times + count, [](std::int64_t t) { return t != TimePoint::kUnknown; });
        const std::int64_t first = known != times + count ? *known : 0;
        block.base = first - kBefore * kTicksPerMillisecond;
    }
    std::size_t i = 0;
    while (!block.time && i < count && inMilliseconds(times[i], block.base, block.milliseconds[at + i]))
        ++i;
    if (i == count)
        return;
    if (!block.time)
        widen(at, at + i);
    std::copy(times + i, times + count, m_view.m_blocks.back()->time.get() + at + i);
}

/// Gives the last block, which holds `used` rows and the times of `timed`, whole ticks. Views go on reading the block
/// they have.
void RowTable::widen(std::size_t used, std::size_t timed)
{
    const RowBlock& old = *m_view.m_blocks.back();
    const std::shared_ptr<RowBlock> wide = newBlock();
    wide->base = old.base;
    const auto copy = [used](auto& to, const auto& from) { std::copy_n(from.begin(), used, to.begin()); };
    copy(wide->offset, old.offset);
    copy(wide->session, old.session);
    copy(wide->length, old.length);
    copy(wide->sequence, old.sequence);
    copy(wide->code, old.code);
    copy(wide->rowClass, old.rowClass);
    copy(wide->marks, old.marks);
    copy(wide->flags, old.flags);
    wide->time.reset(new std::int64_t[RowBlock::kRows]);
    for (std::size_t i = 0; i < timed; ++i)
        wide->time[i] = old.timeOf(i);
    m_view.m_blocks.back() = wide;
}

void RowTable::noteLong(const std::uint32_t* lengths, std::size_t count)
{
    std::uint32_t longest = 0;
    for (std::size_t i = 0; i < count; ++i)
        longest = std::max(longest, lengths[i]);
    for (std::size_t i = 0; i < count && longest >= RowBlock::kLong; ++i)
        if (lengths[i] >= RowBlock::kLong)
            m_long.append({static_cast<RowIndex>(m_view.m_size + i), lengths[i]});
}

void RowTable::notePlaces(const EntryBatch& batch, std::size_t begin, std::size_t count)
{
    const std::uint64_t* const offsets = batch.offset.data();
    const std::uint32_t* const lines = batch.line.data();
    const std::size_t end = begin + count;
    for (std::size_t i = begin; i < end;) {
        const auto row = static_cast<RowIndex>(m_view.m_size + i - begin);
        if (!m_newRun) {
            const PlaceRun run = m_runs[m_runs.size() - 1];
            std::uint32_t line = run.line + (row - run.first) * run.step;
            for (; i < end && lines[i] == line && offsets[i] >> 32 == run.offsetHigh; line += run.step)
                ++i;
            m_newRun = i < end;
            continue;
        }
        m_runs.append({row, lines[i], lines[i] == 0 ? 0u : 1u, static_cast<std::uint32_t>(offsets[i] >> 32)});
        m_view.m_wide = m_view.m_wide || offsets[i] >> 32 != 0;
        m_newRun = false;
    }
}

} // namespace sendwright
