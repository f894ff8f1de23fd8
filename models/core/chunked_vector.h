// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <memory>
#include <vector>

namespace sendwright {

/// Append-only array in chunks of fixed size. One writer appends; a View taken from it can be read on any thread while
/// the writer goes on, because elements never move and a View never reaches past the size it was taken at. Handing the
/// View to another thread (through a lock or a queued signal) is what orders the memory.
template <typename T, std::size_t ChunkSize = 65536>
class ChunkedVector
{
public:
    class View
    {
    public:
        std::size_t size() const { return m_size; }
        bool empty() const { return m_size == 0; }
        const T& operator[](std::size_t i) const
        {
            assert(i < m_size);
            return m_chunks[i / ChunkSize][i % ChunkSize];
        }

    private:
        friend class ChunkedVector;
        std::vector<std::shared_ptr<T[]>> m_chunks;
        std::size_t m_size = 0;
    };

    std::size_t size() const { return m_view.m_size; }
    const T& operator[](std::size_t i) const { return m_view[i]; }
    T& operator[](std::size_t i)
    {
        assert(i < size());
        return m_view.m_chunks[i / ChunkSize][i % ChunkSize];
    }

    T& append(T value)
    {
        const std::size_t place = m_view.m_size % ChunkSize;
        if (place == 0)
            m_view.m_chunks.push_back(std::shared_ptr<T[]>(new T[ChunkSize]));
        T& slot = m_view.m_chunks.back()[place];
        slot = std::move(value);
        ++m_view.m_size;
        return slot;
    }

    const View& view() const { return m_view; }

private:
    View m_view;
};

} // namespace sendwright
