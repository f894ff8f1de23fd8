// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/secret_shapes.h"

#include "core/text_scan.h"
#include "report/secret_labels.h"
#include "report/shape_bytes.h"

#include <algorithm>
#include <array>

namespace sendwright {

using namespace shape;

namespace {

constexpr std::string_view kMailBytes =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-";

/// Ends of Microsoft's host names that all tenants share, longest first.
constexpr std::array<std::string_view, 14> kSharedNames = {"outbound.protection.outlook.com",
                                                           "mail.protection.outlook.com",
                                                           "messaging.microsoft.com",
                                                           "protection.outlook.com",
                                                           "protection.office365.us",
                                                           "mail.onmicrosoft.com",
                                                           "prod.exchangelabs.com",
                                                           "mail.eo.outlook.com",
                                                           "prod.outlook.com",
                                                           "onmicrosoft.com",
                                                           "protection.gbl",
                                                           "office365.com",
                                                           "bigfish.com",
                                                           "outlook.com"};

/// Dot-separated labels from `at`: length, number of labels, and whether the last is a name (letters, or xn--…).
struct Labels
{
    std::size_t length = 0, count = 0;
    bool nameAtEnd = false;
};

Labels labelsAt(std::string_view text, std::size_t at)
{
    Labels labels;
    std::size_t i = at;
    while (true) {
        const std::size_t run = runOf(text, i, isHostByte);
        if (run == 0)
            break;
        const std::string_view label = text.substr(i, run);
        labels.nameAtEnd = run >= 2 && runOf(label, 0, isLetter) >= 2;
        i += run;
        ++labels.count;
        labels.length = i - at;
        if (i + 1 >= text.size() || text[i] != '.' || !isHostByte(text[i + 1]) || labels.length > kLongest)
            break;
        ++i;
    }
    return labels;
}

/// The part after `@`: a domain or an address in brackets.
std::size_t mailDomainLength(std::string_view text, std::size_t at)
{
    if (at < text.size() && text[at] == '[') {
        const std::size_t inside = runOf(
            text, at + 1, [](char c) { return isHostByte(c) || c == '.' || c == ':'; }, 80);
        return at + 1 + inside < text.size() && text[at + 1 + inside] == ']' ? inside + 2 : 0;
    }
    return labelsAt(text, at).length;
}

std::size_t mailLength(std::string_view text, std::size_t at)
{
    std::size_t local = runOf(
        text, at,
        [](char c) { return kMailBytes.find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80; },
        320);
    if (local > 0 && !isWordByte(text[at])) // a quote or sign before the address
        return 0;
    if (local == 0 && at < text.size() && text[at] == '"') // "ann example"@contoso.com
        local = 2 + runOf(
                        text, at + 1, [](char c) { return c != '"' && c != ',' && c != '\r' && c != '\n'; }, 64);
    if (local == 0 || at + local >= text.size() || text[at + local] != '@')
        return 0;
    const std::size_t domain = mailDomainLength(text, at + local + 1);
    return domain == 0 ? 0 : local + 1 + domain;
}

std::size_t ipv4Length(std::string_view text, std::size_t at)
{
    std::size_t i = at;
    for (int part = 0; part < 4; ++part) {
        const std::size_t run = runOf(text, i, isDigit);
        if (run == 0 || run > 3 || *parseNumber(text.substr(i, run)) > 255)
            return 0;
        i += run;
        if (part < 3 && (i >= text.size() || text[i++] != '.'))
            return 0;
    }
    const bool longer = i + 1 < text.size() && text[i] == '.' && isDigit(text[i + 1]);
    const bool inside = at >= 2 && text[at - 1] == '.' && isDigit(text[at - 2]); // the tail of an object identifier
    const std::string_view before = text.substr(0, at);
    const bool version =
        before.size() >= 8 &&
        containsNoCase(before.substr(before.size() - std::min<std::size_t>(before.size(), 10)), "version");
    return longer || inside || version ? 0 : i - at;
}

std::size_t ipv6Length(std::string_view text, std::size_t at)
{
    const std::size_t run = runOf(text, at, [](char c) { return isHexDigit(c) || c == ':' || c == '.'; });
    const std::string_view body = text.substr(at, run);
    const auto colons = std::count(body.begin(), body.end(), ':');
    const bool pair = body.find("::") != std::string_view::npos;
    if (colons < 2 || (!pair && colons != 7) || body.size() < 3)
        return 0;
    std::size_t length = run;
    while (length > 0 && (text[at + length - 1] == '.' || (text[at + length - 1] == ':' && !body.ends_with("::"))))
        --length;
    if (at + length < text.size() && text[at + length] == '%')
        length += 1 + runOf(text, at + length + 1, isHostByte);
    return length;
}

/// Length of a file ending such as `.csv` at the end of a name; 0 when it has none. `System.csv` is a file, not a host.
std::size_t fileEnding(std::string_view name)
{
    constexpr std::array<std::string_view, 22> kEndings = {
        ".csv", ".xml", ".log", ".txt", ".evtx",   ".html", ".json", ".exe", ".dll", ".msc", ".ps1",
        ".cer", ".pfx", ".crt", ".key", ".swcase", ".tsv",  ".zip",  ".edb", ".md",  ".htm", ".config"};
    for (const std::string_view ending : kEndings)
        if (name.size() > ending.size() && equalsNoCase(name.substr(name.size() - ending.size()), ending))
            return ending.size();
    return 0;
}

/// `Microsoft.Exchange.Transport`: a name out of a program, each part with a capital.
bool isProgramName(std::string_view name)
{
    if (!name.starts_with("Microsoft.") && !name.starts_with("System."))
        return false;
    for (std::string_view rest = name; !rest.empty(); rest = after(rest, "."))
        if (rest.front() < 'A' || rest.front() > 'Z')
            return false;
    return true;
}

SecretShape hostAt(std::string_view text, std::size_t at)
{
    // A name that was refused from its beginning is not tried again from its second part.
    if (at > 0 && (text[at - 1] == '$' || (text[at - 1] == '.' && at > 1 && isHostByte(text[at - 2]))))
        return {};
    // `250-mx1.contoso.com`: the code of a reply that goes on is no part of the name.
    const bool reply = runOf(text, at, isDigit, 4) == 3 && text[at] >= '2' && text[at] <= '5' && at + 4 < text.size() &&
                       text[at + 3] == '-';
    const std::size_t skip = reply ? 4 : 0;
    Labels labels = labelsAt(text, at + skip);
    const std::string_view name = text.substr(at + skip, labels.length);
    if (const std::size_t ending = fileEnding(name)) {
        labels.length -= ending;
        --labels.count;
        labels.nameAtEnd = runOf(after(name, "."), 0, isLetter) >= 2;
    }
    const bool host = labels.count >= 2 && labels.nameAtEnd && !isProgramName(name);
    return host ? SecretShape{Secret::HostName, labels.length, skip} : SecretShape{};
}

std::size_t pathLength(std::string_view text, std::size_t at)
{
    const bool drive = at + 2 < text.size() && isLetter(text[at]) && text[at + 1] == ':' &&
                       (text[at + 2] == '\\' || text[at + 2] == '/');
    const bool share = text.substr(at, 2) == "\\\\" && at + 2 < text.size() && isHostByte(text[at + 2]);
    if (drive || share)
        return runOf(
            text, at, [](char c) { return std::string_view("\",\r\n<>|;'").find(c) == std::string_view::npos; },
            kLongestPath);
    const bool address = at > 0 && (text[at - 1] == '/' || text[at - 1] == ':'); // `https://host/page/`
    if (text[at] != '/' || address || at + 1 >= text.size() || !isHostByte(text[at + 1]))
        return 0;
    const std::size_t run = runOf(
        text, at, [](char c) { return isHostByte(c) || c == '/' || c == '.'; }, kLongestPath);
    return std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                      text.begin() + static_cast<std::ptrdiff_t>(at + run), '/') >= 2
               ? run
               : 0;
}

/// Seventeen hex digits or more (a session id has sixteen), or eight pairs or more as a certificate's dialog shows
/// them.
std::size_t longNumberLength(std::string_view text, std::size_t at)
{
    const std::size_t hex = runOf(text, at, isHexDigit);
    const auto ends = [text](std::size_t end) { return end >= text.size() || !isWordByte(text[end]); };
    if (hex >= 17)
        return ends(at + hex) ? hex : 0;
    if (hex != 2 || at + 2 >= text.size())
        return 0;
    const char between = text[at + 2];
    std::size_t end = at + 2, pairs = 1;
    while (end < text.size() && text[end] == between && runOf(text, end + 1, isHexDigit, 3) == 2) {
        end += 3;
        ++pairs;
    }
    return pairs >= 8 && (between == ' ' || between == ':' || between == '-') && ends(end) ? end - at : 0;
}

bool looksLikeMessageId(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, at);
    return before.ends_with("MessageId <") || before.ends_with("2.6.0 <") || before.ends_with("MessageId ") ||
           before.ends_with("Message-ID: <");
}

SecretShape longer(const SecretShape& a, const SecretShape& b)
{
    return b.skip + b.length > a.skip + a.length ? b : a;
}

} // namespace

bool isWordByte(char c)
{
    return isLetter(c) || isDigit(c) || c == '_';
}

std::string_view microsoftSuffix(std::string_view host)
{
    for (const std::string_view suffix : kSharedNames)
        if (host.size() > suffix.size() && host[host.size() - suffix.size() - 1] == '.' &&
            equalsNoCase(host.substr(host.size() - suffix.size()), suffix))
            return host.substr(host.size() - suffix.size());
    return {};
}

bool isSharedMicrosoftName(std::string_view name)
{
    return std::any_of(kSharedNames.begin(), kSharedNames.end(),
                       [name](std::string_view known) { return equalsNoCase(known, name); });
}

SecretShape secretShapeAt(std::string_view text, std::size_t at)
{
    if (at >= text.size())
        return {};
    if (const std::size_t length = pathLength(text, at))
        return {Secret::Path, length, 0};
    if (const SecretShape shape = labelledValueAt(text, at); shape.length > 0)
        return shape;
    if (const std::size_t length = mailLength(text, at))
        return {looksLikeMessageId(text, at) ? Secret::MessageId : Secret::MailAddress, length, 0};
    if (const SecretShape shape = dnValueAt(text, at); shape.length > 0)
        return shape;
    if (const std::size_t length = ipv6Length(text, at))
        return {Secret::IpAddress, length, 0};
    if (const SecretShape shape = accountAt(text, at); shape.length > 0)
        return shape;
    // `203.0.113.7.dsl.contoso.com` is a host, and neither an address nor the rest of one.
    const SecretShape address{Secret::IpAddress, ipv4Length(text, at), 0};
    const SecretShape number{Secret::Thumbprint, longNumberLength(text, at), 0};
    const SecretShape best = longer(longer(address, number), hostAt(text, at));
    return best.length > 0 ? best : SecretShape{};
}

} // namespace sendwright
