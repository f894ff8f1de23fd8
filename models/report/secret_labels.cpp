// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/secret_labels.h"

#include "core/text_scan.h"
#include "report/shape_bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace sendwright {

using namespace shape;

namespace {

/// Where a labelled value ends.
enum class End : std::uint8_t { Line, Field, Word, Angle, Hex };

struct Label
{
    std::string_view words;
    Secret kind;
    End end;
};

/// In the order they are tried; a label is matched without regard to case.
constexpr std::array<Label, 22> kLabels = {{{"User Name", Secret::UserName, End::Field},
                                            {"Username", Secret::UserName, End::Field},
                                            {"Account Name", Secret::UserName, End::Field},
                                            {"Account Domain", Secret::UserName, End::Field},
                                            {"Logon Account", Secret::UserName, End::Field},
                                            {"User", Secret::UserName, End::Field},
                                            {"Computer Name", Secret::ServerName, End::Word},
                                            {"Computer", Secret::ServerName, End::Word},
                                            {"Workstation Name", Secret::ServerName, End::Word},
                                            {"Source Workstation", Secret::ServerName, End::Word},
                                            {"Hostname", Secret::HostName, End::Word},
                                            {"DOMAIN", Secret::HostName, End::Word},
                                            {"FROM:<", Secret::MailAddress, End::Angle},
                                            {"TO:<", Secret::MailAddress, End::Angle},
                                            {"InternetMessageId", Secret::MessageId, End::Angle},
                                            {"Message-ID", Secret::MessageId, End::Angle},
                                            {"MessageId", Secret::MessageId, End::Angle},
                                            {"MessageSubject", Secret::Subject, End::Line},
                                            {"Message Subject", Secret::Subject, End::Line},
                                            {"Thumbprint", Secret::Thumbprint, End::Hex},
                                            {"Serial number", Secret::Thumbprint, End::Hex},
                                            {"SerialNumber", Secret::Thumbprint, End::Hex}}};

bool isLineEnd(char c)
{
    return c == '\r' || c == '\n';
}

std::size_t valueLength(std::string_view text, std::size_t from, End end)
{
    switch (end) {
    case End::Line:
        return runOf(
            text, from, [](char c) { return !isLineEnd(c); }, kLongestPath);
    case End::Field:
        return runOf(
            text, from, [](char c) { return !isLineEnd(c) && c != ',' && c != '"'; }, kLongestPath);
    case End::Word:
        return runOf(text, from, [](char c) { return isHostByte(c) || c == '.'; });
    case End::Angle:
        return runOf(text, from, [](char c) { return !isLineEnd(c) && c != '>' && c != ' ' && c != ',' && c != '"'; });
    case End::Hex:
        break;
    }
    const std::size_t hex = runOf(text, from, isHexDigit);
    const bool whole = from + hex >= text.size() || !isWordByte(text[from + hex]);
    return hex >= 6 && whole ? hex : 0;
}

/// Accounts every Windows has, and what stands for none.
bool isCommonAccount(std::string_view name)
{
    for (const std::string_view known :
         {"n/a", "-", "system", "network service", "local service", "anonymous", "nt authority\\system",
          "nt authority\\network service", "nt authority\\local service", "nt authority"})
        if (equalsNoCase(trimmed(name), known))
            return true;
    return false;
}

/// Where the value begins: after blanks and `:`, `=` or `<`. 0 when the label only is a word in a sentence; hex digits
/// and what follows `InternetMessageId` need no sign, since no sentence goes on like that.
std::size_t valueStart(std::string_view text, std::size_t at, const Label& label)
{
    std::size_t from = at + label.words.size();
    if (label.words.back() == '<')
        return from;
    bool sign = label.end == End::Hex || label.words == "InternetMessageId";
    const std::size_t most = std::min(text.size(), from + 40);
    while (from < most && (text[from] == ' ' || text[from] == ':' || text[from] == '=' || text[from] == '<')) {
        sign = sign || text[from] != ' ';
        ++from;
    }
    return sign && from > at + label.words.size() && from < text.size() ? from : 0;
}

SecretShape tableAt(std::string_view text, std::size_t at)
{
    for (const Label& label : kLabels) {
        if (!startsWithNoCase(text.substr(at), label.words))
            continue;
        const std::size_t from = valueStart(text, at, label);
        const std::size_t length = from == 0 ? 0 : valueLength(text, from, label.end);
        if (length == 0 || (label.kind == Secret::UserName && isCommonAccount(text.substr(from, length))))
            continue;
        return {label.kind, length, from - at};
    }
    return {};
}

/// `Subject: …`: a message's, unless a distinguished name or a thumbprint shows that a certificate is meant.
SecretShape subjectAt(std::string_view text, std::size_t at)
{
    if (!startsWithNoCase(text.substr(at), "Subject"))
        return {};
    std::size_t from = at + 7;
    while (from < text.size() && text[from] == ' ')
        ++from;
    if (from >= text.size() || text[from] != ':')
        return {};
    do
        ++from;
    while (from < text.size() && text[from] == ' ');
    const std::size_t line = valueLength(text, from, End::Line);
    if (line == 0 || dnValueAt(text, from).length > 0)
        return {};
    if (containsNoCase(text.substr(from, line), "thumbprint"))
        return {Secret::CertificateName, valueLength(text, from, End::Field), from - at};
    return {Secret::Subject, line, from - at};
}

/// `EHLO name` as a whole field of a row; a sentence of ours that speaks of EHLO goes on after the next word.
SecretShape greetingAt(std::string_view text, std::size_t at)
{
    if (!startsWithNoCase(text.substr(at), "EHLO ") && !startsWithNoCase(text.substr(at), "HELO "))
        return {};
    if (at > 0 && text[at - 1] != ',' && text[at - 1] != '"')
        return {};
    const std::size_t length = valueLength(text, at + 5, End::Word);
    const std::size_t end = at + 5 + length;
    const bool field = end >= text.size() || text[end] == ',' || text[end] == '"' || isLineEnd(text[end]);
    return field ? SecretShape{Secret::HostName, length, 5} : SecretShape{};
}

/// Users that rows of a log name without a label: `…,ann,authenticated`, `Session forann will now be proxied`.
SecretShape userInRowAt(std::string_view text, std::size_t at)
{
    constexpr std::string_view kSession = "Session for", kProxied = " will now be proxied";
    if (text.substr(at, kSession.size()) == kSession) {
        const std::size_t from = at + kSession.size();
        const std::size_t end = text.substr(0, from + kLongest).find(kProxied, from);
        return end == std::string_view::npos ? SecretShape{}
                                             : SecretShape{Secret::UserName, end - from, kSession.size()};
    }
    constexpr std::string_view kMapping = "for user ";
    if (text.substr(at, kMapping.size()) == kMapping && text.substr(0, at).ends_with("MappingInfo ")) {
        std::size_t length = runOf(text, at + kMapping.size(), [](char c) { return c != ' ' && c != ',' && c != '"'; });
        if (length > 0 && text[at + kMapping.size() + length - 1] == '.')
            --length;
        return {Secret::UserName, length, kMapping.size()};
    }
    if (at == 0 || text[at - 1] != ',')
        return {};
    const std::size_t length = valueLength(text, at, End::Field);
    return text.substr(at + length) == ",authenticated" ? SecretShape{Secret::UserName, length, 0} : SecretShape{};
}

/// What stands left of a backslash without being a domain: built-in accounts, the registry, Exchange's own folders.
bool isSystemRoot(std::string_view name)
{
    for (const std::string_view known : {"AUTHORITY", "BUILTIN", "SERVICE", "HKLM", "HKEY_LOCAL_MACHINE", "SOFTWARE",
                                         "SYSTEM", "SCHANNEL", "LocalMachine", "TransportRoles", "ProtocolLog"})
        if (equalsNoCase(name, known))
            return true;
    return false;
}

/// Length of a value in quotes that are `"` or, in a CSV field, `""`; `quotes` is their width.
std::size_t quotedLength(std::string_view text, std::size_t from, std::size_t quotes)
{
    const std::size_t end = text.find(std::string_view("\"\"").substr(0, quotes), from);
    return end == std::string_view::npos || end - from > kLongest ? 0 : end - from;
}

/// A blank ends an unquoted value when another part, a long number or a date follows, or prose goes on.
bool endsNameAt(std::string_view text, std::size_t blank)
{
    const std::size_t next = blank + 1;
    const std::size_t word = runOf(text, next, isHostByte);
    if (next + word < text.size() && text[next + word] == '=' && word > 0 && word <= 12)
        return true;
    const std::size_t hex = runOf(text, next, isHexDigit);
    const bool number = hex == word && hex >= 8 && runOf(text, next, isDigit) > 0;
    const bool date = word >= 11 && runOf(text, next, isDigit) == 4 && text[next + 4] == '-';
    return number || date || text.substr(blank).starts_with(" in the ") || text.substr(blank).starts_with(" with a ");
}

std::size_t bareNameLength(std::string_view text, std::size_t from)
{
    std::size_t end = from;
    while (end < text.size() && text[end] != ',' && text[end] != '<' && text[end] != '"' && text[end] != ';' &&
           !isLineEnd(text[end])) {
        if (text[end] == ' ' && endsNameAt(text, end))
            break;
        end += text[end] == '\\' && end + 1 < text.size() ? 2 : 1; // `\,` belongs to the value
    }
    return end - from;
}

} // namespace

SecretShape labelledValueAt(std::string_view text, std::size_t at)
{
    for (const auto read : {tableAt, subjectAt, greetingAt, userInRowAt})
        if (const SecretShape shape = read(text, at); shape.length > 0)
            return shape;
    return {};
}

SecretShape dnValueAt(std::string_view text, std::size_t at)
{
    constexpr std::array<std::string_view, 16> kKeys = {
        "CN=",           "OU=",     "DC=",           "O=",          "L=",  "S=", "ST=", "E=", "G=", "T=", "SN=",
        "SERIALNUMBER=", "STREET=", "EMAILADDRESS=", "POSTALCODE=", "UID="};
    for (const std::string_view key : kKeys) {
        const std::string_view here = text.substr(at, key.size());
        if (key.size() < 3 ? here != key : !equalsNoCase(here, key))
            continue;
        const std::size_t from = at + key.size();
        const std::size_t quotes = runOf(
            text, from, [](char c) { return c == '"'; }, 2);
        if (const std::size_t length = quotes > 0 ? quotedLength(text, from + quotes, quotes) : 0)
            return {Secret::CertificateName, length, key.size() + quotes};
        return {Secret::CertificateName, std::min(bareNameLength(text, from), text.size() - from), key.size()};
    }
    return {};
}

SecretShape accountAt(std::string_view text, std::size_t at)
{
    if (text.substr(at, 9) == "S-1-5-21-")
        return {Secret::UserName, runOf(text, at, [](char c) { return isDigit(c) || c == '-' || c == 'S'; }), 0};
    const std::size_t domain = runOf(text, at, [](char c) { return isHostByte(c) || c == '.'; });
    const std::size_t slash = at + domain;
    if (domain < 2 || slash + 1 >= text.size() || text[slash] != '\\' || !isHostByte(text[slash + 1]))
        return {};
    const std::string_view name = text.substr(at, domain);
    if (isSystemRoot(name) || runOf(name, 0, isDigit) == domain)
        return {};
    const std::size_t user = runOf(text, slash + 1, [](char c) { return isHostByte(c) || c == '.' || c == '$'; });
    return {Secret::UserName, domain + 1 + user, 0};
}

} // namespace sendwright
