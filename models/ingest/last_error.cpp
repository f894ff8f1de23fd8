// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text_scan.h"
#include "ingest/error_report.h"
#include "ingest/fact_reader.h"
#include "ingest/fact_shapes.h"

#include <array>

namespace sendwright {

namespace {

constexpr std::array<std::string_view, 9> kQuotes = {"\"", "'", "“", "”", "„", "‘", "’", "«", "»"};

std::size_t find(std::string_view text, std::string_view part)
{
    for (std::size_t i = 0; i + part.size() <= text.size(); ++i)
        if (startsWithNoCase(text.substr(i), part))
            return i;
    return std::string_view::npos;
}

/// Length of a quotation mark at the start of `text`; 0 when there is none.
std::size_t quoteLength(std::string_view text)
{
    for (const std::string_view quote : kQuotes)
        if (text.starts_with(quote))
            return quote.size();
    return 0;
}

/// Up to the last quotation mark of `text`, or all of it.
std::string_view untilLastQuote(std::string_view text)
{
    std::size_t end = std::string_view::npos;
    for (const std::string_view quote : kQuotes)
        if (const std::size_t at = text.rfind(quote);
            at != std::string_view::npos && (end == std::string_view::npos || at > end))
            end = at;
    return trimmed(text.substr(0, end));
}

/// `… responded with: "<inner>" Attempted failover …` and its kin.
std::string_view quotedInner(std::string_view text)
{
    for (const std::string_view mark :
         {std::string_view("responded with:"), std::string_view("primary target IP address:"),
          std::string_view("failed on Frontend with"), std::string_view(" returned")}) {
        const std::size_t at = find(text, mark);
        if (at == std::string_view::npos)
            continue;
        const std::string_view rest = trimmed(text.substr(at + mark.size()));
        const std::string_view region = rest.substr(0, find(rest, "Attempted failover"));
        if (const std::size_t quote = quoteLength(region))
            return untilLastQuote(region.substr(quote));
        return startsWithReplyCode(region) ? trimmed(region) : std::string_view{};
    }
    return {};
}

/// What stands between `open` (which ends in the opening bracket or holds it) and the bracket that closes it.
std::string_view bracketed(std::string_view text, std::string_view open, char opening, char closing)
{
    const std::size_t at = find(text, open);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = text.substr(at + open.size());
    int depth = 1;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        depth += rest[i] == opening ? 1 : rest[i] == closing ? -1 : 0;
        if (depth == 0)
            return trimmed(rest.substr(0, i));
    }
    return trimmed(rest);
}

/// A delay or expiry notice with the error it is about behind it.
std::string_view noticeInner(std::string_view text)
{
    for (const std::string_view mark : {std::string_view("Message delayed"), std::string_view("Message expired")}) {
        const std::size_t at = find(text, mark);
        if (at == std::string_view::npos || at > 40)
            continue;
        std::string_view rest = text.substr(at + mark.size());
        while (!rest.empty() && (rest.front() < '0' || rest.front() > '9'))
            rest.remove_prefix(1);
        return startsWithReplyCode(rest) ? trimmed(rest) : std::string_view{};
    }
    return {};
}

/// `outer -> inner -> socket text`: from the last part on that begins with a reply code.
std::string_view chainInner(std::string_view text)
{
    std::string_view inner;
    for (std::size_t at = text.find("->"); at != std::string_view::npos; at = text.find("->", at + 2))
        if (const std::string_view rest = trimmed(text.substr(at + 2)); startsWithReplyCode(rest))
            inner = rest;
    return inner;
}

/// Label, outer quotes and the marks of a non-delivery report around the error.
std::string_view withoutLabel(std::string_view text)
{
    text = trimmed(text);
    if (const std::string_view error = behindErrorLabel(text); !error.empty())
        text = error;
    if (const std::size_t led = find(text.substr(0, 32), "LED=");
        led != std::string_view::npos && (led == 0 || text[led - 1] == ' '))
        text = trimmed(text.substr(led + 4));
    if (const std::size_t at = find(text.substr(0, 32), "smtp;"); at != std::string_view::npos)
        text = trimmed(before(text.substr(at + 5), "> #"));
    while (text.starts_with('#') || text.starts_with('<'))
        text = trimmed(text.substr(1));
    while (text.ends_with("##"))
        text = trimmed(text.substr(0, text.size() - 2));
    if (const std::size_t quote = quoteLength(text); quote > 0 && startsWithReplyCode(text.substr(quote)))
        text = untilLastQuote(text.substr(quote));
    return text;
}

std::string_view peelOnce(std::string_view text)
{
    if (const auto inner = bracketed(text, "{LED=", '{', '}'); !inner.empty())
        return inner;
    if (const auto inner = bracketed(text, "[Message=", '[', ']'); !inner.empty())
        return inner;
    if (const auto inner = bracketed(text, "cannot connect to remote server(", '(', ')'); !inner.empty())
        return inner;
    if (const auto inner = quotedInner(text); !inner.empty())
        return inner;
    if (const auto inner = noticeInner(text); !inner.empty())
        return inner;
    return chainInner(text);
}

} // namespace

std::string peelLastError(std::string_view lastError)
{
    constexpr int kDeepest = 8;
    std::string_view text = withoutLabel(lastError);
    for (int i = 0; i < kDeepest; ++i) {
        const std::string_view inner = withoutLabel(peelOnce(text));
        if (inner.empty() || inner.size() >= text.size())
            break;
        text = inner;
    }
    return std::string(text);
}

} // namespace sendwright
