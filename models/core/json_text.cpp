// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json_text.h"

#include "core/text_scan.h"

namespace sendwright {

namespace {

void appendEscape(std::string& out, unsigned char c)
{
    constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    out += "\\u00";
    out += kHex[c >> 4];
    out += kHex[c & 15];
}

/// Length of the valid UTF-8 sequence at the start of `text`; 0 when there is none.
std::size_t validSequence(std::string_view text)
{
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length)
        if (isUtf8(text.substr(0, length)))
            return length;
    return 0;
}

} // namespace

void appendJsonString(std::string& out, std::string_view text)
{
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x80) {
            if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F)
                appendEscape(out, c);
            else
                out += text[i];
            ++i;
            continue;
        }
        const std::size_t length = validSequence(text.substr(i));
        out += length > 0 ? text.substr(i, length) : std::string_view("\xEF\xBF\xBD");
        i += length > 0 ? length : 1;
    }
    out += '"';
}

} // namespace sendwright
