// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/markup.h"

#include "core/text_scan.h"

namespace sendwright {

namespace {

constexpr std::string_view kPlaceholder = "\xEF\xBF\xBD";

/// Length of a sequence at `at` that must not reach the page as it is (direction marks, other invisible controls).
std::size_t forbiddenLength(std::string_view text, std::size_t at)
{
    const std::string_view three = text.substr(at, 3);
    const bool direction = three >= "\xE2\x80\xAA" && three <= "\xE2\x80\xAE"; // U+202A..202E
    const bool isolate = three >= "\xE2\x81\xA6" && three <= "\xE2\x81\xA9";   // U+2066..2069
    const bool mark = three == "\xE2\x80\x8E" || three == "\xE2\x80\x8F";      // U+200E, 200F
    const bool nonCharacter = three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
    if (three.size() == 3 && (direction || isolate || mark || nonCharacter))
        return 3;
    const std::string_view two = text.substr(at, 2);
    return two.size() == 2 && two[0] == '\xC2' && static_cast<unsigned char>(two[1]) <= 0x9F ? 2 : 0;
}

std::size_t sequenceAt(std::string_view text, std::size_t at)
{
    for (std::size_t length = 2; length <= 4 && at + length <= text.size(); ++length)
        if (isUtf8(text.substr(at, length)))
            return length;
    return 0;
}

const char* entityOf(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return nullptr;
    }
}

void escape(std::string& out, std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) < 0x80) {
            if (const char* entity = entityOf(c))
                out += entity;
            else if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
                out += c == '\r' ? std::string_view() : kPlaceholder;
            else
                out += c;
            ++i;
            continue;
        }
        const std::size_t forbidden = forbiddenLength(text, i);
        const std::size_t length = forbidden > 0 ? 0 : sequenceAt(text, i);
        out += length > 0 ? text.substr(i, length) : kPlaceholder;
        i += length > 0 ? length : std::max<std::size_t>(forbidden, 1);
    }
}

} // namespace

void Markup::start(const char* element, Attributes attributes)
{
    m_out += '<';
    m_out += element;
    for (const auto& [name, value] : attributes) {
        m_out += ' ';
        m_out += name;
        m_out += "=\"";
        escape(m_out, value.utf8());
        m_out += '"';
    }
}

void Markup::open(const char* element, Attributes attributes)
{
    start(element, attributes);
    m_out += '>';
}

void Markup::close(const char* element)
{
    m_out += "</";
    m_out += element;
    m_out += '>';
}

void Markup::empty(const char* element, Attributes attributes)
{
    start(element, attributes);
    m_out += "/>";
}

void Markup::text(const SafeText& text)
{
    escape(m_out, text.utf8());
}

void Markup::text(const SafeText& text, std::size_t most)
{
    const std::string_view shown = bounded(text.utf8(), most);
    escape(m_out, shown);
    if (shown.size() < text.utf8().size())
        m_out += " \xE2\x80\xA6 (" + std::to_string(text.utf8().size() - shown.size()) + " more bytes)";
}

void Markup::brief(const SafeText& text, std::size_t most)
{
    const std::string_view shown = bounded(text.utf8(), most);
    escape(m_out, shown);
    m_out += shown.size() < text.utf8().size() ? "\xE2\x80\xA6" : "";
}

void Markup::element(const char* element, const SafeText& content, Attributes attributes)
{
    open(element, attributes);
    text(content);
    close(element);
}

} // namespace sendwright
