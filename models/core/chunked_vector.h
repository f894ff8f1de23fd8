// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/large_memory.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <iterator>
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

        const T& front() const { return (*this)[0]; }
        const T& back() const { return (*this)[m_size - 1]; }

        class Iterator
        {
        public:
            using iterator_category = std::forward_iterator_tag;
            using value_type = T;
            using difference_type = std::ptrdiff_t;
            using pointer = const T*;
            using reference = const T&;
            Iterator() = default;
            Iterator(const View* view, std::size_t at) : m_view(view), m_at(at) {}
            const T& operator*() const { return (*m_view)[m_at]; }
            const T* operator->() const { return &(*m_view)[m_at]; }
            Iterator& operator++()
            {
                ++m_at;
                return *this;
            }
            Iterator operator++(int)
            {
                Iterator before = *this;
                ++m_at;
                return before;
            }
            bool operator==(const Iterator&) const = default;

        private:
            const View* m_view = nullptr;
            std::size_t m_at = 0;
        };
        Iterator begin() const { return {this, 0}; }
        Iterator end() const { return {this, m_size}; }

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

    T& append(T value) { return grow() = std::move(value); }
    /// Appends an element as `T()` makes it, without a copy.
    T& grow()
    {
        const std::size_t place = m_view.m_size % ChunkSize;
        if (place == 0)
            addChunk();
        ++m_view.m_size;
        return m_view.m_chunks.back()[place];
    }

    const View& view() const { return m_view; }

    /// A View for a writer that goes on changing elements through `edit`: what it shows stays as it is.
    View share()
    {
        std::fill(m_shared.begin(), m_shared.end(), char{1});
        return m_view;
    }
    /// The element for changing. Its chunk is copied first when a View from `share` looks at it.
    T& edit(std::size_t i)
    {
        const std::size_t chunk = i / ChunkSize;
        if (m_shared[chunk] != 0)
            copyChunk(chunk);
        return m_view.m_chunks[chunk][i % ChunkSize];
    }

private:
    void addChunk()
    {
        m_view.m_chunks.push_back(newChunk());
        m_shared.resize(m_view.m_chunks.size());
    }
    std::shared_ptr<T[]> newChunk()
    {
        if constexpr (std::is_trivially_destructible_v<T>)
            return m_memory.takeArray<T>(ChunkSize);
        else
            return std::make_shared<T[]>(ChunkSize);
    }
    void copyChunk(std::size_t chunk)
    {
        const std::size_t used = std::min(ChunkSize, m_view.m_size - chunk * ChunkSize);
        // Not from the slabs: those of chunks nobody looks at any more would stay as long as one chunk of theirs does.
        std::shared_ptr<T[]> own = std::make_shared<T[]>(ChunkSize);
        std::copy_n(m_view.m_chunks[chunk].get(), used, own.get());
        m_view.m_chunks[chunk] = std::move(own);
        m_shared[chunk] = 0;
    }

    View m_view;
    LargeMemory m_memory;
    std::vector<char> m_shared; ///< by chunk: a View from `share` looks at it
};

} // namespace sendwright
