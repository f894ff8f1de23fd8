// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/acl_text.h"

#include "core/text_scan.h"
#include "ingest/fact_shapes.h"

#include <algorithm>
#include <charconv>

namespace sendwright {

namespace {

constexpr std::size_t kAclLine = 4096;
constexpr std::size_t kMostAclLines = 400; ///< of one list
constexpr std::uint32_t kReadData = 0x00000001;
constexpr std::uint32_t kGenericRead = 0x80000000;
constexpr std::uint32_t kGenericAll = 0x10000000;

/// `Read, Synchronize` as .NET writes rights, or the number where it has no words for them.
bool reads(std::string_view rights)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(rights.data(), rights.data() + rights.size(), number);
    if (error == std::errc() && end == rights.data() + rights.size())
        return (static_cast<std::uint32_t>(number) & (kReadData | kGenericRead | kGenericAll)) != 0;
    while (!rights.empty()) {
        const std::string_view word = trimmed(before(rights, ","));
        for (const std::string_view reading :
             {"Read", "ReadAndExecute", "ReadData", "Modify", "FullControl", "GenericRead", "GenericAll"})
            if (equalsNoCase(word, reading))
                return true;
        rights = after(rights, ",");
    }
    return false;
}

KeyRight rightOf(std::string_view type, std::string_view rights)
{
    if (!reads(rights))
        return KeyRight::None; // denying something else than reading takes no reading away
    return equalsNoCase(type, "Deny") ? KeyRight::Denied : KeyRight::Read;
}

/// `NT AUTHORITY\NETWORK SERVICE Allow  Read, Synchronize`; the two words are not translated.
bool addEntry(KeyRights& rights, std::string_view line, bool& decides)
{
    for (const std::string_view type : {"Allow", "Deny"}) {
        const std::string mark = ' ' + std::string(type) + ' ';
        const std::size_t at = line.rfind(mark);
        if (at == std::string_view::npos)
            continue;
        decides = rights.add(line.substr(0, at), rightOf(type, trimmed(line.substr(at + mark.size()))));
        return true;
    }
    return false;
}

/// Rights in SDDL: pairs of letters or a number.
bool sddlReads(std::string_view rights)
{
    if (startsWithNoCase(rights, "0x")) {
        std::uint32_t number = 0;
        std::from_chars(rights.data() + 2, rights.data() + rights.size(), number, 16);
        return (number & (kReadData | kGenericRead | kGenericAll)) != 0;
    }
    for (std::size_t i = 0; i + 1 < rights.size(); i += 2)
        for (const std::string_view reading : {"FA", "FR", "GA", "GR", "CC"})
            if (rights.substr(i, 2) == reading)
                return true;
    return false;
}

/// The account of an entry as a SID that KeyRights knows.
std::string_view sidOf(std::string_view account)
{
    constexpr std::pair<std::string_view, std::string_view> kShort[] = {{"NS", "S-1-5-20"}, {"WD", "S-1-1-0"},
                                                                        {"AU", "S-1-5-11"}, {"BU", "S-1-5-32-545"},
                                                                        {"SY", "S-1-5-18"}, {"BA", "S-1-5-32-544"}};
    for (const auto& [letters, sid] : kShort)
        if (account == letters)
            return sid;
    return account;
}

/// `O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FR;;;NS)`: type; flags; rights; two ids; account.
KeyRights rightsOfSddl(std::string_view sddl)
{
    KeyRights rights;
    std::string_view rest = after(sddl, "D:");
    rest = rest.substr(0, std::min(rest.find("S:("), rest.size())); // the audit list may follow
    while (!(rest = after(rest, "(")).empty()) {
        const std::string_view entry = before(rest, ")");
        const std::string_view type = before(entry, ";");
        const std::string_view flags = before(after(entry, ";"), ";");
        const std::string_view wanted = before(after(after(entry, ";"), ";"), ";");
        const std::string_view account = entry.substr(entry.find_last_of(';') + 1);
        const bool applies = flags.find("IO") == std::string_view::npos && sddlReads(wanted) && !account.empty();
        const KeyRight right = !applies ? KeyRight::None : type == "D" ? KeyRight::Denied : KeyRight::Read;
        rights.add(sidOf(account), right);
    }
    return rights;
}

struct AclList
{
    std::string path, sddl;
    KeyRights rights;
    std::size_t entries = 0, decisive = 0, end = 0;
};

void takeLine(AclList& list, std::string_view& current, const TextLines& lines, std::size_t at)
{
    const std::string_view line = bounded(lines[at].text, kAclLine);
    const auto property = propertyOf(line);
    std::string_view value = trimmed(line);
    if (property && property->indent == 0) {
        current = property->name;
        value = property->value;
    }
    bool decides = false;
    if (equalsNoCase(current, "Access") && addEntry(list.rights, value, decides)) {
        list.decisive = decides || list.entries == 0 ? at : list.decisive;
        ++list.entries;
    } else if (equalsNoCase(current, "Path")) {
        list.path += value; // wrapped where the window ended
    } else if (equalsNoCase(current, "Sddl")) {
        list.sddl += value;
    }
}

} // namespace

std::optional<TakenFacts> aclListAt(const TextLines& lines, std::size_t at)
{
    const auto first = propertyOf(bounded(lines[at].text, kAclLine));
    if (!first || !equalsNoCase(first->name, "Path") || first->indent > 0)
        return std::nullopt;
    AclList list;
    std::string_view current;
    std::size_t i = at;
    std::optional<Fact::Kind> ignored;
    for (; i < lines.size() && i < at + kMostAclLines && !trimmed(lines[i].text).empty(); ++i) {
        const auto property = i > at ? propertyOf(bounded(lines[i].text, kAclLine)) : std::nullopt;
        if ((property && equalsNoCase(property->name, "Path")) || (i > at && isPrompt(lines[i].text, ignored)))
            break; // the next object
        takeLine(list, current, lines, i);
    }
    const std::string_view path = list.path;
    const std::string_view file = path.find("::") == std::string_view::npos ? path : after(path, "::");
    if (list.entries == 0 || !isKeyFile(file))
        return std::nullopt;
    Fact fact;
    fact.kind = Fact::Kind::KeyAccess;
    const KeyRights exact = rightsOfSddl(list.sddl);
    const std::string_view shown = list.rights.verdict();
    const std::string_view verdict = shown == "read" || exact.verdict().empty() ? shown : exact.verdict();
    if (!verdict.empty())
        addField(fact, "NetworkService", verdict);
    addField(fact, "File", file);
    return TakenFacts{{{std::move(fact), list.decisive}}, i};
}

bool isAclRule(const Fact& fact)
{
    return fact.kind == Fact::Kind::KeyAccess && !fact.field("IdentityReference").empty();
}

bool addAclRule(KeyRights& rights, const Fact& rule)
{
    if (containsNoCase(rule.field("PropagationFlags"), "InheritOnly"))
        return rights.add(rule.field("IdentityReference"), KeyRight::None);
    return rights.add(rule.field("IdentityReference"),
                      rightOf(rule.field("AccessControlType"), rule.field("FileSystemRights")));
}

} // namespace sendwright
