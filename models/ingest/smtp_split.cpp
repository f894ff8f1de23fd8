// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_split.h"

#include "core/text_scan.h"
#include "core/time.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace sendwright {

namespace {

/// Whether none of `size` (a multiple of eight) bytes is a comma or a quote, eight bytes at a time.
template <std::size_t size>
bool hasNoComma(const char* text)
{
    constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101ull;
    const auto hasByte = [](std::uint64_t word, char wanted) {
        const std::uint64_t zero = word ^ (kOnes * static_cast<unsigned char>(wanted));
        return ((zero - kOnes) & ~zero & (kOnes << 7)) != 0;
    };
    for (std::size_t at = 0; at < size; at += 8) {
        std::uint64_t word;
        std::memcpy(&word, text + at, sizeof word);
        if (hasByte(word, ',') || hasByte(word, '"'))
            return false;
    }
    return true;
}

/// End of the field that starts at `at`: the place of its comma, or the end of the line.
std::size_t fieldEnd(std::string_view line, std::size_t at)
{
    // Sequence number and event are one or two bytes, a session id sixteen: cheaper looked at than searched.
    const bool quoted = at < line.size() && line[at] == '"';
    for (std::size_t size = 0; size <= 2 && !quoted; ++size)
        if (at + size < line.size() && line[at + size] == ',')
            return at + size;
    constexpr std::size_t kId = 16;
    if (at + kId < line.size() && line[at + kId] == ',' && hasNoComma<kId>(line.data() + at))
        return at + kId;
    if (quoted) {
        at = line.find('"', at + 1);
        while (at < line.size() && at + 1 < line.size() && line[at + 1] == '"')
            at = line.find('"', at + 2);
        at = std::min(at, line.size());
    }
    return static_cast<std::size_t>(commaFrom(line.data() + at, line.data() + line.size()) - line.data());
}

std::string joined(const std::vector<std::string_view>& parts, std::size_t from, std::size_t to)
{
    std::string out;
    for (std::size_t i = from; i < to; ++i) {
        if (i > from)
            out += ',';
        out += parts[i];
    }
    return out;
}

std::vector<std::string_view> allFields(std::string_view line)
{
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= line.size() && parts.size() < 64;) {
        const std::size_t end = fieldEnd(line, at);
        parts.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string quotedField(std::string_view value)
{
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"')
            out += '"';
        out += c;
    }
    return out + '"';
}

bool headIsFine(const std::vector<std::string_view>& parts)
{
    Symbol symbol{};
    return parts.size() >= 7 && parseIsoTime(parts[0]) && parseNumber(trimmed(parts[3])) &&
           parseSymbol(parts[6], symbol);
}

/// Puts a row with too many or too few fields back into nine: what stands between event and last field is the data.
std::string refit(const std::vector<std::string_view>& parts)
{
    const std::string head = joined(parts, 0, 7);
    if (parts.size() < kColumns)
        return head + ',' + (parts.size() == 8 ? std::string(parts[7]) : std::string()) + ',';
    std::string_view context = parts.back();
    while (context.starts_with(';'))
        context.remove_prefix(1);
    const std::string data = joined(parts, 7, parts.size() - 1);
    return head + ',' + quotedField(data) + ',' + std::string(context);
}

std::string withoutMarks(std::string_view line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool escape = line[i] == '\\' && i + 1 < line.size() && (line[i + 1] == '*' || line[i + 1] == '_');
        if (!escape && line[i] != '`')
            out += line[i];
    }
    return out;
}

} // namespace

Fields splitFields(std::string_view line)
{
    Fields fields;
    std::size_t at = 0;
    // The time has one length; what follows is looked for.
    constexpr std::size_t kTime = 24;
    if (line.size() > kTime && line[kTime] == ',' && line[kTime - 1] == 'Z' && hasNoComma<kTime>(line.data())) {
        fields.field[fields.count++] = line.substr(0, kTime);
        at = kTime + 1;
    }
    while (fields.count < kColumns) {
        const std::size_t end = fieldEnd(line, at);
        fields.field[fields.count++] = line.substr(at, end - at);
        if (end >= line.size())
            return fields;
        at = end + 1;
    }
    fields.count = kColumns + 1;
    fields.field[kColumns - 1] = line.substr(static_cast<std::size_t>(fields.field[kColumns - 1].data() - line.data()));
    return fields;
}

std::size_t fieldSize(std::string_view rest)
{
    return fieldEnd(rest, 0);
}

std::string_view unquoted(std::string_view field, std::string& buffer)
{
    if (field.size() < 2 || field.front() != '"')
        return field;
    const bool closed = field.back() == '"';
    const std::string_view inner = field.substr(1, field.size() - (closed ? 2 : 1));
    if (inner.find('"') == std::string_view::npos)
        return inner;
    buffer.clear();
    for (std::size_t i = 0; i < inner.size(); ++i) {
        buffer += inner[i];
        if (inner[i] == '"' && i + 1 < inner.size() && inner[i + 1] == '"')
            ++i;
    }
    return buffer;
}

bool repairRow(std::string_view line, std::string& repaired, std::string& why)
{
    std::string_view text = trimmed(line);
    while (text.starts_with("> ") || text.starts_with("\""))
        text = trimmed(text.substr(1));
    if (text.find("**") != std::string_view::npos) {
        why = "stars that a web page or a person put in cannot be told from the log's own text";
        return false;
    }
    const std::string clean = withoutMarks(text);
    const auto parts = allFields(clean);
    if (!headIsFine(parts)) {
        why = parts.size() < 7 ? "only " + std::to_string(parts.size()) + " values where 9 belong"
                               : "time, sequence number or event are not where a protocol log has them";
        return false;
    }
    repaired = parts.size() == kColumns ? clean : refit(parts);
    why = parts.size() == kColumns ? "marks of a web page removed"
                                   : std::to_string(parts.size()) + " values where 9 belong, put back in order";
    return true;
}

bool looksLikeRow(std::string_view line)
{
    const Fields fields = splitFields(trimmed(line));
    Symbol symbol{};
    return fields.count >= 8 && fields[Column::Time].ends_with('Z') && parseIsoTime(fields[Column::Time]) &&
           parseNumber(trimmed(fields[Column::Sequence])) && parseSymbol(fields[Column::Event], symbol) &&
           fields[Column::Session].size() >= 8;
}

} // namespace sendwright
