// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sendwright {

inline std::uint16_t littleEndian16(const char* at)
{
    const auto* b = reinterpret_cast<const unsigned char*>(at);
    return static_cast<std::uint16_t>(b[0] | b[1] << 8);
}
inline std::uint32_t littleEndian32(const char* at)
{
    const auto* b = reinterpret_cast<const unsigned char*>(at);
    return std::uint32_t{b[0]} | std::uint32_t{b[1]} << 8 | std::uint32_t{b[2]} << 16 | std::uint32_t{b[3]} << 24;
}
inline std::uint64_t littleEndian64(const char* at)
{
    return littleEndian32(at) | std::uint64_t{littleEndian32(at + 4)} << 32;
}

/// Little-endian numbers and runs of bytes out of a bounded piece of a file. The first read that does not fit is
/// remembered and everything after it gives zeros, so that a structure is read as a whole and judged once.
class EvtxCursor
{
public:
    /// `base`: where `bytes` begin in the file, for messages.
    explicit EvtxCursor(std::string_view bytes, std::uint64_t base = 0, std::size_t at = 0)
        : m_bytes(bytes), m_base(base), m_at(at <= bytes.size() ? at : bytes.size())
    {
    }

    std::uint8_t u8(const char* what) { return take(1, what) ? static_cast<std::uint8_t>(m_bytes[m_at - 1]) : 0; }
    std::uint16_t u16(const char* what) { return take(2, what) ? littleEndian16(m_bytes.data() + m_at - 2) : 0; }
    std::uint32_t u32(const char* what) { return take(4, what) ? littleEndian32(m_bytes.data() + m_at - 4) : 0; }
    std::uint64_t u64(const char* what) { return take(8, what) ? littleEndian64(m_bytes.data() + m_at - 8) : 0; }
    std::string_view run(std::size_t length, const char* what)
    {
        return take(length, what) ? m_bytes.substr(m_at - length, length) : std::string_view();
    }
    bool skip(std::size_t length, const char* what) { return take(length, what); }

    /// What is wrong otherwise than by length; the first complaint stays.
    void complain(const char* what)
    {
        if (m_what == nullptr)
            m_what = what;
    }

    std::size_t at() const { return m_at; }
    std::size_t left() const { return m_bytes.size() - m_at; }
    bool failed() const { return m_what != nullptr; }
    /// What was read, where in the file, and how many bytes were needed: the end of a sentence. Empty without a
    /// failure.
    std::string error() const
    {
        if (m_what == nullptr)
            return {};
        std::string text = std::string(m_what) + " at byte " + std::to_string(m_base + m_at);
        if (m_needed > 0)
            text += " needs " + std::to_string(m_needed) + " bytes, " + std::to_string(left()) + " are left";
        return text;
    }

private:
    bool take(std::size_t length, const char* what)
    {
        if (m_what != nullptr)
            return false;
        if (length > left()) {
            m_what = what;
            m_needed = length;
            return false;
        }
        m_at += length;
        return true;
    }

    std::string_view m_bytes;
    std::uint64_t m_base;
    std::size_t m_at;
    const char* m_what = nullptr;
    std::size_t m_needed = 0;
};

} // namespace sendwright
