// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/redactor.h"

#include "analysis/certificate_book.h"
#include "core/ascii.h"
#include "core/text_scan.h"
#include "report/secret_labels.h"
#include "report/secret_shapes.h"

#include <algorithm>
#include <functional>
#include <initializer_list>

namespace sendwright {

namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Secret::Count)> kPrefixes = {
    "ip", "host", "mail", "subject", "message", "hash", "cert", "server", "path", "user"};

/// Known values are whole words; an underscore parts words too, since collectors write `EX01_SEND2026.LOG`.
bool isNameByte(char c)
{
    return isWordByte(c) && c != '_';
}

std::string_view nameWordAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isNameByte(text[end]))
        ++end;
    return text.substr(at, end - at);
}

bool hasLetter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return isAsciiLetter(c) || static_cast<unsigned char>(c) >= 0x80; });
}

/// Words of our own trade that a name, endpoint or EHLO may be by accident and that must stay readable in sentences.
bool isOurWord(std::string_view word)
{
    for (const std::string_view known :
         {"ehlo",      "helo",    "local",    "remote",       "smtp",        "esmtp",       "mail",      "exchange",
          "microsoft", "windows", "default",  "internet",     "localhost",   "tls",         "ready",     "hello",
          "server",    "client",  "security", "outbound",     "inbound",     "certificate", "connector", "transport",
          "hub",       "edge",    "frontend", "system",       "application", "service",     "none",      "unknown",
          "error",     "proxy",   "outlook",  "autodiscover", "queue",       "session",     "user",      "the"})
        if (equalsNoCase(word, known))
            return true;
    return false;
}

/// `,SERVER\\Connector,` as a log row has it, or `SERVER\\1047` as a queue's identity.
bool isConnectorColumn(std::string_view text, std::size_t begin, std::size_t end)
{
    if (end + 1 >= text.size() || text[end] != '\\')
        return false;
    const bool column = begin > 0 && text[begin - 1] == ',';
    return column || (text[end + 1] >= '0' && text[end + 1] <= '9');
}

} // namespace

Redactor::Redactor(const ReportOptions& options, const Snapshot& snapshot, const CaseDocument& document)
    : m_options(options)
{
    if (!options.redact)
        return;
    knowSessions(snapshot);
    knowTransport(snapshot);
    for (const RowIndex row : snapshot.eventRows)
        knowEvent(snapshot.event(row));
    for (const SourceInfo& source : snapshot.sources)
        know(source.server, Secret::ServerName, 2);
    for (const Fact& fact : *snapshot.facts)
        knowFact(fact);
    knowPeople(document);
    for (auto& [word, lengths] : m_lengths)
        std::sort(lengths.begin(), lengths.end(), std::greater<>());
}

void Redactor::know(std::string_view value, Secret kind, std::size_t shortest)
{
    value = trimmed(value);
    if (value.size() < shortest || isOurWord(value) || isSharedMicrosoftName(value))
        return;
    const std::string word = toLower(nameWordAt(value, 0));
    if (word.empty())
        return;
    const auto [known, added] = m_known.try_emplace(toLower(value), kind);
    if (!added) {
        // Known as two things: it stays hidden while one of them is.
        known->second = m_options.redacts(known->second) ? known->second : kind;
        return;
    }
    auto& lengths = m_lengths[word];
    if (std::find(lengths.begin(), lengths.end(), value.size()) == lengths.end())
        lengths.push_back(value.size());
    // Of a Microsoft name the tenant's part is a secret by itself.
    if (const std::string_view suffix = microsoftSuffix(value); !suffix.empty())
        know(value.substr(0, value.size() - suffix.size() - 1), kind, 4);
}

/// A thumbprint or serial number, whole and as sentences shorten it.
void Redactor::knowNumber(std::string_view number)
{
    know(number, Secret::Thumbprint, 4);
    if (const std::string brief = shortPrint(number); brief.size() < trimmed(number).size()) {
        know(brief, Secret::Thumbprint, 4);
        m_whole[toLower(brief)] = toLower(trimmed(number));
    }
}

/// A host name a peer gave itself, which may be one bare label.
void Redactor::knowName(std::string_view name)
{
    name = trimmed(name);
    if (hasLetter(name) && name.find(' ') == std::string_view::npos)
        know(name, Secret::HostName, 2);
}

/// Addresses are known by their shape; what else stands there (a blanked-out word, a name) is known by value.
void Redactor::knowEndpoint(std::string_view endpoint)
{
    const std::string_view host = hostOfEndpoint(endpoint);
    if (host.empty() || secretShapeAt(host, 0).length == host.size())
        return;
    know(host, host.find(':') == std::string_view::npos ? Secret::HostName : Secret::IpAddress, 2);
}

void Redactor::knowDistinguishedName(std::string_view name)
{
    for (std::size_t at = 0; at < name.size(); ++at) {
        const bool start = isNameByte(name[at]) && (at == 0 || !isNameByte(name[at - 1]));
        const SecretShape part = start ? dnValueAt(name, at) : SecretShape{};
        if (part.length == 0)
            continue;
        std::string_view value = name.substr(at + part.skip, part.length);
        know(value.starts_with("*.") ? value.substr(2) : value, Secret::CertificateName, 3);
        at += part.skip + part.length - 1;
    }
}

void Redactor::knowNames(std::string_view names)
{
    while (!names.empty()) {
        const std::string_view name = trimmed(before(names, ";"));
        know(name.starts_with("*.") ? name.substr(2) : name, Secret::CertificateName, 3);
        names = after(names, ";");
    }
}

/// Sessions repeat the same few strings, so each pooled string is looked at once for each use.
void Redactor::knowSessions(const Snapshot& snapshot)
{
    enum Use { Server, Endpoint, Greeting, Banner, Number, Name, Names, Uses };
    std::vector<std::uint8_t> seen(snapshot.strings.size(), 0);
    const auto once = [&](PoolId id, Use use, auto&& take) {
        static_assert(Uses <= 8);
        if (id == PoolId::Empty || index(id) >= seen.size() || (seen[index(id)] & (1u << use)) != 0)
            return;
        seen[index(id)] |= static_cast<std::uint8_t>(1u << use);
        take(snapshot.text(id));
    };
    for (const Session& session : snapshot.sessions()) {
        once(session.server, Server, [this](std::string_view text) { know(text, Secret::ServerName, 2); });
        once(session.localEndpoint, Endpoint, [this](std::string_view text) { knowEndpoint(text); });
        once(session.remoteEndpoint, Endpoint, [this](std::string_view text) { knowEndpoint(text); });
        once(session.ehloName, Greeting, [this](std::string_view text) { knowName(text); });
        once(session.bannerText, Banner, [this](std::string_view text) {
            const std::string_view host = before(trimmed(after(text, " ")), " ");
            if (host.find('.') != std::string_view::npos)
                knowName(host);
        });
        for (const CertificateView* view : {&session.sent, &session.received}) {
            for (const PoolId number : {view->thumbprint, view->serial})
                once(number, Number, [this](std::string_view text) { knowNumber(text); });
            for (const PoolId name : {view->subject, view->issuer})
                once(name, Name, [this](std::string_view text) { knowDistinguishedName(text); });
            once(view->names, Names, [this](std::string_view text) { knowNames(text); });
        }
    }
}

/// Servers, peers and message ids of other transport logs; what has the shape of an address or host is found anyway.
void Redactor::knowTransport(const Snapshot& snapshot)
{
    enum Use : std::uint8_t { Server = 1, Peer = 2, Message = 4 };
    std::vector<std::uint8_t> seen(snapshot.strings.size(), 0);
    const auto first = [&](PoolId id, Use use) {
        if (id == PoolId::Empty || index(id) >= seen.size() || (seen[index(id)] & use) != 0)
            return false;
        seen[index(id)] = static_cast<std::uint8_t>(seen[index(id)] | use);
        return true;
    };
    for (std::size_t i = 0; i < snapshot.transports.size(); ++i) {
        const TransportRow& row = snapshot.transports[i];
        if (const std::string_view name = snapshot.text(row.server); first(row.server, Server)) {
            know(name, name.find('.') != std::string_view::npos ? Secret::HostName : Secret::ServerName, 2);
            know(before(name, "."), Secret::ServerName, 2);
        }
        if (first(row.peer, Peer))
            knowEndpoint(snapshot.text(row.peer));
        const std::string_view id = snapshot.text(row.messageId);
        if (first(row.messageId, Message) && secretShapeAt(id, 0).length < id.size())
            know(id, Secret::MessageId, 4);
    }
}

void Redactor::knowEvent(const EventRecord& event)
{
    const bool full = event.computer.find('.') != std::string::npos;
    know(event.computer, full ? Secret::HostName : Secret::ServerName, 2);
    know(before(event.computer, "."), Secret::ServerName, 2);
    for (const auto& [name, value] : event.data) {
        if (containsNoCase(name, "UserName") || containsNoCase(name, "AccountName"))
            know(value, Secret::UserName, 3);
        else if (containsNoCase(name, "Workstation") || containsNoCase(name, "Computer"))
            know(value, Secret::ServerName, 3);
    }
}

void Redactor::knowFact(const Fact& fact)
{
    const auto is = [](std::string_view name, std::initializer_list<std::string_view> known) {
        return std::any_of(known.begin(), known.end(), [name](auto word) { return equalsNoCase(name, word); });
    };
    for (const auto& [name, value] : fact.fields) {
        if (is(name, {"Identity"}) && value.find('\\') != std::string::npos)
            know(before(value, "\\"), Secret::ServerName, 2);
        else if (is(name, {"Server"}))
            know(value, Secret::ServerName, 2);
        else if (is(name, {"Thumbprint", "SerialNumber", "UniqueContainer"}))
            knowNumber(value);
        else if (is(name, {"Subject", "Issuer", "TlsCertificateName"}))
            knowDistinguishedName(value);
        else if (is(name, {"MessageSubject", "MessageSourceName"}))
            know(value, Secret::Subject, 2);
        else if (is(name, {"SourceTransportServers"}))
            for (const std::string& server : nameList(value))
                know(server, Secret::ServerName, 2);
        else if (is(name, {"CertificateDomains", "Names"}) && fact.kind != Fact::Kind::CipherSuites)
            for (const std::string& host : nameList(value))
                know(host.starts_with("*.") ? host.substr(2) : host, Secret::CertificateName, 3);
        else if (is(name,
                    {"NextHopDomain", "TlsDomain", "SmartHosts", "Fqdn", "ComputerName", "NameExchange", "NameHost"}) ||
                 (fact.kind == Fact::Kind::DnsAnswer && is(name, {"Name"})))
            knowName(value);
        else if (is(name, {"KeyContainer", "UniqueContainer"}))
            know(value, Secret::Thumbprint, 8);
    }
}

/// Who answered a step is a user's name wherever it stands.
void Redactor::knowPeople(const CaseDocument& document)
{
    for (const auto& [step, answer] : document.answers)
        know(answer.who, Secret::UserName, 2);
}

/// One token a value, whatever kind it was first taken for: a name in a certificate and the host of that name are one.
std::string Redactor::token(Secret kind, std::string_view value)
{
    const auto place = static_cast<std::size_t>(kind);
    std::string whole = toLower(value);
    if (const auto longer = m_whole.find(whole); longer != m_whole.end())
        whole = longer->second;
    std::string& known = m_tokens[whole];
    if (known.empty())
        known = kPrefixes[place] + ('-' + std::to_string(++m_count[place]));
    return known;
}

/// Of Microsoft's names the part that all tenants share stays readable.
std::string Redactor::nameToken(Secret kind, std::string_view name)
{
    if (isSharedMicrosoftName(name))
        return std::string(name);
    const std::string_view suffix = microsoftSuffix(name);
    return suffix.empty() ? token(kind, name) : token(kind, name) + '.' + std::string(suffix);
}

Redactor::Found Redactor::found(Secret kind, std::string_view text, std::size_t at, std::size_t length)
{
    const std::string_view value = text.substr(at, length);
    if (!m_options.redacts(kind))
        return {length, std::string(value)};
    if (kind == Secret::HostName || kind == Secret::CertificateName)
        return {length, nameToken(kind, value)};
    return {length, token(kind, value)};
}

Redactor::Found Redactor::knownAt(std::string_view text, std::size_t at)
{
    const auto lengths = m_lengths.find(toLower(nameWordAt(text, at)));
    if (lengths == m_lengths.end())
        return {};
    for (const std::size_t length : lengths->second) {
        const std::size_t end = at + length;
        if (end > text.size() || (end < text.size() && isNameByte(text[end]) && isNameByte(text[end - 1])))
            continue;
        if (const auto known = m_known.find(toLower(text.substr(at, length))); known != m_known.end())
            return found(known->second, text, at, length);
    }
    return {};
}

Redactor::Found Redactor::shapeAt(std::string_view text, std::size_t at)
{
    const SecretShape shape = secretShapeAt(text, at);
    if (shape.length == 0)
        return {};
    Found result = found(shape.kind, text, at + shape.skip, shape.length);
    result.length += shape.skip;
    result.replacement.insert(0, text.substr(at, shape.skip));
    return result;
}

SafeText Redactor::text(std::string_view evidence)
{
    if (!m_options.redact)
        return SafeText(std::string(evidence));
    std::string out;
    out.reserve(evidence.size());
    for (std::size_t at = 0; at < evidence.size();) {
        const bool start = at == 0 || !isWordByte(evidence[at - 1]);
        const bool name = isNameByte(evidence[at]) && (at == 0 || !isNameByte(evidence[at - 1]));
        Found hit = name ? knownAt(evidence, at) : Found{};
        const Found shape = start ? shapeAt(evidence, at) : Found{};
        // The longer of the two, so that a known server name inside an address does not leave the rest standing. Only
        // the server of `SERVER\\Connector` goes alone: connector names and queue numbers stay readable.
        if (shape.length > hit.length && !(hit.length > 0 && isConnectorColumn(evidence, at, at + hit.length)))
            hit = shape;
        if (hit.length == 0) {
            out += evidence[at++];
            continue;
        }
        out += hit.replacement;
        at += hit.length;
    }
    return SafeText(std::move(out));
}

SafeText Redactor::path(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos || !m_options.redacts(Secret::Path))
        return text(path);
    return SafeText(token(Secret::Path, path.substr(0, slash)) + '/' + text(path.substr(slash + 1)).utf8());
}

} // namespace sendwright
