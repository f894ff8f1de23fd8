// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/safe_text.h"

#include <initializer_list>
#include <string>
#include <utility>

namespace sendwright {

/// Writes well-formed XHTML. Names of elements and attributes are ours; everything between them is escaped here and
/// nowhere else. Control characters and marks that turn the reading direction become visible placeholders.
class Markup
{
public:
    using Attributes = std::initializer_list<std::pair<const char*, SafeText>>;

    void open(const char* element, Attributes attributes = {});
    void close(const char* element);
    void empty(const char* element, Attributes attributes = {}); ///< `<br/>`
    void text(const SafeText& text);
    void text(const SafeText& text, std::size_t most);  ///< cut after `most` bytes, and says so
    void brief(const SafeText& text, std::size_t most); ///< cut with an ellipsis, for labels
    void element(const char* element, const SafeText& content, Attributes attributes = {});
    void raw(const char* markup) { m_out += markup; } ///< literals of ours only
    void style(const std::string& css) { m_out += css; }
    const std::string& utf8() const { return m_out; }

private:
    void start(const char* element, Attributes attributes);
    std::string m_out;
};

} // namespace sendwright
