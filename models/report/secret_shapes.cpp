// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/secret_shapes.h"

#include "core/text_scan.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

constexpr std::string_view kMailBytes =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-";

/// Ends of Microsoft's host names that all tenants share, longest first.
constexpr std::array<std::string_view, 9> kSharedNames = {"mail.protection.outlook.com",
                                                          "outbound.protection.outlook.com",
                                                          "protection.outlook.com",
                                                          "mail.onmicrosoft.com",
                                                          "onmicrosoft.com",
                                                          "prod.outlook.com",
                                                          "protection.gbl",
                                                          "office365.com",
                                                          "bigfish.com"};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool isHostByte(char c)
{
    return isLetter(c) || isDigit(c) || c == '-' || c == '_';
}

/// Longest value that is looked at: no address, name or path is longer, and hostile text must not cost more.
constexpr std::size_t kLongest = 1024;
/// Paths, account names and subjects have a beginning of their own, so that a long one costs nothing twice.
constexpr std::size_t kLongestPath = 32768;

template <typename Test>
std::size_t runOf(std::string_view text, std::size_t at, Test test, std::size_t most = kLongest)
{
    const std::size_t limit = std::min(text.size(), at + most);
    std::size_t end = at;
    while (end < limit && test(text[end]))
        ++end;
    return end - at;
}

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

std::size_t mailLength(std::string_view text, std::size_t at)
{
    const std::size_t local = runOf(
        text, at,
        [](char c) { return kMailBytes.find(c) != std::string_view::npos || static_cast<unsigned char>(c) >= 0x80; },
        128);
    if (local == 0 || at + local >= text.size() || text[at + local] != '@')
        return 0;
    const Labels domain = labelsAt(text, at + local + 1);
    return domain.count == 0 ? 0 : local + 1 + domain.length;
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
    const std::string_view before = text.substr(0, at);
    const bool version =
        before.size() >= 8 &&
        containsNoCase(before.substr(before.size() - std::min<std::size_t>(before.size(), 10)), "version");
    return longer || version ? 0 : i - at;
}

std::size_t ipv6Length(std::string_view text, std::size_t at)
{
    const std::size_t run = runOf(text, at, [](char c) { return isHexDigit(c) || c == ':' || c == '.'; });
    const std::string_view body = text.substr(at, run);
    std::size_t colons = 0;
    for (const char c : body)
        colons += c == ':' ? 1 : 0;
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

/// File endings: `System.csv` is a file, not a host.
bool isFileName(std::string_view name)
{
    constexpr std::array<std::string_view, 18> kEndings = {".csv",  ".xml",    ".log", ".txt", ".evtx", ".html",
                                                           ".json", ".exe",    ".dll", ".msc", ".ps1",  ".cer",
                                                           ".pfx",  ".swcase", ".tsv", ".zip", ".edb",  ".md"};
    for (const std::string_view ending : kEndings)
        if (name.size() > ending.size() && equalsNoCase(name.substr(name.size() - ending.size()), ending))
            return true;
    return false;
}

std::size_t hostLength(std::string_view text, std::size_t at)
{
    const Labels labels = labelsAt(text, at);
    const std::string_view name = text.substr(at, labels.length);
    return labels.count >= 2 && labels.nameAtEnd && !isFileName(name) ? labels.length : 0;
}

std::size_t pathLength(std::string_view text, std::size_t at)
{
    const bool drive = at + 2 < text.size() && isLetter(text[at]) && text[at + 1] == ':' &&
                       (text[at + 2] == '\\' || text[at + 2] == '/');
    const bool share = text.substr(at, 2) == "\\\\" && at + 2 < text.size() && isHostByte(text[at + 2]);
    if (!drive && !share)
        return 0;
    return runOf(
        text, at,
        [](char c) {
            return c != '"' && c != ',' && c != '\r' && c != '\n' && c != '<' && c != '>' && c != '|' && c != ';' &&
                   c != '\'';
        },
        kLongestPath);
}

/// Value of a distinguished-name part (`CN=…`): up to the next part, a quote, `<` or the end.
SecretShape dnPart(std::string_view text, std::size_t at)
{
    constexpr std::array<std::string_view, 11> kKeys = {
        "CN=", "OU=", "O=", "L=", "S=", "ST=", "E=", "DC=", "SERIALNUMBER=", "STREET=", "G="};
    for (const std::string_view key : kKeys) {
        if (text.substr(at, key.size()) != key)
            continue;
        const std::size_t from = at + key.size();
        std::size_t end = from;
        while (end < text.size() && text[end] != ',' && text[end] != '<' && text[end] != '"' && text[end] != ';' &&
               text[end] != '\n' && text[end] != '\r') {
            // A blank followed by another `KEY=` or by a long hex number ends the value as well.
            if (text[end] == ' ') {
                const std::size_t word = runOf(text, end + 1, isHostByte);
                const bool key2 = end + 1 + word < text.size() && text[end + 1 + word] == '=' && word <= 12;
                const bool number = word >= 4 && runOf(text, end + 1, isHexDigit) == word;
                if (key2 || number)
                    break;
            }
            ++end;
        }
        return {Secret::CertificateName, end - from, key.size()};
    }
    return {};
}

SecretShape accountAt(std::string_view text, std::size_t at)
{
    constexpr std::string_view kLabel = "User Name: ";
    if (startsWithNoCase(text.substr(at), kLabel)) {
        const std::size_t from = at + kLabel.size();
        return {Secret::UserName,
                runOf(
                    text, from, [](char c) { return c != ',' && c != '"' && c != '\r' && c != '\n'; }, kLongestPath),
                kLabel.size()};
    }
    const std::size_t domain = runOf(text, at, isHostByte);
    const std::size_t slash = at + domain;
    if (domain < 2 || domain > 15 || slash + 1 >= text.size() || text[slash] != '\\' || !isHostByte(text[slash + 1]))
        return {};
    const std::string_view name = text.substr(at, domain);
    if (equalsNoCase(name, "AUTHORITY") || equalsNoCase(name, "BUILTIN"))
        return {};
    const std::size_t user = runOf(text, slash + 1, [](char c) { return isHostByte(c) || c == '.' || c == '$'; });
    return {Secret::UserName, domain + 1 + user, 0};
}

SecretShape subjectAt(std::string_view text, std::size_t at)
{
    for (const std::string_view label : {std::string_view("MessageSubject"), std::string_view("Message subject")}) {
        if (!startsWithNoCase(text.substr(at), label))
            continue;
        std::size_t from = at + label.size();
        while (from < text.size() && (text[from] == ' ' || text[from] == ':' || text[from] == '='))
            ++from;
        return {Secret::Subject,
                runOf(
                    text, from, [](char c) { return c != '\r' && c != '\n'; }, kLongestPath),
                from - at};
    }
    return {};
}

bool looksLikeMessageId(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, at);
    return before.ends_with("MessageId <") || before.ends_with("2.6.0 <") || before.ends_with("MessageId ") ||
           before.ends_with("Message-ID: <");
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
    if (const std::size_t length = pathLength(text, at))
        return {Secret::Path, length, 0};
    if (const SecretShape shape = subjectAt(text, at); shape.length > 0)
        return shape;
    if (const std::size_t length = mailLength(text, at))
        return {looksLikeMessageId(text, at) ? Secret::MessageId : Secret::MailAddress, length, 0};
    if (const SecretShape shape = dnPart(text, at); shape.length > 0)
        return shape;
    if (const std::size_t length = ipv6Length(text, at))
        return {Secret::IpAddress, length, 0};
    if (const std::size_t length = ipv4Length(text, at))
        return {Secret::IpAddress, length, 0};
    if (const SecretShape shape = accountAt(text, at); shape.length > 0)
        return shape;
    const std::size_t hex = runOf(text, at, isHexDigit);
    if (hex >= 32 && (at + hex >= text.size() || !isWordByte(text[at + hex])))
        return {Secret::Thumbprint, hex, 0};
    if (const std::size_t length = hostLength(text, at))
        return {Secret::HostName, length, 0};
    return {};
}

} // namespace sendwright
