// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/time_service.h"

#include "core/ascii.h"
#include "core/text_scan.h"
#include "ingest/fact_shapes.h"

#include <algorithm>
#include <cstdlib>

namespace sendwright {

namespace {

constexpr std::size_t kStatusLine = 512;
constexpr std::size_t kStatusLines = 9; // the first nine; /verbose prints more below them
constexpr std::string_view kNotStarted = "0x80070426";
// Reference of a clock that follows nobody: none at all, and the letters LOCL.
constexpr std::string_view kNoReference[] = {"0x00000000", "0x4C4F434C"};

/// The value of `label: value`; French puts a blank or a no-break blank before the colon.
std::string_view valueOf(std::string_view line)
{
    if (line.size() > kStatusLine)
        return {};
    const std::size_t colon = line.find(':');
    return colon == std::string_view::npos ? std::string_view() : trimmed(line.substr(colon + 1));
}

std::size_t digitsAt(std::string_view text)
{
    std::size_t count = 0;
    while (count < text.size() && isDigit(text[count]))
        ++count;
    return count;
}

/// `0.0311340s`, with a point or a comma, with or without a sign.
bool isSeconds(std::string_view text)
{
    return text.size() > 1 && text.back() == 's' && text.find_first_of("0123456789") != std::string_view::npos &&
           text.find_first_not_of("+-0123456789.,s") == std::string_view::npos;
}

/// `0(no warning)`, with one digit of 0 to 3.
bool isLeap(std::string_view value)
{
    return value.size() > 2 && value[0] >= '0' && value[0] <= '3' && (value[1] == '(' || value.substr(1, 2) == " (");
}

/// `4 (secondary reference …)`; w32tm may leave the words out.
bool isStratum(std::string_view value)
{
    const std::size_t digits = digitsAt(value);
    return digits > 0 && digits < 3 && (digits == value.size() || value[digits] == ' ' || value[digits] == '(');
}

bool isReference(std::string_view value)
{
    return value.size() >= 10 && startsWithNoCase(value, "0x") &&
           value.substr(2, 8).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string withoutSeconds(std::string_view value)
{
    std::string out(value.substr(0, value.size() - 1));
    std::replace(out.begin(), out.end(), ',', '.');
    return out;
}

bool isStatus(const TextLines& lines, std::size_t at)
{
    if (at + kStatusLines > lines.size() || !isLeap(valueOf(lines[at].text)))
        return false;
    return isStratum(valueOf(lines[at + 1].text)) && isSeconds(valueOf(lines[at + 3].text)) &&
           isSeconds(valueOf(lines[at + 4].text)) && isReference(valueOf(lines[at + 5].text));
}

TakenFacts statusAt(const TextLines& lines, std::size_t at)
{
    Fact fact;
    fact.kind = Fact::Kind::TimeService;
    const std::string_view leap = valueOf(lines[at].text);
    const std::string_view stratum = valueOf(lines[at + 1].text);
    const std::string_view reference = valueOf(lines[at + 5].text).substr(0, 10);
    const bool alone = std::any_of(std::begin(kNoReference), std::end(kNoReference),
                                   [&](std::string_view none) { return equalsNoCase(none, reference); });
    const bool synchronised = leap[0] != '3' && !stratum.starts_with("0") && !alone;
    addField(fact, "Source", valueOf(lines[at + 7].text));
    addField(fact, "Stratum", stratum.substr(0, digitsAt(stratum)));
    addField(fact, "LastSync", valueOf(lines[at + 6].text));
    addField(fact, "Synchronised", synchronised ? "True" : "False");
    std::size_t end = at + kStatusLines;
    if (end + 1 < lines.size() && trimmed(lines[end].text).empty() && isSeconds(valueOf(lines[end + 1].text)))
        ++end; // a blank line stands before what /verbose adds
    bool offset = false;
    for (; end < lines.size() && end < at + 2 * kStatusLines; ++end) { // the offset comes first
        const std::string_view value = valueOf(lines[end].text);
        if (value.empty())
            break;
        if (!offset && isSeconds(value))
            addField(fact, "Offset", withoutSeconds(value));
        offset = offset || isSeconds(value);
    }
    return TakenFacts{{{std::move(fact), at + 7}}, end};
}

/// `08:14:05 d:+00.0156s o:-00.0012345s  [ * ]` or `08:14:05, -00.0012345s`; empty when the line is no sample.
std::string_view sampleOffset(std::string_view line)
{
    line = trimmed(line);
    if (line.size() > kStatusLine || digitsAt(line) == 0 || digitsAt(line) > 2 || line.find(':') > 2)
        return {};
    std::size_t mark = line.find(" o:");
    if (mark == std::string_view::npos)
        mark = line.find(", ");
    if (mark == std::string_view::npos)
        return {};
    std::string_view value = trimmed(line.substr(mark + (line[mark] == ' ' ? 3 : 2)));
    value = value.substr(0, std::min(value.find(' '), value.size()));
    const bool signedValue = !value.empty() && (value[0] == '+' || value[0] == '-');
    return signedValue && isSeconds(value) ? value : std::string_view();
}

/// Samples of a strip chart: the last one is the answer.
TakenFacts samplesAt(const TextLines& lines, std::size_t at, const FactCommand& command)
{
    std::size_t last = at;
    while (last + 1 < lines.size() && !sampleOffset(lines[last + 1].text).empty())
        ++last;
    Fact fact;
    fact.kind = Fact::Kind::TimeService;
    const std::string_view computer = after(command.text, "/computer:");
    addField(fact, "Source", computer.substr(0, std::min(computer.find(' '), computer.size())));
    addField(fact, "Offset", withoutSeconds(sampleOffset(lines[last].text)));
    return TakenFacts{{{std::move(fact), last}}, last + 1};
}

} // namespace

std::optional<TakenFacts> timeServiceAt(const TextLines& lines, std::size_t at, const FactCommand& command)
{
    if (isStatus(lines, at))
        return statusAt(lines, at);
    if (command.kind != Fact::Kind::TimeService)
        return std::nullopt;
    const std::string_view line = lines[at].text;
    if (!sampleOffset(line).empty())
        return samplesAt(lines, at, command);
    if (line.size() > kStatusLine || !containsNoCase(line, kNotStarted))
        return std::nullopt;
    Fact fact;
    fact.kind = Fact::Kind::TimeService;
    addField(fact, "Synchronised", "False");
    addField(fact, "Error", kNotStarted);
    return TakenFacts{{{std::move(fact), at}}, at + 1};
}

} // namespace sendwright
