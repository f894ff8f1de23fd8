// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/dns_answer.h"

#include "core/text_scan.h"
#include "ingest/fact_shapes.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kAnswerLine = 1024;
constexpr std::size_t kErrorLines = 10;
constexpr std::string_view kCmdlet = "Resolve-DnsName";

Fact answerFact()
{
    Fact fact;
    fact.kind = Fact::Kind::DnsAnswer;
    return fact;
}

/// `does not exist`, `no answer` by PowerShell's error id or by English words; else the message itself.
std::string errorWords(std::string_view message, std::string_view id)
{
    for (const std::string_view mark : {"RCODE_NAME_ERROR", "9003"})
        if (id.find(mark) != std::string_view::npos)
            return "does not exist";
    for (const std::string_view mark : {"ERROR_TIMEOUT", "1460", "DNS_INFO_NO_RECORDS", "9501"})
        if (id.find(mark) != std::string_view::npos)
            return "no answer";
    if (containsNoCase(message, "does not exist") || containsNoCase(message, "non-existent domain"))
        return "does not exist";
    if (containsNoCase(message, "timeout") || containsNoCase(message, "timed out") ||
        containsNoCase(message, "no response") || containsNoCase(message, "no records"))
        return "no answer";
    return std::string(message);
}

/// Lines below an error of PowerShell: `At line:1 char:1`, `+ Resolve-DnsName …`, `+ CategoryInfo : …`.
std::size_t errorEnd(const TextLines& lines, std::size_t at, std::string_view& id)
{
    std::size_t end = at + 1;
    for (std::size_t i = at + 1; i < lines.size() && i <= at + kErrorLines; ++i) {
        const std::string_view line = trimmed(bounded(lines[i].text, kAnswerLine));
        if (line.empty())
            break;
        if (line.starts_with('+'))
            end = i + 1;
        if (containsNoCase(line, "FullyQualifiedErrorId")) {
            id = trimmed(after(line, ":"));
            return i + 1;
        }
    }
    return end;
}

/// `Resolve-DnsName : contoso.example : DNS name does not exist` (PowerShell 7: `Resolve-DnsName: …`).
std::optional<TakenFacts> cmdletError(const TextLines& lines, std::size_t at)
{
    std::string_view text = trimmed(lines[at].text);
    if (text.size() > kAnswerLine || !startsWithNoCase(text, kCmdlet))
        return std::nullopt;
    text = trimmed(text.substr(kCmdlet.size()));
    if (!text.starts_with(':'))
        return std::nullopt;
    text = trimmed(text.substr(1));
    const std::size_t colon = text.find(" : ");
    std::string_view id;
    TakenFacts taken;
    taken.end = errorEnd(lines, at, id);
    Fact fact = answerFact();
    addField(fact, "Name", colon == std::string_view::npos ? std::string_view() : trimmed(text.substr(0, colon)));
    const std::string_view message = colon == std::string_view::npos ? text : trimmed(text.substr(colon + 3));
    addField(fact, "Error", errorWords(message, id));
    taken.facts.push_back({std::move(fact), at});
    return taken;
}

/// `contoso.com  MX preference = 10, mail exchanger = mail.contoso.com`.
std::optional<TakenFacts> lookupMx(std::string_view line, std::size_t at)
{
    const std::size_t mark = line.find("MX preference = ");
    if (mark == std::string_view::npos || mark == 0)
        return std::nullopt;
    const std::string_view rest = line.substr(mark + 16);
    Fact fact = answerFact();
    addField(fact, "Name", trimmed(line.substr(0, mark)));
    addField(fact, "Type", "MX");
    addField(fact, "NameExchange", trimmed(after(rest, "mail exchanger = ")));
    addField(fact, "Preference", trimmed(before(rest, ",")));
    return TakenFacts{{{std::move(fact), at}}, at + 1};
}

/// `*** dns01.contoso.com can't find mail.example: Non-existent domain`; the name stands before the last colon.
std::optional<TakenFacts> lookupError(std::string_view line, std::size_t at, const FactCommand& command)
{
    const std::size_t colon = line.rfind(": ");
    if (!line.starts_with("*** ") || colon == std::string_view::npos)
        return std::nullopt;
    std::string_view name = line.substr(4, colon - 4);
    name = name.substr(name.find_last_of(' ') + 1);
    Fact fact = answerFact();
    const std::string asked = commandHost(command.text);
    addField(fact, "Name", name.find('.') == std::string_view::npos && !asked.empty() ? std::string_view(asked) : name);
    addField(fact, "Error", errorWords(line.substr(colon + 2), {}));
    return TakenFacts{{{std::move(fact), at}}, at + 1};
}

std::string_view addressOf(std::string_view line)
{
    const std::string_view value = trimmed(line.substr(std::min(line.find_last_of(" \t") + 1, line.size())));
    const bool shaped = value.size() > 2 && value.find_first_of(".:") != std::string_view::npos &&
                        value.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
    return shaped ? value : std::string_view();
}

/// `Name:    mail.contoso.com` and the addresses below it; the first pair is the DNS server's own.
std::optional<TakenFacts> lookupAddresses(const TextLines& lines, std::size_t at)
{
    const std::string_view head = trimmed(lines[at].text);
    const std::size_t colon = head.find(':');
    if (head.size() > kAnswerLine || colon == std::string_view::npos || !startsWithNoCase(head, "Name"))
        return std::nullopt;
    const std::string_view name = trimmed(head.substr(colon + 1));
    TakenFacts taken{{}, at + 1};
    for (std::size_t i = at + 1; i < lines.size() && i < at + 64; ++i) {
        const std::string_view line = bounded(lines[i].text, kAnswerLine);
        const std::string_view address = addressOf(line);
        if (address.empty())
            break;
        Fact fact = answerFact();
        addField(fact, "Name", name);
        addField(fact, "Type", address.find(':') == std::string_view::npos ? "A" : "AAAA");
        addField(fact, "Address", address);
        taken.facts.push_back({std::move(fact), i});
        taken.end = i + 1;
    }
    return taken.facts.empty() ? std::nullopt : std::optional<TakenFacts>(std::move(taken));
}

/// `Server:  dns01.contoso.com` and its `Address:  10.0.0.10`: two labelled lines, the second with an address.
std::optional<TakenFacts> lookupServer(const TextLines& lines, std::size_t at)
{
    if (at + 1 >= lines.size())
        return std::nullopt;
    const std::string_view first = bounded(lines[at].text, kAnswerLine);
    const std::string_view second = bounded(lines[at + 1].text, kAnswerLine);
    const auto labelled = [](std::string_view line) {
        return !line.empty() && line.front() != ' ' && line.find(':') < 24 && line.find("  ") != std::string_view::npos;
    };
    const bool isServer = labelled(first) && labelled(second) && startsWithNoCase(first, "Serv");
    return isServer && !addressOf(second).empty() ? std::optional<TakenFacts>(TakenFacts{{}, at + 2}) : std::nullopt;
}

} // namespace

std::optional<TakenFacts> dnsAnswerAt(const TextLines& lines, std::size_t at, const FactCommand& command)
{
    if (auto found = cmdletError(lines, at))
        return found;
    const std::string_view line = trimmed(lines[at].text);
    if (line.size() > kAnswerLine)
        return std::nullopt;
    if (auto found = lookupMx(line, at))
        return found;
    if (command.kind != Fact::Kind::DnsAnswer || !containsNoCase(command.text, "nslookup"))
        return std::nullopt;
    if (auto found = lookupServer(lines, at))
        return found;
    if (auto found = lookupError(line, at, command))
        return found;
    return lookupAddresses(lines, at);
}

void completeDnsAnswer(Fact& fact)
{
    for (auto& [name, value] : fact.fields) {
        if (equalsNoCase(name, "IPAddress") || equalsNoCase(name, "IP4Address") || equalsNoCase(name, "IP6Address"))
            name = "Address";
        else if (equalsNoCase(name, "QueryType"))
            name = "Type";
    }
    // Only the zone's authority record came back: the name is there, a record of the type that was asked for is not.
    if (equalsNoCase(fact.field("Type"), "SOA") && equalsNoCase(fact.field("Section"), "Authority") &&
        fact.field("Error").empty())
        addField(fact, "Error", "no answer");
}

} // namespace sendwright
