// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/key_access.h"

#include "core/text_scan.h"
#include "ingest/fact_shapes.h"
#include "ingest/key_rights.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::size_t kLongestEntry = 4096;

/// `ACCOUNT:(I)(F)` taken apart.
struct Entry
{
    std::string_view account, rights;
};

std::optional<Entry> entryOf(std::string_view text)
{
    text = trimmed(text);
    const std::size_t mark = text.find(":(");
    if (text.size() > kLongestEntry || mark == std::string_view::npos || mark == 0 || !text.ends_with(')'))
        return std::nullopt;
    const std::string_view rights = text.substr(mark + 1);
    const bool onlyRights =
        rights.find_first_not_of("(),ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
    return onlyRights ? std::optional<Entry>(Entry{text.substr(0, mark), rights}) : std::nullopt;
}

/// icacls lines the accounts up; without a second line only blanks in the text can tell path from account.
std::size_t accountBegin(const TextLines& lines, std::size_t at)
{
    const std::string_view line = lines[at].text;
    if (at + 1 < lines.size()) {
        const std::size_t indent = indentOf(lines[at + 1].text);
        if (indent > 1 && indent < line.size() && line[indent - 1] == ' ' && entryOf(lines[at + 1].text))
            return indent;
    }
    for (const std::string_view mark :
         {" NT AUTHORITY\\", " BUILTIN\\", " NT-AUTORIT", " AUTORITE NT\\", " VORDEFINIERT\\", " Everyone:"})
        if (const std::size_t found = line.find(mark); found != std::string_view::npos)
            return found + 1;
    const std::size_t blank = line.find(' ');
    return blank == std::string_view::npos ? 0 : blank + 1;
}

KeyRight rightOf(std::string_view rights)
{
    bool read = false;
    for (std::size_t at = 0; at < rights.size();) {
        const std::size_t end = std::min(rights.find_first_of("(),", at), rights.size());
        const std::string_view word = rights.substr(at, end - at);
        if (word == "DENY" || word == "N")
            return KeyRight::Denied;
        if (word == "IO") // for files created below a folder only
            return KeyRight::None;
        for (const std::string_view reading : {"F", "M", "RX", "R", "GR", "GA", "RD"})
            read = read || word == reading;
        at = end + 1;
    }
    return read ? KeyRight::Read : KeyRight::None;
}

} // namespace

std::optional<Fact> keyAccessAt(const TextLines& lines, std::size_t at, std::size_t& end)
{
    const std::string_view head = lines[at].text;
    if (head.size() > kLongestEntry || !entryOf(head) || indentOf(head) > 0)
        return std::nullopt;
    const std::size_t begin = accountBegin(lines, at);
    const std::string_view path = trimmed(head.substr(0, begin));
    if (!isKeyFile(path))
        return std::nullopt;
    Fact fact;
    fact.kind = Fact::Kind::KeyAccess;
    std::size_t decisive = at;
    KeyRights rights;
    auto entry = entryOf(head.substr(begin));
    end = at;
    while (entry) {
        if (rights.add(entry->account, rightOf(entry->rights)))
            decisive = end;
        ++end;
        const bool more = end < lines.size() && indentOf(lines[end].text) > 0;
        entry = more ? entryOf(lines[end].text) : std::nullopt;
    }
    end = std::max(end, at + 1);
    fact.line = lines[decisive].number;
    fact.text = std::string(lines[decisive].text);
    if (!rights.verdict().empty())
        addField(fact, "NetworkService", rights.verdict());
    addField(fact, "File", path);
    return fact;
}

} // namespace sendwright
