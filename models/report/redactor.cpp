// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/redactor.h"

#include "core/text_scan.h"
#include "report/secret_shapes.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr std::array<const char*, static_cast<std::size_t>(Secret::Count)> kPrefixes = {
    "ip", "host", "mail", "subject", "message", "hash", "cert", "server", "path", "user"};

/// First run of word bytes of a value, lower case: where the scanner meets it.
std::string firstWord(std::string_view value)
{
    std::size_t begin = 0;
    while (begin < value.size() && !isWordByte(value[begin]))
        ++begin;
    std::size_t end = begin;
    while (end < value.size() && isWordByte(value[end]))
        ++end;
    return begin == 0 ? toLower(value.substr(0, end)) : std::string();
}

bool hasLetter(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

std::string_view hostOfEndpoint(std::string_view endpoint)
{
    const std::size_t colon = endpoint.rfind(':');
    return colon == std::string_view::npos ? endpoint : endpoint.substr(0, colon);
}

/// Words of our own trade that an endpoint or EHLO may hold by accident and that must stay readable.
bool isOurWord(std::string_view word)
{
    for (const std::string_view known : {"ehlo", "helo", "local", "remote", "smtp", "mail", "exchange", "microsoft",
                                         "default", "internet", "localhost", "esmtp", "tls", "ready", "hello"})
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

Redactor::Redactor(const ReportOptions& options, const Snapshot& snapshot) : m_options(options)
{
    if (!options.redact)
        return;
    for (const Session& session : snapshot.sessions())
        knowSession(snapshot, session);
    for (const RowIndex row : snapshot.eventRows) {
        const EventRecord& event = snapshot.event(row);
        know(event.computer, event.computer.find('.') == std::string::npos ? Secret::ServerName : Secret::HostName, 2);
        know(before(event.computer, "."), Secret::ServerName, 2);
    }
    for (const SourceInfo& source : snapshot.sources)
        know(source.server, Secret::ServerName, 2);
    for (const Fact& fact : *snapshot.facts)
        knowFact(fact);
    sortKnown();
}

void Redactor::know(std::string_view value, Secret kind, std::size_t shortest)
{
    value = trimmed(value);
    if (value.size() < shortest || isOurWord(value))
        return;
    const std::string word = firstWord(value);
    if (word.empty())
        return;
    auto& list = m_known[word];
    const std::string lower = toLower(value);
    if (std::none_of(list.begin(), list.end(), [&](const Known& known) { return known.lower == lower; }))
        list.push_back({lower, kind});
}

/// A host name a peer gave itself, which may be one bare label.
void Redactor::knowName(std::string_view name)
{
    name = trimmed(name);
    if (hasLetter(name) && name.find(' ') == std::string_view::npos)
        know(name, Secret::HostName, 2);
}

void Redactor::knowCertificate(const Snapshot& snapshot, const CertificateView& certificate)
{
    know(snapshot.text(certificate.thumbprint), Secret::Thumbprint, 4);
    know(snapshot.text(certificate.serial), Secret::Thumbprint, 4);
    for (const PoolId dn : {certificate.subject, certificate.issuer}) {
        std::string_view rest = snapshot.text(dn);
        while (!rest.empty()) {
            const std::string_view part = before(rest, ",");
            const std::string_view value = trimmed(after(part, "="));
            if (value.size() > 2)
                know(value, Secret::CertificateName, 3);
            rest = part.size() < rest.size() ? rest.substr(part.size() + 1) : std::string_view{};
        }
    }
    std::string_view names = snapshot.text(certificate.names);
    while (!names.empty()) {
        const std::string_view name = trimmed(before(names, ";"));
        know(name.starts_with("*.") ? name.substr(2) : name, Secret::CertificateName, 3);
        names = names.find(';') == std::string_view::npos ? std::string_view{} : after(names, ";");
    }
}

void Redactor::knowSession(const Snapshot& snapshot, const Session& session)
{
    know(snapshot.text(session.server), Secret::ServerName, 2);
    for (const PoolId endpoint : {session.localEndpoint, session.remoteEndpoint}) {
        std::string_view host = hostOfEndpoint(snapshot.text(endpoint));
        if (host.starts_with('['))
            host = host.substr(1, host.size() - 2);
        // Addresses are known by their shape; what else stands there (a blanked-out word, a name) is known by value.
        if (const SecretShape shape = secretShapeAt(host, 0); shape.length != host.size())
            know(host, host.find(':') == std::string_view::npos ? Secret::HostName : Secret::IpAddress, 2);
    }
    knowName(snapshot.text(session.ehloName));
    const std::string_view greeting = trimmed(after(snapshot.text(session.bannerText), " "));
    if (const std::string_view host = before(greeting, " "); host.find('.') != std::string_view::npos)
        knowName(host);
    knowCertificate(snapshot, session.sent);
    knowCertificate(snapshot, session.received);
}

void Redactor::knowFact(const Fact& fact)
{
    for (const auto& [name, value] : fact.fields) {
        if (equalsNoCase(name, "Identity") && value.find('\\') != std::string::npos)
            know(before(value, "\\"), Secret::ServerName, 2);
        if (equalsNoCase(name, "Thumbprint"))
            know(value, Secret::Thumbprint, 4);
        if (equalsNoCase(name, "MessageSubject") || equalsNoCase(name, "MessageSourceName"))
            know(value, Secret::Subject, 2);
        if (equalsNoCase(name, "NextHopDomain") || equalsNoCase(name, "TlsDomain") ||
            equalsNoCase(name, "SmartHosts") || equalsNoCase(name, "Server"))
            knowName(value);
    }
}

void Redactor::sortKnown()
{
    for (auto& [word, list] : m_known)
        std::stable_sort(list.begin(), list.end(),
                         [](const Known& a, const Known& b) { return a.lower.size() > b.lower.size(); });
}

/// One token a value, whatever kind it was first taken for: a name in a certificate and the host of that name are one.
std::string Redactor::token(Secret kind, std::string_view value)
{
    const auto place = static_cast<std::size_t>(kind);
    std::string& known = m_tokens[toLower(value)];
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
    std::size_t end = at;
    while (end < text.size() && isWordByte(text[end]))
        ++end;
    const auto list = m_known.find(toLower(text.substr(at, end - at)));
    if (list == m_known.end())
        return {};
    for (const Known& known : list->second) {
        const std::string_view here = text.substr(at, known.lower.size());
        const bool whole = at + known.lower.size() >= text.size() || !isWordByte(text[at + known.lower.size()]);
        if (whole && equalsNoCase(here, known.lower))
            return found(known.kind, text, at, known.lower.size());
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
        Found hit = start && isWordByte(evidence[at]) ? knownAt(evidence, at) : Found{};
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
