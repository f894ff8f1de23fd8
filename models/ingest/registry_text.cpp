// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/registry_text.h"

#include "core/text_scan.h"
#include "ingest/fact_shapes.h"

#include <algorithm>
#include <charconv>

namespace sendwright {

namespace {

constexpr std::size_t kRegistryLine = 16u << 10;
constexpr std::size_t kLongestKey = 1024;

std::optional<std::string> decimalOfHex(std::string_view digits)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return std::to_string(number);
}

Fact valueFact(std::string_view key, std::string_view name, std::string_view type, std::string_view value)
{
    Fact fact;
    fact.kind = Fact::Kind::Registry;
    addField(fact, "Key", key);
    addField(fact, "Name", name);
    addField(fact, "Type", type);
    const bool number = type == "REG_DWORD" || type == "REG_QWORD";
    const auto decimal = number && startsWithNoCase(value, "0x") ? decimalOfHex(value.substr(2)) : std::nullopt;
    addField(fact, "Value", decimal ? std::string_view(*decimal) : value);
    return fact;
}

/// `    Enabled    REG_DWORD    0x1`: the type stands between blanks (tabs before Windows Vista).
std::optional<Fact> queryValue(std::string_view key, std::string_view line)
{
    if (line.size() > kRegistryLine || line.empty() || (line.front() != ' ' && line.front() != '\t'))
        return std::nullopt;
    const std::size_t type = std::min(line.find(" REG_"), line.find("\tREG_"));
    if (type == std::string_view::npos)
        return std::nullopt;
    const std::string_view rest = line.substr(type + 1);
    const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
    return valueFact(key, trimmed(line.substr(0, type)), rest.substr(0, end), trimmed(rest.substr(end)));
}

/// `"Enabled"=dword:00000001`, `"Functions"="TLS_…"`, `@="…"` of an export; other types keep their text.
std::optional<Fact> exportedValue(std::string_view key, std::string_view line)
{
    line = trimmed(line);
    const std::size_t equals = line.starts_with("@=") ? 1 : line.find("\"=");
    if (line.size() > kRegistryLine || equals == std::string_view::npos ||
        (!line.starts_with('"') && !line.starts_with('@')))
        return std::nullopt;
    const std::string_view name = line.front() == '@' ? std::string_view() : line.substr(1, equals - 1);
    const std::string_view value = line.substr(equals + (line.front() == '@' ? 1 : 2));
    if (startsWithNoCase(value, "dword:"))
        if (const auto decimal = decimalOfHex(value.substr(6)))
            return valueFact(key, name, "REG_DWORD", *decimal);
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
        return valueFact(key, name, "REG_SZ", value.substr(1, value.size() - 2));
    return valueFact(key, name, before(value, ":"), after(value, ":"));
}

/// The key of a line that is nothing else: `HKEY_…\…`, in brackets when exported.
std::string_view keyOf(std::string_view line, bool& exported)
{
    std::string_view text = trimmed(line);
    exported = text.starts_with("[HKEY_") && text.ends_with(']');
    if (exported)
        text = text.substr(1, text.size() - 2);
    const bool isKey = text.starts_with("HKEY_") && text.size() <= kLongestKey && line.front() != ' ' &&
                       text.find('\\') != std::string_view::npos && text.find(" REG_") == std::string_view::npos;
    return isKey ? text : std::string_view();
}

bool isPromptAbove(const TextLines& lines, std::size_t at)
{
    std::optional<Fact::Kind> ignored;
    for (int blank = 0; blank < 4 && at > 0 && trimmed(lines[at - 1].text).empty(); ++blank)
        --at;
    return at > 0 && isPrompt(lines[at - 1].text, ignored);
}

/// `ERROR: …` right below a `reg query`; the word is translated, so the place tells.
std::optional<TakenFacts> notFound(const TextLines& lines, std::size_t at, const FactCommand& command)
{
    constexpr std::size_t kLongestWord = 12;
    const std::string_view line = trimmed(lines[at].text);
    const std::string key = commandRegistryKey(command.text);
    const std::size_t colon = line.find(':');
    if (command.kind != Fact::Kind::Registry || key.empty() || colon == 0 || colon > kLongestWord ||
        line.size() > 300 || line.size() < colon + 10 || containsNoCase(command.text, "Get-Item"))
        return std::nullopt;
    const bool oneWord = line.substr(0, colon).find_first_of("\\/=.,0123456789") == std::string_view::npos;
    if (!oneWord || !isPromptAbove(lines, at))
        return std::nullopt;
    Fact fact;
    fact.kind = Fact::Kind::Registry;
    addField(fact, "Key", key);
    addField(fact, "Name", commandRegistryName(command.text));
    addField(fact, "Error", "does not exist");
    return TakenFacts{{{std::move(fact), at}}, at + 1};
}

} // namespace

std::optional<TakenFacts> registryKeyAt(const TextLines& lines, std::size_t at, const FactCommand& command)
{
    bool exported = false;
    const std::string_view key = keyOf(lines[at].text, exported);
    if (key.empty())
        return notFound(lines, at, command);
    TakenFacts taken{{}, at + 1};
    for (std::size_t i = at + 1; i < lines.size(); ++i) {
        auto fact = exported ? exportedValue(key, lines[i].text) : queryValue(key, lines[i].text);
        if (!fact && !trimmed(lines[i].text).empty())
            break;
        if (!fact && !taken.facts.empty())
            break;
        if (!fact)
            continue;
        taken.facts.push_back({std::move(*fact), i});
        taken.end = i + 1;
    }
    return taken;
}

std::vector<Fact> registryValues(const Fact& list, const FactCommand& command)
{
    const std::string_view path = list.field("PSPath");
    const std::string key = path.empty() ? commandRegistryKey(command.text) : std::string(after(path, "Registry::"));
    std::vector<Fact> values;
    for (const auto& [name, value] : list.fields)
        if (!key.empty() && !startsWithNoCase(name, "PS"))
            values.push_back(valueFact(key, name, parseNumber(value) ? "REG_DWORD" : "REG_SZ", value));
    return values;
}

} // namespace sendwright
