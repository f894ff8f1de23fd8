// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "knowledge/code_lookup.h"

#include "core/ascii.h"

#include <algorithm>
#include <string>
#include <vector>

namespace sendwright {

namespace {

constexpr std::size_t kMaxWords = 16;
constexpr std::size_t kMaxText = 400; ///< no key is longer; evidence may be

/// Ends of the first words, without the punctuation that follows them in a sentence.
std::vector<std::size_t> wordEnds(std::string_view text)
{
    std::vector<std::size_t> ends;
    for (std::size_t at = 0; at < text.size() && ends.size() < kMaxWords;) {
        std::size_t end = std::min(text.find(' ', at), text.size());
        std::size_t last = end;
        while (last > at && std::string_view(",;:.\"'").find(text[last - 1]) != std::string_view::npos)
            --last;
        if (last > at)
            ends.push_back(last);
        at = end + 1;
    }
    return ends;
}

std::string_view trimmedStart(std::string_view text)
{
    const std::size_t start = text.find_first_not_of(" \t\"'");
    return start == std::string_view::npos ? std::string_view() : text.substr(start, kMaxText);
}

bool startsWithReplyCode(std::string_view text)
{
    return text.size() >= 3 && isDigit(text[0]) && isDigit(text[1]) && isDigit(text[2]) &&
           (text.size() == 3 || text[3] == ' ' || text[3] == '-');
}

/// `450 4.4.317 Cannot connect … [Message=UntrustedRoot] …` is known by its code and the inner message, because the
/// words in between vary; an inner message that is a reply itself speaks alone.
std::string withoutWrapper(const std::string& text)
{
    constexpr std::string_view kInner = "[Message=";
    const std::size_t inner = text.find(kInner);
    const std::size_t codeEnd = text.find(' ', 4);
    if (inner == std::string::npos || codeEnd == std::string::npos || codeEnd > inner)
        return text;
    const std::size_t start = inner + kInner.size();
    const std::string message = text.substr(start, text.find(']', start) - start);
    return startsWithReplyCode(message) ? message : text.substr(0, codeEnd + 1) + message;
}

} // namespace

const CodeMeaning* longestMatch(const Knowledge& knowledge, std::string_view family, std::string_view text)
{
    const std::string_view start = trimmedStart(text);
    const std::vector<std::size_t> ends = wordEnds(start);
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        if (const CodeMeaning* meaning = knowledge.code(family, start.substr(0, *end)))
            return meaning;
    }
    return nullptr;
}

const CodeMeaning* smtpMeaning(const Knowledge& knowledge, std::string_view reply)
{
    std::string text(trimmedStart(reply));
    if (!startsWithReplyCode(text))
        return longestMatch(knowledge, "smtp", text);
    if (text.size() > 3)
        text[3] = ' ';
    text = withoutWrapper(text);
    const CodeMeaning* whole = longestMatch(knowledge, "smtp", text);
    // A bare reply code says least, so an entry for the enhanced code behind it comes first.
    if (whole && whole->code.size() > 3)
        return whole;
    const std::string_view rest = text.size() > 4 ? std::string_view(text).substr(4) : std::string_view();
    const CodeMeaning* enhanced = longestMatch(knowledge, "smtp", rest);
    return enhanced ? enhanced : whole;
}

} // namespace sendwright
