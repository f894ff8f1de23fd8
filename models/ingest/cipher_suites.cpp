// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/cipher_suites.h"

#include "core/text_scan.h"
#include "ingest/fact_shapes.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kSuiteLine = 2048;
constexpr std::size_t kMostSuites = 160;
constexpr std::string_view kProperties[] = {
    "KeyType",  "Certificate",       "MaximumExchangeLength", "Exchange",    "MinimumExchangeLength", "HashLength",
    "Hash",     "CipherBlockLength", "CipherLength",          "CipherSuite", "BaseCipherSuite",       "Cipher",
    "Protocols"};

/// `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384` at the start of a text; empty when there is none.
std::string_view suiteAt(std::string_view text)
{
    if (!text.starts_with("TLS_"))
        return {};
    std::size_t end = 0;
    while (end < text.size() &&
           ((text[end] >= 'A' && text[end] <= 'Z') || (text[end] >= '0' && text[end] <= '9') || text[end] == '_'))
        ++end;
    const std::string_view name = text.substr(0, end);
    const bool ends = end == text.size() || text[end] == ' ' || text[end] == '\t' || text[end] == ',';
    return ends && end > 12 && end < 80 ? name : std::string_view();
}

bool isRulerOrHeader(std::string_view line)
{
    const std::string_view text = trimmed(line);
    const bool ruler = text.find_first_not_of("- ") == std::string_view::npos && text.starts_with("--");
    return ruler || equalsNoCase(text, "Name") || text.starts_with("Name ");
}

/// A line of one suite's list; `Name : TLS_…` gives its name.
bool isProperty(std::string_view line, std::string_view& name)
{
    const auto property = propertyOf(line);
    if (!property)
        return false;
    if (equalsNoCase(property->name, "Name"))
        name = suiteAt(property->value);
    return !name.empty() || std::any_of(std::begin(kProperties), std::end(kProperties),
                                        [&](std::string_view known) { return equalsNoCase(known, property->name); });
}

/// Names of a line: one suite a line, or several with commas between them.
bool takeNames(std::string_view line, std::vector<std::string>& names)
{
    std::string_view rest = trimmed(line);
    if (suiteAt(rest).empty())
        return false;
    while (!rest.empty() && names.size() < kMostSuites) {
        const std::string_view name = suiteAt(rest);
        if (name.empty())
            break;
        names.emplace_back(name);
        rest = trimmed(rest.substr(name.size()));
        if (!rest.starts_with(','))
            break; // other columns of the table
        rest = trimmed(rest.substr(1));
    }
    return true;
}

} // namespace

std::optional<TakenFacts> cipherSuitesAt(const TextLines& lines, std::size_t at)
{
    std::vector<std::string> names;
    std::size_t end = at;
    std::size_t decisive = at;
    for (std::size_t i = at; i < lines.size(); ++i) {
        const std::string_view line = lines[i].text;
        if (line.size() > kSuiteLine)
            break;
        std::string_view name;
        const std::size_t before = names.size();
        if (isProperty(line, name)) {
            if (!name.empty() && names.size() < kMostSuites)
                names.emplace_back(name);
        } else if (!takeNames(line, names) && !isRulerOrHeader(line) && !trimmed(line).empty()) {
            break;
        }
        if (before == 0 && !names.empty())
            decisive = i;
        if (trimmed(line).empty() && i == at)
            break;
        if (names.empty() && i > at + std::size(kProperties) + 2)
            break; // looking on for a first name would cost the square of the text's length
        if (!trimmed(line).empty())
            end = i + 1;
    }
    if (names.empty())
        return std::nullopt;
    Fact fact;
    fact.kind = Fact::Kind::CipherSuites;
    std::string joined;
    for (const std::string& name : names)
        joined += (joined.empty() ? "" : ", ") + name;
    addField(fact, "Names", joined);
    return TakenFacts{{{std::move(fact), decisive}}, end};
}

} // namespace sendwright
