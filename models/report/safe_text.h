// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sendwright {

/// Text that may leave the house: our own words, or text that went through the Redactor. Only those two make one, so
/// the compiler sees to it that no evidence reaches a report on another way. UTF-8, not yet escaped for any format.
class SafeText
{
public:
    SafeText() = default;
    const std::string& utf8() const { return m_text; }
    bool empty() const { return m_text.empty(); }

private:
    friend class Redactor;
    friend SafeText ours(std::string_view text);
    explicit SafeText(std::string text) : m_text(std::move(text)) {}
    std::string m_text;
};

/// Words of ours: titles, labels, knowledge. Never anything that came from a file or a person.
inline SafeText ours(std::string_view text)
{
    return SafeText(std::string(text));
}

} // namespace sendwright
