// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/event_data.h"

#include "core/ascii.h"
#include "core/text_scan.h"

#include <QString>

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

constexpr std::string_view kSchannel = "Schannel";
constexpr std::string_view kTransport = "MSExchangeTransport";
constexpr std::string_view kFrontEnd = "MSExchangeFrontEndTransport";

bool isWordChar(char c)
{
    return isDigit(c) || isAsciiLetter(c) || c == '_';
}

/// Position after `mark`, compared without case; npos when it does not occur.
std::size_t positionAfter(std::string_view text, std::string_view mark, std::size_t from = 0)
{
    for (std::size_t i = from; i + mark.size() <= text.size(); ++i)
        if (startsWithNoCase(text.substr(i), mark))
            return i + mark.size();
    return std::string_view::npos;
}

/// The text between two marks, compared without case; empty when one of them is missing.
std::string_view between(std::string_view text, std::string_view from, std::string_view to)
{
    const std::size_t begin = positionAfter(text, from);
    if (begin == std::string_view::npos)
        return {};
    const std::size_t end = positionAfter(text, to, begin);
    return end == std::string_view::npos ? std::string_view{} : trimmed(text.substr(begin, end - to.size() - begin));
}

std::string_view firstHex(std::string_view text)
{
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] != '0' || (text[i + 1] != 'x' && text[i + 1] != 'X') || (i > 0 && isWordChar(text[i - 1])))
            continue;
        std::size_t end = i + 2;
        while (end < text.size() && isHexDigit(text[end]) && end < i + 18)
            ++end;
        if (end > i + 2)
            return text.substr(i, end - i);
    }
    return {};
}

/// The `wanted`-th (0-based) decimal number that stands by itself at or after `from`.
std::string_view decimal(std::string_view text, std::size_t from, std::size_t wanted = 0)
{
    for (std::size_t i = std::min(from, text.size()); i < text.size();) {
        if (!isDigit(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        const bool alone = (i == 0 || !isWordChar(text[i - 1])) && (end == text.size() || !isWordChar(text[end]));
        if (alone && wanted-- == 0)
            return text.substr(i, end - i);
        while (end < text.size() && isWordChar(text[end]))
            ++end;
        i = end;
    }
    return {};
}

/// The number after a phrase, or, where the phrase is not found (another language), the number at a place in the order.
std::string_view numberAfter(std::string_view text, std::initializer_list<std::string_view> phrases, std::size_t place)
{
    for (const std::string_view phrase : phrases)
        if (const std::size_t at = positionAfter(text, phrase);
            at != std::string_view::npos && at < text.size() && isDigit(text[at]))
            return decimal(text, at);
    return decimal(text, 0, place);
}

void setIfMissing(EventRecord& event, std::string_view name, std::string_view value)
{
    if (!value.empty() && dataValue(event, name).empty())
        addData(event, name, value);
}

/// Names of the values of events whose export carries them without names, in their order.
struct Positions
{
    std::uint32_t eventId;
    std::array<std::string_view, 4> names;
};
constexpr Positions kSchannelPositions[] = {
    {36870, {"Type", "ErrorCode", "ErrorStatus", ""}},
    {36871, {"Type", "ErrorStatus", "", ""}},
    {36874, {"Protocol", "", "", ""}},
    {36884, {"TargetName", "", "", ""}},
    {36887, {"AlertDesc", "", "", ""}},
    {36888, {"AlertDesc", "ErrorState", "", ""}},
};
constexpr Positions kTransportPositions[] = {
    {12014, {"DomainName", "Connector", "", ""}},
    {12016, {"Fqdn", "", "", ""}},
    {12018, {"Subject", "Thumbprint", "HoursRemaining", ""}},
    {2004, {"Connector", "MessageId", "Response", ""}},
    {2015, {"Connector", "Domain", "Server", ""}},
    {1035, {"Error", "Connector", "Mechanism", "SourceAddress"}},
    {2017, {"Error", "Connector", "Mechanism", "Target"}},
};

template <std::size_t N>
void nameByPosition(EventRecord& event, const Positions (&table)[N])
{
    const bool named =
        std::any_of(event.data.begin(), event.data.end(), [](const auto& pair) { return !pair.first.empty(); });
    if (named)
        return;
    for (const Positions& known : table) {
        if (known.eventId != event.eventId)
            continue;
        for (std::size_t i = 0; i < known.names.size() && i < event.data.size(); ++i)
            event.data[i].first = known.names[i];
    }
}

/// A parameter of a known English message: what stands between two phrases.
struct Capture
{
    std::uint32_t eventId;
    std::string_view name, from, to;
};
constexpr Capture kCaptures[] = {
    {12014, "DomainName", "contains the domain name ", " in the personal store"},
    {12014, "Connector", "STARTTLS SMTP verb for the connector ", " with a FQDN parameter of "},
    {12014, "Fqdn", " with a FQDN parameter of ", ". If the connector's FQDN"},
    {12016, "Fqdn", "certificate for the FQDN of ", ". The existing certificate"},
    {12018, "Subject", "subject: ", ", thumbprint:"},
    {12018, "Subject", "subject: ", ", hours remaining:"},
    {12018, "Thumbprint", "thumbprint: ", ", hours remaining:"},
    {12018, "HoursRemaining", "hours remaining: ", "."},
    {2004, "Connector", "Send connector ", ": Message delivery was not successful"},
    {2004, "MessageId", "The message with message ID ", " was acknowledged with SMTP response "},
    {2015, "Connector", "Send connector ", " couldn't connect to remote domain "},
    {2015, "Connector", "Send connector ", " could not connect to remote domain "},
    {2015, "Domain", "connect to remote domain ", ". The send connector"},
    {2015, "Server", "EHLO response from the remote server ", "."},
    {1035, "Error", "authentication failed with error ", " for Receive connector "},
    {1035, "Connector", " for Receive connector ", ". The authentication mechanism is "},
    {1035, "Mechanism", "The authentication mechanism is ", ". The source IP"},
    {1035, "SourceAddress", "authenticate to Microsoft Exchange is [", "]"},
    {2017, "Error", "authentication failed with error ", " for Send connector "},
    {2017, "Connector", " for Send connector ", ". The authentication mechanism is "},
    {2017, "Mechanism", "The authentication mechanism is ", ". The target is "},
};

/// A server or domain name at the end of a sentence: `mail.contoso.com. Check …` gives the name without the last dot.
std::string_view nameUpToSentenceEnd(std::string_view text)
{
    const std::size_t end = std::min(text.find(". "), text.find('\n'));
    std::string_view name = trimmed(text.substr(0, end));
    while (name.ends_with('.'))
        name.remove_suffix(1);
    return name;
}

std::string_view sentenceAfter(std::string_view text, std::string_view phrase)
{
    const std::size_t at = positionAfter(text, phrase);
    return at == std::string_view::npos ? std::string_view{} : nameUpToSentenceEnd(text.substr(at));
}

void completeTransport(EventRecord& event)
{
    nameByPosition(event, kTransportPositions);
    const std::string_view message = event.message;
    if (event.eventId == 2015)
        setIfMissing(event, "Server", sentenceAfter(message, "EHLO response from the remote server "));
    for (const Capture& capture : kCaptures)
        if (capture.eventId == event.eventId)
            setIfMissing(event, capture.name, between(message, capture.from, capture.to));
    if (event.eventId == 2004)
        setIfMissing(event, "Response", trimmed(after(message, " was acknowledged with SMTP response ")));
    if (event.eventId == 2017)
        setIfMissing(event, "Target", sentenceAfter(message, "The target is "));
}

/// An error code as an event's XML shows it; exports of .NET objects hold the same as a plain number.
std::string hexCode(const std::string& value)
{
    const auto number = parseNumber(value);
    return number ? "0x" + QString::number(*number, 16).toStdString() : toLower(value);
}

void completeKeyEvent(EventRecord& event)
{
    const std::string_view message = event.message;
    if (event.eventId == 36870) {
        const std::string_view code = firstHex(message);
        setIfMissing(event, "ErrorCode", code);
        const std::size_t behind =
            code.empty() ? 0 : static_cast<std::size_t>(code.data() + code.size() - message.data());
        setIfMissing(event, "ErrorStatus", numberAfter(message.substr(behind), {"error state is "}, 0));
    } else {
        setIfMissing(event, "ErrorStatus", dataValue(event, "ErrorState"));
        setIfMissing(event, "ErrorStatus", numberAfter(message, {"error state is "}, 0));
    }
    for (auto& [name, value] : event.data)
        if (equalsNoCase(name, "ErrorCode"))
            value = hexCode(value);
    for (const std::string_view kind : {std::string_view("server"), std::string_view("client")})
        for (const char* family : {"SSL ", "TLS "})
            if (containsNoCase(message, std::string(family) + std::string(kind) + " credential"))
                setIfMissing(event, "Type", kind);
    setIfMissing(event, "CallerProcessImageName", between(message, "The SSPI client process is ", " (PID:"));
    setIfMissing(event, "CallerProcessId", between(message, " (PID: ", ")"));
}

void completeSchannel(EventRecord& event)
{
    nameByPosition(event, kSchannelPositions);
    const std::string_view message = event.message;
    switch (event.eventId) {
    case 36870:
    case 36871:
        completeKeyEvent(event);
        break;
    case 36874:
        setIfMissing(event, "Protocol", between(message, "An ", " connection request"));
        break;
    case 36884:
        setIfMissing(event, "TargetName", sentenceAfter(message, "server name we were expecting is "));
        break;
    case 36888:
        setIfMissing(event, "ErrorState", numberAfter(message, {"error state is "}, 1));
        setIfMissing(event, "TargetName", sentenceAfter(message, "target name is "));
        [[fallthrough]];
    case 36887:
        setIfMissing(event, "AlertDesc", numberAfter(message, {"received: ", "generated: ", "code is "}, 0));
        break;
    default:
        break;
    }
}

struct Sentence
{
    KnownSentence known;
    std::string_view start; ///< how the sentence begins
    std::string_view holds; ///< what it must hold besides
};
constexpr Sentence kSentences[] = {
    {{kSchannel, 36870, 2}, "A fatal error occurred when attempting to access the", "credential private key"},
    {{kSchannel, 36871, 2}, "A fatal error occurred while creating a", "credential"},
    {{kSchannel, 36874, 2}, "An ", "connection request was received from a remote client application"},
    {{kSchannel, 36887, 2}, "The following fatal alert was received", ""},
    {{kSchannel, 36887, 2}, "A fatal alert was received from the remote endpoint", ""},
    {{kSchannel, 36888, 2}, "The following fatal alert was generated", ""},
    {{kSchannel, 36888, 2}, "A fatal alert was generated and sent to the remote endpoint", ""},
    {{kSchannel, 36882, 2}, "The certificate received from the remote server was issued by an untrusted", ""},
    {{kSchannel, 36884, 2}, "The certificate received from the remote server does not contain the expected name", ""},
    {{kTransport, 12014, 2}, "Microsoft Exchange could not find a certificate that contains the domain name", ""},
    {{kTransport, 12014, 2}, "Microsoft Exchange couldn't find a certificate that contains the domain name", ""},
    {{kTransport, 12016, 2}, "There is no valid SMTP Transport Layer Security (TLS) certificate for the FQDN", ""},
    {{kTransport, 12018, 3}, "The STARTTLS certificate will expire soon", ""},
    {{kTransport, 2004, 4}, "Send connector", "Message delivery was not successful"},
    {{kTransport, 2015, 2}, "Send connector", "couldn't connect to remote domain"},
    {{kTransport, 2015, 2}, "Send connector", "could not connect to remote domain"},
    {{kTransport, 1035, 3}, "Inbound authentication failed with error", "Receive connector"},
    {{kTransport, 2017, 2}, "Outbound authentication failed with error", "Send connector"},
};

/// The first words of a text on one line, without what people put before a quotation.
std::string sentenceStart(std::string_view text)
{
    constexpr std::size_t kLook = 1024;
    std::string line;
    for (const char c : bounded(trimmed(text), kLook)) {
        const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!blank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    for (const std::string_view label : {std::string_view("Description"), std::string_view("Message")})
        if (startsWithNoCase(line, label) && trimmed(before(std::string_view(line).substr(label.size()), ":")).empty())
            line.erase(0, line.find(':') + 1);
    const auto letter = std::find_if(line.begin(), line.end(), [](char c) { return isWordChar(c); });
    return letter - line.begin() <= 8 ? std::string(letter, line.end()) : line;
}

} // namespace

bool isPlainText(std::string_view text)
{
    unsigned other = 0; // no early way out: this runs over many bytes at once
    for (const char c : text)
        other |= static_cast<unsigned>(static_cast<unsigned char>(c) - 0x20u >= 0x5Fu);
    return other == 0 && (text.empty() || (text.front() != ' ' && text.back() != ' '));
}

std::string plainText(std::string_view raw, std::size_t limit)
{
    if (raw.size() <= limit && isPlainText(raw))
        return std::string(raw);
    std::string out;
    const std::string_view kept = bounded(trimmed(raw), limit);
    out.reserve(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto c = static_cast<unsigned char>(kept[i]);
        if (c == '\r' && i + 1 < kept.size() && kept[i + 1] == '\n')
            continue;
        out += c == '\r' ? '\n' : (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? ' ' : kept[i];
    }
    if (!isUtf8(out))
        out = QString::fromUtf8(out.data(), static_cast<qsizetype>(out.size())).toStdString();
    return std::string(trimmed(bounded(out, limit)));
}

bool addData(EventRecord& event, std::string_view name, std::string_view value)
{
    if (event.data.size() >= kDataPairs)
        return false;
    event.data.emplace_back(plainText(name, kShortLimit), plainText(value, kDataValueLimit));
    return true;
}

std::string_view dataValue(const EventRecord& event, std::string_view name)
{
    for (const auto& [key, value] : event.data)
        if (equalsNoCase(key, name))
            return value;
    return {};
}

void completeEventData(EventRecord& event)
{
    if (equalsNoCase(event.provider, kSchannel))
        completeSchannel(event);
    else if (equalsNoCase(event.provider, kTransport) || equalsNoCase(event.provider, kFrontEnd))
        completeTransport(event);
}

bool keepsContent(std::string_view provider)
{
    constexpr std::string_view kFamilies[] = {"Schannel",
                                              "MSExchange",
                                              "Microsoft Exchange",
                                              "CAPI2",
                                              "CertificateServicesClient",
                                              "CertificationAuthority",
                                              "Kerberos",
                                              "Time-Service",
                                              "W32Time",
                                              "LsaSrv",
                                              "NETLOGON",
                                              "Security-Kerberos",
                                              "CertificateServices"};
    constexpr std::string_view kPrefix = "Microsoft-Windows-";
    if (startsWithNoCase(provider, kPrefix))
        provider.remove_prefix(kPrefix.size());
    return std::any_of(std::begin(kFamilies), std::end(kFamilies),
                       [provider](std::string_view family) { return startsWithNoCase(provider, family); });
}

std::optional<KnownSentence> identifyEventText(std::string_view text)
{
    const std::string start = sentenceStart(text);
    for (const Sentence& sentence : kSentences) {
        if (!startsWithNoCase(start, sentence.start))
            continue;
        if (!containsNoCase(std::string_view(start).substr(0, 400), sentence.holds))
            continue;
        KnownSentence known = sentence.known;
        // The front end's own connectors carry its name; the text alone does not say which service logged it.
        if (known.provider == kTransport && containsNoCase(start, "Frontend "))
            known.provider = kFrontEnd;
        return known;
    }
    return std::nullopt;
}

} // namespace sendwright
