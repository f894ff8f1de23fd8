// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/fact_command.h"

#include "core/ascii.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

using Kind = Fact::Kind;

/// Words of commands and what they print. The first that occurs wins.
constexpr std::pair<std::string_view, Kind> kCommands[] = {
    {"Get-Queue", Kind::Queue},
    {"Get-ExchangeCertificate", Kind::Certificate},
    {"Get-SendConnector", Kind::SendConnector},
    {"Get-ReceiveConnector", Kind::ReceiveConnector},
    {"Get-TransportServ", Kind::TransportService}, // …Service, and …Server of Exchange 2010
    {"Get-FrontEndTransportService", Kind::TransportService},
    {"Get-MailboxTransportService", Kind::TransportService},
    {"Test-NetConnection", Kind::NetConnection},
    {"Resolve-DnsName", Kind::DnsAnswer},
    {"nslookup", Kind::DnsAnswer},
    {"Get-TlsCipherSuite", Kind::CipherSuites},
    {"w32tm", Kind::TimeService},
    {"Get-Acl", Kind::KeyAccess},
    {"reg query", Kind::Registry},
    {"reg.exe query", Kind::Registry},
    {"Get-ItemProperty", Kind::Registry},
    {"certutil", Kind::StoredCertificate},
    {"Cert:\\", Kind::StoredCertificate},
};

/// Lines that begin with one of these are commands even without a prompt.
constexpr std::string_view kBegins[] = {
    "Get-",    "(Get-",       "icacls ",    "Test-NetConnection ", "tnc ",      "Resolve-DnsName ", "nslookup ",
    "w32tm /", "w32tm.exe /", "certutil -", "certutil.exe -",      "reg query", "reg.exe query",
};

bool isCommand(std::string_view text)
{
    const bool begins = std::any_of(std::begin(kBegins), std::end(kBegins),
                                    [&](std::string_view word) { return startsWithNoCase(text, word); });
    // `Resolve-DnsName : contoso.com : …` is what a command says when it fails.
    return begins && !trimmed(after(text, " ")).starts_with(':');
}

bool hasPromptShape(std::string_view text)
{
    if (text.find('>') == std::string_view::npos)
        return text.starts_with("[PS]");
    return text.starts_with("[PS]") || text.starts_with("PS ") || text.starts_with("PS>") ||
           (text.starts_with('[') && text.find("]: PS ") != std::string_view::npos) ||
           (text.size() > 3 && isAsciiLetter(text[0]) && text.substr(1, 2) == ":\\");
}

/// Place of a word that stands by itself; npos when it does not occur.
std::size_t findWord(std::string_view text, std::string_view word)
{
    for (std::size_t i = 0; i + word.size() <= text.size(); ++i)
        if (startsWithNoCase(text.substr(i), word))
            return i;
    return std::string_view::npos;
}

/// Words of a command line, what stands in quotes as one.
std::vector<std::string_view> commandWords(std::string_view text)
{
    std::vector<std::string_view> words;
    while (words.size() < 64 && !(text = trimmed(text)).empty()) {
        const bool quoted = text.front() == '"' || text.front() == '\'';
        const std::size_t end = quoted ? text.find(text.front(), 1) : text.find_first_of(" \t");
        const std::size_t stop = std::min(end == std::string_view::npos ? text.size() : end + (quoted ? 1 : 0), //
                                          text.size());
        words.push_back(unquoted(text.substr(0, stop)));
        text.remove_prefix(stop);
    }
    return words;
}

std::string fullRegistryKey(std::string_view key)
{
    constexpr std::pair<std::string_view, std::string_view> kRoots[] = {{"HKLM", "HKEY_LOCAL_MACHINE"},
                                                                        {"HKCU", "HKEY_CURRENT_USER"}};
    key = before(key, "|");
    for (const auto& [brief, full] : kRoots)
        if (startsWithNoCase(key, brief)) {
            std::string_view rest = key.substr(brief.size());
            if (rest.starts_with(':'))
                rest.remove_prefix(1);
            return std::string(full) + std::string(rest);
        }
    return std::string(key);
}

} // namespace

bool isPrompt(std::string_view line, std::optional<Fact::Kind>& kind)
{
    constexpr std::size_t kLooked = 2048;
    const std::string_view text = bounded(trimmed(line), kLooked);
    if (text.empty() || (!hasPromptShape(text) && !isCommand(text)))
        return false;
    kind.reset();
    for (const auto& [name, gives] : kCommands)
        if (!kind && containsNoCase(text, name))
            kind = gives;
    if (!kind && (startsWithNoCase(text, "tnc ") || containsNoCase(text, ">tnc ") || containsNoCase(text, "> tnc ")))
        kind = Kind::NetConnection;
    return true;
}

std::string_view unquoted(std::string_view text)
{
    text = trimmed(text);
    while (!text.empty() && (text.front() == '"' || text.front() == '\''))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == '"' || text.back() == '\''))
        text.remove_suffix(1);
    return trimmed(text);
}

std::string commandStore(std::string_view command)
{
    if (containsNoCase(command, "Cert:\\CurrentUser") || containsNoCase(command, "Certificate::CurrentUser"))
        return "user";
    if (containsNoCase(command, "Cert:\\LocalMachine") || containsNoCase(command, "Certificate::LocalMachine"))
        return "machine";
    const std::size_t at = findWord(command, "certutil");
    if (at == std::string_view::npos || findWord(command, "-store") == std::string_view::npos)
        return {};
    return findWord(command.substr(at), "-user") != std::string_view::npos ? "user" : "machine";
}

std::string commandThumbprint(std::string_view command)
{
    constexpr std::size_t kDigits = 40;
    std::size_t run = 0;
    for (std::size_t i = 0; i <= command.size(); ++i) {
        const bool hex = i < command.size() && isHexDigit(command[i]);
        if (!hex && run == kDigits)
            return std::string(command.substr(i - run, run));
        run = hex ? run + 1 : 0;
    }
    return {};
}

std::string commandHost(std::string_view command)
{
    for (const std::string_view cmdlet : {"Test-NetConnection", "Resolve-DnsName", "tnc", "nslookup"}) {
        const std::size_t at = findWord(command, cmdlet);
        if (at == std::string_view::npos)
            continue;
        bool value = false; // the word before was a switch that takes a value
        for (const std::string_view word : commandWords(command.substr(at + cmdlet.size()))) {
            const bool isSwitch = word.starts_with('-');
            const bool names = equalsNoCase(word, "-ComputerName") || equalsNoCase(word, "-Name");
            if (!isSwitch && !value)
                return std::string(before(word, ";"));
            value = isSwitch && !names;
        }
    }
    return {};
}

std::string commandKeyFile(std::string_view command)
{
    for (const std::string_view word : commandWords(command.substr(std::min(command.find('>') + 1, command.size())))) {
        const std::string_view path = unquoted(before(word, ")"));
        if (path.size() > 3 && isAsciiLetter(path[0]) && path.substr(1, 2) == ":\\")
            return std::string(path);
    }
    return {};
}

std::string commandRegistryKey(std::string_view command)
{
    for (const std::string_view root : {"HKLM", "HKCU", "HKEY_"}) {
        const std::size_t at = findWord(command, root);
        if (at == std::string_view::npos)
            continue;
        const bool quoted = at > 0 && (command[at - 1] == '"' || command[at - 1] == '\'');
        const std::string_view rest = command.substr(at);
        const std::size_t end = quoted ? rest.find(command[at - 1]) : rest.find(' ');
        return fullRegistryKey(trimmed(rest.substr(0, end)));
    }
    return {};
}

std::string commandRegistryName(std::string_view command)
{
    const std::size_t at = findWord(command, " /v ");
    if (at == std::string_view::npos)
        return {};
    const std::vector<std::string_view> words = commandWords(command.substr(at + 4));
    return words.empty() ? std::string() : std::string(words.front());
}

} // namespace sendwright
