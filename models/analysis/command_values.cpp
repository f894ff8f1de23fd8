// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/command_values.h"

#include "analysis/certificate_book.h"
#include "analysis/surroundings.h"
#include "core/ascii.h"
#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace sendwright {

namespace {

constexpr std::size_t kLongestValue = 128;

/// The next code point of well-formed UTF-8, and how many bytes it takes; 0 bytes where it is not well-formed.
std::pair<std::uint32_t, std::size_t> codePointAt(std::string_view text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80)
        return {byte, 1};
    const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 0;
    if (length == 0 || at + length > text.size() || !isUtf8(text.substr(at, length)))
        return {0, 0};
    std::uint32_t point = byte & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        point = (point << 6) | (static_cast<unsigned char>(text[at + i]) & 0x3Fu);
    return {point, length};
}

/// Letters of the scripts that Exchange's built-in connector names come in. No marks: PowerShell takes curly quotes and
/// long dashes for its own.
bool isForeignLetter(std::uint32_t point)
{
    constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 11> kLetters = {{{0xC0, 0xD6},
                                                                                   {0xD8, 0xF6},
                                                                                   {0xF8, 0x24F},
                                                                                   {0x388, 0x3FF},
                                                                                   {0x400, 0x481},
                                                                                   {0x48A, 0x52F},
                                                                                   {0x5D0, 0x5EA},
                                                                                   {0x620, 0x64A},
                                                                                   {0x3041, 0x30FA},
                                                                                   {0x4E00, 0x9FFF},
                                                                                   {0xAC00, 0xD7A3}}};
    return std::any_of(kLetters.begin(), kLetters.end(),
                       [point](const auto& range) { return point >= range.first && point <= range.second; });
}

bool isPlainLetter(char c)
{
    return isAsciiLetter(c) || isDigit(c);
}

/// Begins with a letter or digit, and holds letters, digits and the given marks only.
bool harmless(std::string_view value, std::string_view marks)
{
    if (value.empty() || value.size() > kLongestValue)
        return false;
    for (std::size_t at = 0; at < value.size();) {
        const auto [point, length] = codePointAt(value, at);
        const bool letter = length == 1 ? isPlainLetter(value[at]) : length > 0 && isForeignLetter(point);
        if (!letter && (length != 1 || at == 0 || marks.find(value[at]) == std::string_view::npos))
            return false;
        at += length;
    }
    return value.back() != ' ' && value.back() != '\\';
}

bool isHexPrint(std::string_view value)
{
    return value.size() >= 8 && value.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

struct Filler
{
    std::string_view placeholder, value;
    std::string_view marks, quotedMarks; ///< bare, and between double quotes
};

/// `mail.contoso.com`: a name that mail is sent to, not the number of a connector and no address literal.
bool isDomain(std::string_view text)
{
    const bool lettered = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return text.find('.') != std::string_view::npos && lettered && harmless(text, ".-") && text.back() != '.';
}

std::string askedDomain(const Snapshot& snapshot)
{
    for (const Fact& fact : *snapshot.facts) {
        if (fact.kind == Fact::Kind::Queue && isDomain(toLower(fact.field("NextHopDomain"))))
            return std::string(fact.field("NextHopDomain"));
        const bool asked = fact.kind == Fact::Kind::DnsAnswer && equalsNoCase(fact.field("Type"), "MX");
        if (asked && isDomain(toLower(fact.field("Name"))))
            return std::string(fact.field("Name"));
    }
    return {};
}

/// The server that pasted queues belong to (`EX01\\1047`), when all are of one.
std::string queueServer(const Snapshot& snapshot)
{
    std::string server;
    for (const Fact& fact : *snapshot.facts) {
        const std::string_view identity = fact.field("Identity");
        if (fact.kind != Fact::Kind::Queue || identity.find('\\') == std::string_view::npos)
            continue;
        const std::string_view name = before(identity, "\\");
        if (!server.empty() && !equalsNoCase(server, name))
            return {};
        server = name;
    }
    return server;
}

} // namespace

CommandValues commandValues(const Snapshot& snapshot, const Finding* finding)
{
    CommandValues values;
    values.domain = askedDomain(snapshot);
    values.server = queueServer(snapshot);
    const auto& sessions = snapshot.sessions();
    if (finding == nullptr || finding->sessions.empty() || finding->sessions.front() >= sessions.size())
        return values;
    const Session& session = sessions[finding->sessions.front()];
    values.inbound = session.kind == EntryKind::SmtpReceive;
    values.connector = snapshot.text(session.connector);
    if (session.server != PoolId::Empty)
        values.server = snapshot.text(session.server);
    values.peer = hostPart(snapshot.text(session.remoteEndpoint));
    for (const SessionIndex index : finding->sessions) { // the first may have failed before a certificate was sent
        if (index >= sessions.size() || !values.thumbprint.empty())
            break;
        values.thumbprint = snapshot.text(sessions[index].sent.thumbprint);
    }
    const std::string print = plainThumbprint(values.thumbprint);
    for (const Fact& fact : *snapshot.facts)
        if (fact.kind == Fact::Kind::StoredCertificate && !print.empty() &&
            plainThumbprint(fact.field("Thumbprint")) == print)
            values.container = trimmed(fact.field("UniqueContainer"));
    return values;
}

std::vector<CommandPiece> commandPieces(std::string_view command, const CommandValues& values)
{
    const std::string print = isHexPrint(values.thumbprint) ? values.thumbprint : std::string();
    const std::array<Filler, 6> fillers = {{{"<connector>", values.connector, "._-", " ._-\\"},
                                            {"<thumbprint>", print, "", ""},
                                            {"<server>", values.server, "._-", "._-"},
                                            {"<peer>", values.peer, "._:-", "._:-"},
                                            {"<domain>", values.domain, "._-", "._-"},
                                            {"<unique container name>", values.container, "_-", "_-"}}};
    std::vector<CommandPiece> pieces;
    std::string own;
    bool quoted = false;
    for (std::size_t at = 0; at < command.size();) {
        const std::string_view rest = command.substr(at);
        const auto filler = std::find_if(fillers.begin(), fillers.end(), [&](const Filler& f) {
            return rest.starts_with(f.placeholder) && harmless(f.value, quoted ? f.quotedMarks : f.marks);
        });
        if (filler != fillers.end()) {
            if (!own.empty())
                pieces.push_back({std::move(own), false});
            own.clear();
            pieces.push_back({std::string(filler->value), true});
            at += filler->placeholder.size();
            continue;
        }
        if (values.inbound && (rest.starts_with("Get-SendConnector") || rest.starts_with("Set-SendConnector"))) {
            own += std::string(rest.substr(0, 4)) + "ReceiveConnector";
            at += 17;
            continue;
        }
        quoted = rest.front() == '"' ? !quoted : (quoted && rest.front() != '\n');
        own += command[at++];
    }
    if (!own.empty())
        pieces.push_back({std::move(own), false});
    return pieces;
}

std::string filledCommand(std::string_view command, const CommandValues& values)
{
    std::string filled;
    for (const CommandPiece& piece : commandPieces(command, values))
        filled += piece.text;
    return filled;
}

} // namespace sendwright
