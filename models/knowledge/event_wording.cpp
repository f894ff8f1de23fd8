// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/event_wording.h"

#include "core/text_scan.h"
#include "knowledge/knowledge.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kLongestWording = 1000;

std::string_view valueOf(const EventRecord& event, std::string_view name)
{
    for (const auto& [key, value] : event.data)
        if (equalsNoCase(key, name) && !trimmed(value).empty())
            return trimmed(value);
    return {};
}

/// Value of the first name that has one; `names` as `A|B`.
std::string valueOfOne(const EventRecord& event, std::string_view names)
{
    while (!names.empty()) {
        const std::string_view value = valueOf(event, before(names, "|"));
        if (!value.empty())
            return onOneLine(value, kWordingValueLimit);
        names = after(names, "|");
    }
    return {};
}

/// The inside of one pair of brackets: the part with its values, or what stands for it.
std::string filledPart(std::string_view part, const EventRecord& event)
{
    std::string out;
    bool whole = true;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] == '|')
            return whole ? out : std::string(part.substr(i + 1));
        if (part[i] != '{') {
            out += part[i];
            continue;
        }
        const std::size_t end = std::min(part.find('}', i), part.size());
        const std::string value = valueOfOne(event, part.substr(i + 1, end - i - 1));
        whole = whole && !value.empty();
        out += value;
        i = end;
    }
    return whole ? out : std::string();
}

/// What is wrong inside one pair of brackets.
std::string partFault(std::string_view part)
{
    bool named = false;
    while (!part.empty()) {
        const std::size_t open = part.find_first_of("{}|");
        if (open == std::string_view::npos)
            break;
        if (part[open] == '}')
            return "a } without its {";
        if (part[open] == '|') {
            const bool plain = part.find_first_of("{}|", open + 1) == std::string_view::npos;
            return named && plain ? std::string() : "a bar may come once in brackets, behind the values";
        }
        const std::size_t end = part.find('}', open);
        const std::string_view names = part.substr(open + 1, end - open - 1);
        if (end == std::string_view::npos || names.empty() || names.find('{') != std::string_view::npos)
            return "a { without its name or its }";
        named = true;
        part = part.substr(end + 1);
    }
    return named ? std::string() : "brackets hold a value in braces";
}

} // namespace

std::string wordingFault(std::string_view wording)
{
    if (wording.size() > kLongestWording)
        return "is longer than 1,000 bytes";
    while (!wording.empty()) {
        const std::size_t open = wording.find_first_of("[]{}|");
        if (open == std::string_view::npos)
            return {};
        if (wording[open] != '[')
            return "values, bars and ends of brackets stand inside [ and ] only";
        const std::size_t close = wording.find_first_of("[]", open + 1);
        if (close == std::string_view::npos || wording[close] == '[')
            return "a [ is not closed before the next one";
        if (std::string fault = partFault(wording.substr(open + 1, close - open - 1)); !fault.empty())
            return fault;
        wording = wording.substr(close + 1);
    }
    return {};
}

std::string fillWording(std::string_view wording, const EventRecord& event)
{
    std::string out;
    while (!wording.empty()) {
        const std::size_t open = std::min(wording.find('['), wording.size());
        out += wording.substr(0, open);
        if (open == wording.size())
            break;
        const std::size_t close = std::min(wording.find(']', open), wording.size());
        out += filledPart(wording.substr(open + 1, close - open - 1), event);
        wording = wording.substr(std::min(close + 1, wording.size()));
    }
    return out;
}

std::string onOneLine(std::string_view text, std::size_t limit)
{
    const std::string_view kept = bounded(trimmed(text), limit);
    std::string out;
    out.reserve(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto c = static_cast<unsigned char>(kept[i]);
        // U+0080 to U+009F are control characters too.
        const bool upper = c == 0xC2 && i + 1 < kept.size() && static_cast<unsigned char>(kept[i + 1]) < 0xA0;
        if (upper)
            ++i;
        if (!upper && c > 0x20 && c != 0x7F)
            out += kept[i];
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    out.resize(trimmed(out).size());
    return kept.size() < trimmed(text).size() ? out + "…" : out;
}

std::string Knowledge::wording(const EventRecord& event) const
{
    const std::string id = '/' + std::to_string(event.eventId);
    const CodeMeaning* known = code("event", event.provider + id);
    // Both transport services log the same events; one wording does for both.
    if ((known == nullptr || known->text.empty()) && equalsNoCase(event.provider, "MSExchangeFrontEndTransport"))
        known = code("event", "MSExchangeTransport" + id);
    if (known == nullptr || known->text.empty())
        return {};
    return (known->confirmed ? "" : "Not confirmed: ") + fillWording(known->text, event);
}

} // namespace sendwright
