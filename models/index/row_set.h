// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <numeric>
#include <vector>

namespace sendwright {

/// A set of rows, one bit each. The functions named `…Shared` may run on several threads at once; all others need the
/// set to themselves.
class RowSet
{
public:
    explicit RowSet(std::size_t rows = 0, bool all = false) { resize(rows, all); }

    std::size_t rows() const { return m_rows; }
    std::size_t wordCount() const { return m_words.size(); }
    std::uint64_t* words() { return m_words.data(); }
    const std::uint64_t* words() const { return m_words.data(); }

    /// Rows that come beside are in the set when `all`.
    void resize(std::size_t rows, bool all = false)
    {
        const std::size_t before = m_rows;
        m_rows = rows;
        m_words.resize((rows + 63) / 64);
        if (all && rows > before)
            addRange(before, rows);
    }

    bool has(RowIndex row) const { return (m_words[row / 64] >> (row % 64) & 1) != 0; }
    void add(RowIndex row) { m_words[row / 64] |= bit(row); }
    void remove(RowIndex row) { m_words[row / 64] &= ~bit(row); }
    void addRange(std::size_t first, std::size_t last)
    {
        overWords(first, last, [this](std::size_t word, std::uint64_t bits) { m_words[word] |= bits; });
    }
    std::size_t count() const
    {
        return std::accumulate(m_words.begin(), m_words.end(), std::size_t{0}, [](std::size_t sum, std::uint64_t word) {
            return sum + static_cast<std::size_t>(std::popcount(word));
        });
    }
    /// First row of the set in [first, last); `last` when there is none.
    RowIndex next(RowIndex first, RowIndex last) const
    {
        while (first < last) {
            const std::uint64_t rest = m_words[first / 64] >> (first % 64);
            if (rest != 0)
                return std::min(first + static_cast<RowIndex>(std::countr_zero(rest)), last);
            first = (first / 64 + 1) * 64;
        }
        return last;
    }
    /// Calls `each(row)` in ascending order.
    template <typename Each>
    void forEach(const Each& each) const
    {
        for (std::size_t word = 0; word < m_words.size(); ++word)
            for (std::uint64_t bits = m_words[word]; bits != 0; bits &= bits - 1)
                each(static_cast<RowIndex>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits))));
    }

    void addShared(std::size_t word, std::uint64_t bits)
    {
        std::atomic_ref(m_words[word]).fetch_or(bits, std::memory_order_release);
    }
    void addRangeShared(std::size_t first, std::size_t last)
    {
        overWords(first, last, [this](std::size_t word, std::uint64_t bits) { addShared(word, bits); });
    }
    /// Adds those of the rows in [first, last) that `other` has; both are of one size.
    void addSomeShared(const RowSet& other, std::size_t first, std::size_t last)
    {
        overWords(first, last,
                  [&](std::size_t word, std::uint64_t bits) { addShared(word, bits & other.m_words[word]); });
    }
    std::uint64_t wordShared(std::size_t word) const
    {
        return std::atomic_ref(const_cast<std::uint64_t&>(m_words[word])).load(std::memory_order_acquire);
    }

private:
    static std::uint64_t bit(std::size_t row) { return std::uint64_t{1} << (row % 64); }

    template <typename Take>
    static void overWords(std::size_t first, std::size_t last, const Take& take)
    {
        while (first < last) {
            const std::size_t end = std::min(last, (first / 64 + 1) * 64);
            const std::uint64_t upTo = end % 64 == 0 ? ~std::uint64_t{0} : bit(end) - 1;
            take(first / 64, upTo & ~(bit(first) - 1));
            first = end;
        }
    }

    std::vector<std::uint64_t> m_words;
    std::size_t m_rows = 0;
};

/// Adds rows found one after the other to a shared set, a word at a time.
class SharedRowAdder
{
public:
    explicit SharedRowAdder(RowSet& set) : m_set(set) {}
    ~SharedRowAdder() { flush(); }
    SharedRowAdder(const SharedRowAdder&) = delete;
    SharedRowAdder& operator=(const SharedRowAdder&) = delete;

    void add(RowIndex row)
    {
        if (row / 64 != m_word)
            flush();
        m_word = row / 64;
        m_bits |= std::uint64_t{1} << (row % 64);
    }
    void flush()
    {
        if (m_bits != 0)
            m_set.addShared(m_word, m_bits);
        m_bits = 0;
    }

private:
    RowSet& m_set;
    std::size_t m_word = 0;
    std::uint64_t m_bits = 0;
};

} // namespace sendwright
