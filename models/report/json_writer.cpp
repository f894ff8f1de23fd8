// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/json_writer.h"

#include "core/json_text.h"

#include <cmath>
#include <utility>

namespace sendwright {

void JsonWriter::newLine()
{
    m_out += '\n';
    m_out.append(static_cast<std::size_t>(m_depth), ' ');
}

void JsonWriter::separate()
{
    if (std::exchange(m_afterKey, false))
        return;
    if (!m_first)
        m_out += ',';
    if (m_depth > 0)
        newLine();
    m_first = false;
}

void JsonWriter::beginObject()
{
    separate();
    m_out += '{';
    ++m_depth;
    m_first = true;
}

void JsonWriter::endObject()
{
    --m_depth;
    if (!m_first)
        newLine();
    m_out += '}';
    m_first = false;
}

void JsonWriter::beginArray()
{
    separate();
    m_out += '[';
    ++m_depth;
    m_first = true;
}

void JsonWriter::endArray()
{
    --m_depth;
    if (!m_first)
        newLine();
    m_out += ']';
    m_first = false;
}

void JsonWriter::key(const char* name)
{
    separate();
    appendJsonString(m_out, name);
    m_out += ": ";
    m_afterKey = true;
}

void JsonWriter::value(const SafeText& text)
{
    separate();
    appendJsonString(m_out, text.utf8());
}

void JsonWriter::value(std::uint64_t number)
{
    separate();
    m_out += std::to_string(number);
}

void JsonWriter::confidence(double value)
{
    separate();
    const auto hundredths = static_cast<long>(std::lround(value * 100));
    m_out +=
        std::to_string(hundredths / 100) + '.' + (hundredths % 100 < 10 ? "0" : "") + std::to_string(hundredths % 100);
}

} // namespace sendwright
