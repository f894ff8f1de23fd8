// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/net_test.h"

#include "core/text_scan.h"
#include "ingest/fact_shapes.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kLongestWarning = 512;
constexpr std::size_t kLinesAhead = 12;
constexpr std::string_view kTcp = "TCP connect to ";
constexpr std::string_view kPing = "Ping to ";
constexpr std::string_view kName = "Name resolution of ";

/// What stands between a warning's words; empty when the line is no such warning.
std::string_view subjectOf(std::string_view line, std::string_view words)
{
    const std::size_t at = line.size() > kLongestWarning ? std::string_view::npos : line.find(words);
    if (at == std::string_view::npos)
        return {};
    const std::string_view rest = line.substr(at + words.size());
    const std::size_t end = rest.find(" failed");
    return end == std::string_view::npos ? std::string_view() : trimmed(rest.substr(0, end));
}

/// `(203.0.113.7 : 25)` of Windows 10 and Server 2016 on, `mail.contoso.com:25` before.
std::pair<std::string_view, std::string_view> targetOf(std::string_view subject)
{
    if (subject.starts_with('('))
        subject.remove_prefix(1);
    if (subject.ends_with(')'))
        subject.remove_suffix(1);
    const std::size_t colon = subject.rfind(':');
    if (colon == std::string_view::npos || !parseNumber(trimmed(subject.substr(colon + 1))))
        return {subject, {}};
    return {trimmed(subject.substr(0, colon)), trimmed(subject.substr(colon + 1))};
}

/// Whether the list that repeats the warning's content follows.
bool listFollows(const TextLines& lines, std::size_t at)
{
    std::optional<Fact::Kind> ignored;
    for (std::size_t i = at + 1; i < lines.size() && i <= at + kLinesAhead; ++i) {
        const auto property = propertyOf(lines[i].text);
        if (property && equalsNoCase(property->name, "ComputerName"))
            return true;
        if (isPrompt(lines[i].text, ignored))
            return false;
    }
    return false;
}

bool isAddress(std::string_view text)
{
    return text.find_first_not_of("0123456789.:abcdefABCDEF%") == std::string_view::npos &&
           text.find_first_of(".:") != std::string_view::npos;
}

} // namespace

std::optional<TakenFacts> netTestAt(const TextLines& lines, std::size_t at)
{
    const std::string_view line = lines[at].text;
    const std::string_view tcp = subjectOf(line, kTcp);
    const std::string_view name = subjectOf(line, kName);
    if (tcp.empty() && name.empty() && subjectOf(line, kPing).empty())
        return std::nullopt;
    TakenFacts taken{{}, at + 1};
    // A ping that fails says nothing of port 25: the warning belongs to the test, and is no fact.
    if ((tcp.empty() && name.empty()) || listFollows(lines, at))
        return taken;
    Fact fact;
    fact.kind = Fact::Kind::NetConnection;
    if (!name.empty()) {
        addField(fact, "ComputerName", name);
        addField(fact, "Error", "name not resolved");
    } else {
        const auto [host, port] = targetOf(tcp);
        addField(fact, isAddress(host) ? "RemoteAddress" : "ComputerName", host);
        addField(fact, "RemotePort", port);
    }
    addField(fact, "TcpTestSucceeded", "False");
    taken.facts.push_back({std::move(fact), at});
    return taken;
}

void completeNetTest(Fact& fact)
{
    const auto known = [&](std::string_view field) {
        return std::any_of(fact.fields.begin(), fact.fields.end(),
                           [&](const auto& pair) { return equalsNoCase(pair.first, field); });
    };
    if (known("RemoteAddress") && fact.field("RemoteAddress").empty() && fact.field("Error").empty())
        addField(fact, "Error", "name not resolved");
}

} // namespace sendwright
