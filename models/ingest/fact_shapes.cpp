// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/fact_shapes.h"

#include "core/ascii.h"
#include "core/text_scan.h"
#include "ingest/certificate_dates.h"
#include "ingest/dns_answer.h"
#include "ingest/event_data.h"
#include "ingest/fact_reader.h"
#include "ingest/net_test.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

constexpr std::size_t kFieldsOfFact = 256; ///< Get-TransportService has more than a hundred

/// `4.2.1` or `5.7.700` at the start of `text`.
bool startsWithEnhancedCode(std::string_view text)
{
    if (text.size() < 5 || (text[0] != '4' && text[0] != '5') || text[1] != '.' || !isDigit(text[2]))
        return false;
    const std::size_t dot = text.find('.', 2);
    return dot != std::string_view::npos && dot <= 5 && dot + 1 < text.size() && isDigit(text[dot + 1]);
}

constexpr std::size_t kKinds = static_cast<std::size_t>(Fact::Kind::CertificateFile) + 1;

struct FactName
{
    std::string_view name;
    Fact::Kind kind;
    bool tells; ///< the name alone tells the kind
};
constexpr auto kQueue = Fact::Kind::Queue;
constexpr auto kCertificate = Fact::Kind::Certificate;
constexpr auto kSend = Fact::Kind::SendConnector;
constexpr auto kReceive = Fact::Kind::ReceiveConnector;
constexpr auto kTransportService = Fact::Kind::TransportService;
constexpr auto kNet = Fact::Kind::NetConnection;
constexpr auto kDns = Fact::Kind::DnsAnswer;
constexpr auto kAccess = Fact::Kind::KeyAccess;
constexpr auto kRegistry = Fact::Kind::Registry;
constexpr FactName kFactNames[] = {
    {"LastError", kQueue, true},
    {"NextHopDomain", kQueue, true},
    {"MessageCount", kQueue, false},
    {"DeliveryType", kQueue, false},
    {"RetryCount", kQueue, false},
    {"LastRetryTime", kQueue, false},
    {"NextRetryTime", kQueue, false},
    {"NextHopConnector", kQueue, false},
    {"Thumbprint", kCertificate, true},
    {"HasPrivateKey", kCertificate, false},
    {"CertificateDomains", kCertificate, false},
    {"NotAfter", kCertificate, false},
    {"SmartHosts", kSend, true},
    {"AddressSpaces", kSend, true},
    {"DNSRoutingEnabled", kSend, true},
    {"SourceTransportServers", kSend, true},
    {"IgnoreSTARTTLS", kSend, true},
    {"TlsAuthLevel", kSend, true},
    {"CloudServicesMailEnabled", kSend, true},
    {"FrontendProxyEnabled", kSend, true},
    {"SmartHostAuthMechanism", kSend, true},
    {"SmartHostsString", kSend, true},
    {"RemoteIPRanges", kReceive, true},
    {"PermissionGroups", kReceive, true},
    {"AuthMechanism", kReceive, true},
    {"TransportRole", kReceive, true},
    {"TlsDomainCapabilities", kReceive, true},
    {"SuppressXAnonymousTls", kReceive, true},
    {"Bindings", kReceive, true},
    {"InternalTransportCertificateThumbprint", kTransportService, true},
    {"ExternalDNSServers", kTransportService, true},
    {"ExternalDNSAdapterEnabled", kTransportService, true},
    {"InternalDNSServers", kTransportService, true},
    {"InternalDNSAdapterEnabled", kTransportService, true},
    {"IntraOrgConnectorProtocolLoggingLevel", kTransportService, true},
    {"ConnectivityLogEnabled", kTransportService, false},
    {"ReceiveProtocolLogPath", kTransportService, false},
    {"SendProtocolLogPath", kTransportService, false},
    {"TcpTestSucceeded", kNet, true},
    {"PingSucceeded", kNet, true},
    {"NameExchange", kDns, true},
    {"IP4Address", kDns, true},
    {"IP6Address", kDns, true},
    {"NameHost", kDns, true},
    {"QueryType", kDns, false},
    {"TTL", kDns, false},
    {"Section", kDns, false},
    {"IPAddress", kDns, false},
    {"IdentityReference", kAccess, true},
    {"FileSystemRights", kAccess, true},
    {"PSChildName", kRegistry, true},
};
constexpr std::string_view kSharedNames[] = {"Identity",   "Name",
                                             "Status",     "Enabled",
                                             "Services",   "Subject",
                                             "Issuer",     "Fqdn",
                                             "RequireTLS", "TlsCertificateName",
                                             "TlsDomain",  "FriendlyName",
                                             "Server",     "ProtocolLoggingLevel"};

bool isKnownName(std::string_view name)
{
    const auto same = [&](std::string_view known) { return equalsNoCase(known, name); };
    return std::any_of(std::begin(kFactNames), std::end(kFactNames),
                       [&](const FactName& known) { return same(known.name); }) ||
           std::any_of(std::begin(kSharedNames), std::end(kSharedNames), same);
}

struct Service
{
    std::string_view word;
    char letter;
};
constexpr Service kServices[] = {{"IMAP", 'I'}, {"POP", 'P'}, {"IIS", 'W'},
                                 {"SMTP", 'S'}, {"UM", 'U'},  {"Federation", 'F'}};

/// Words of `IIS, SMTP`; false when one of them is none.
bool serviceWords(std::string_view text, std::vector<std::string>& words)
{
    std::string word;
    const auto close = [&] {
        if (!word.empty())
            words.push_back(std::exchange(word, {}));
    };
    for (const char c : text) {
        if (isAsciiLetter(c))
            word += c;
        else if (std::string_view(", {}\t").find(c) != std::string_view::npos)
            close();
        else
            return false;
    }
    close();
    return std::all_of(words.begin(), words.end(), [](const std::string& one) {
        return equalsNoCase(one, "None") || equalsNoCase(one, "UMCallRouter") ||
               std::any_of(std::begin(kServices), std::end(kServices),
                           [&](const Service& service) { return equalsNoCase(service.word, one); });
    });
}

} // namespace

bool startsWithReplyCode(std::string_view text)
{
    return text.size() > 3 && text[0] >= '2' && text[0] <= '5' && isDigit(text[1]) && isDigit(text[2]) &&
           (text[3] == ' ' || text[3] == '-');
}

bool isLoneError(std::string_view line)
{
    std::string_view text = trimmed(line);
    for (const std::string_view before : {"\"", "'", "“", "#", "<", "#< "})
        if (text.starts_with(before))
            text = trimmed(text.substr(before.size()));
    if (text.starts_with("[{LED=") || text.starts_with("[{LRT=") || text.starts_with("{LED="))
        return true;
    if (text.starts_with("smtp;"))
        text.remove_prefix(5);
    if (startsWithReplyCode(text) && (text[0] == '4' || text[0] == '5'))
        return startsWithEnhancedCode(text.substr(4));
    return startsWithEnhancedCode(text) && text.find(' ') != std::string_view::npos && text.find(' ') <= 9;
}

std::optional<Property> propertyOf(std::string_view line)
{
    constexpr std::size_t kLongestName = 48;
    const std::size_t indent = std::min(line.find_first_not_of(" \t"), line.size());
    const std::string_view text = line.substr(indent);
    std::size_t end = 0;
    while (end < text.size() && end <= kLongestName && (isAsciiLetter(text[end]) || isDigit(text[end])))
        ++end;
    if (end == 0 || end > kLongestName || !isAsciiLetter(text[0]))
        return std::nullopt;
    std::size_t nameEnd = end; // `PingReplyDetails (RTT)`, `NetRoute (NextHop)`
    if (text.substr(end, 2) == " (" && end <= kLongestName)
        if (const std::size_t close = text.substr(end, kLongestName).find(')'); close != std::string_view::npos)
            nameEnd = end + close + 1;
    const std::size_t colon = text.find_first_not_of(" \t", nameEnd);
    if (colon == std::string_view::npos || text[colon] != ':')
        return std::nullopt;
    const bool padded = colon > nameEnd && (colon + 1 == text.size() || text[colon + 1] == ' ');
    if (!padded && !isKnownName(text.substr(0, end)))
        return std::nullopt;
    return Property{text.substr(0, end), trimmed(text.substr(colon + 1)), indent};
}

std::optional<Fact::Kind> kindOfNames(const std::vector<std::string_view>& names)
{
    // Connectors of Exchange Online share many names with those of a server.
    for (const std::string_view name : names)
        for (const std::string_view online : {"ConnectorType", "TlsSenderCertificateName", "RecipientDomains"})
            if (equalsNoCase(name, online))
                return std::nullopt;
    std::array<int, kKinds> seen{};
    std::array<bool, kKinds> sure{};
    for (const std::string_view name : names)
        for (const FactName& known : kFactNames)
            if (equalsNoCase(known.name, name)) {
                ++seen[static_cast<std::size_t>(known.kind)];
                sure[static_cast<std::size_t>(known.kind)] |= known.tells;
            }
    for (const Fact::Kind kind :
         {kQueue, kCertificate, kReceive, kSend, kTransportService, kDns, kNet, kAccess, kRegistry}) {
        const auto at = static_cast<std::size_t>(kind);
        if (sure[at] || (seen[at] >= 2))
            return kind;
    }
    const auto has = [&](std::string_view wanted) {
        return std::any_of(names.begin(), names.end(),
                           [&](std::string_view name) { return equalsNoCase(name, wanted); });
    };
    if (has("Identity") && has("Status") && has("MessageCount"))
        return kQueue;
    return std::nullopt;
}

bool isObject(Fact::Kind kind)
{
    switch (kind) {
    case Fact::Kind::KeyAccess:
    case Fact::Kind::CipherSuites:
    case Fact::Kind::TimeService:
    case Fact::Kind::CertificateFile:
        return false;
    default:
        return true;
    }
}

std::string servicesAsWords(std::string_view services)
{
    const std::string_view text = trimmed(services);
    std::vector<std::string> words;
    const bool areWords = serviceWords(text, words);
    const bool areLetters = text.find_first_not_of(".IPUWSFCR") == std::string_view::npos;
    if (!areWords && !areLetters)
        return std::string(text);
    std::string out;
    for (const Service& service : kServices) {
        const bool holds = areWords
                               ? std::any_of(words.begin(), words.end(),
                                             [&](const std::string& word) { return equalsNoCase(word, service.word); })
                               : text.find(service.letter) != std::string_view::npos;
        if (holds)
            out += (out.empty() ? "" : " ") + std::string(service.word);
    }
    return out.empty() ? "None" : out;
}

void addField(Fact& fact, std::string_view name, std::string_view value)
{
    if (fact.fields.size() < kFieldsOfFact)
        fact.fields.emplace_back(plainText(name, kShortLimit), plainText(value, kDataValueLimit));
}

void completeFact(Fact& fact)
{
    for (auto& [name, value] : fact.fields)
        if (fact.kind == kCertificate && equalsNoCase(name, "Services"))
            value = servicesAsWords(value);
    if (fact.kind == kCertificate || fact.kind == Fact::Kind::StoredCertificate)
        plainCertificateDates(fact);
    if (fact.kind == kDns)
        completeDnsAnswer(fact);
    if (fact.kind == kNet)
        completeNetTest(fact);
    if (fact.kind == kQueue && fact.field("Inner").empty())
        addField(fact, "Inner", peelLastError(fact.field("LastError")));
}

} // namespace sendwright
