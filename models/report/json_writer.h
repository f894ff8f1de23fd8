// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/safe_text.h"

#include <cstdint>
#include <string>

namespace sendwright {

/// Writes JSON in the order it is told, indented by one blank a level. Takes only text that may leave the house.
class JsonWriter
{
public:
    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(const char* name);
    void value(const SafeText& text);
    void value(std::uint64_t number);
    void confidence(double value); ///< two decimals
    const std::string& text() const { return m_out; }

private:
    void separate();
    void newLine();

    std::string m_out;
    int m_depth = 0;
    bool m_first = true;
    bool m_afterKey = false;
};

} // namespace sendwright
