// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/smtp_classify.h"

#include "core/text_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace sendwright {

namespace {

std::string_view keptDetail(std::string_view text)
{
    return bounded(trimmed(text), kDetailLimit);
}

RowMeaning meaning(RowClass rowClass, std::string_view detail = {}, Severity severity = Severity::Info)
{
    return RowMeaning{{rowClass, severity, 0, 0}, detail};
}

// ---------------------------------------------------------------------------------------------------- commands

/// A word of an EHLO answer, or a command, that a firewall overwrote: four or more X, perhaps with one other letter at
/// the end.
bool isMaskedWord(std::string_view word)
{
    if (word.size() < 3)
        return false;
    const std::string_view body = word.substr(0, word.size() - 1);
    const bool allX = body.find_first_not_of('X') == std::string_view::npos;
    const char last = word.back();
    return allX && (last == 'X' ? word.size() >= 3 : word.size() >= 5 && last >= 'A' && last <= 'Z');
}

Verb verbOf(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, Verb>, 17> kVerbs = {{
        {"RCPT", Verb::Rcpt},
        {"MAIL", Verb::Mail},
        {"EHLO", Verb::Ehlo},
        {"BDAT", Verb::Bdat},
        {"DATA", Verb::Data},
        {"QUIT", Verb::Quit},
        {"HELO", Verb::Helo},
        {"RSET", Verb::Rset},
        {"NOOP", Verb::Noop},
        {"AUTH", Verb::Auth},
        {"STARTTLS", Verb::StartTls},
        {"X-ANONYMOUSTLS", Verb::XAnonymousTls},
        {"X-EXPS", Verb::XExps},
        {"XPROXYFROM", Verb::XProxyFrom},
        {"XPROXYTO", Verb::XProxyTo},
        {"XPROXY", Verb::XProxyFrom},
        {"XCLIENT", Verb::Xclient},
    }};
    for (const auto& [name, verb] : kVerbs)
        if (word.size() == name.size() && (word.front() | 0x20) == (name.front() | 0x20) && equalsNoCase(word, name))
            return verb;
    return Verb::Other;
}

RowMeaning commandMeaning(std::string_view data)
{
    data = trimmed(data);
    const auto isEnd = [](char c) { return c == ' ' || c == ':'; };
    const auto wordEnd = std::find_if(data.begin(), data.end(), isEnd);
    const std::string_view word = data.substr(0, static_cast<std::size_t>(wordEnd - data.begin()));
    Verb verb = verbOf(word);
    if (verb == Verb::Bdat && containsNoCase(data, " LAST"))
        verb = Verb::BdatLast;
    RowMeaning row = meaning(RowClass::Command);
    row.code = static_cast<std::uint16_t>(verb);
    row.flags |= verb == Verb::Other && isMaskedWord(word) ? rowflag::kMaskedWord : std::uint8_t{0};
    if (verb == Verb::Ehlo || verb == Verb::Helo)
        row.detail = keptDetail(after(data, " "));
    return row;
}

// ---------------------------------------------------------------------------------------------------- replies

/// `2.1.5 Recipient OK`: a reply with an enhanced status code (RFC 2034), which no line of an EHLO answer has.
bool hasStatusCode(std::string_view text)
{
    return text.size() > 3 && text[0] == '2' && text[1] == '.' && text[2] >= '0' && text[2] <= '9' && text[3] == '.';
}

std::uint8_t ehloFlags(std::string_view text)
{
    std::uint8_t flags = 0;
    if (hasStatusCode(text))
        return flags;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (equalsNoCase(word, "STARTTLS"))
            flags |= rowflag::kStartTls;
        else if (equalsNoCase(word, "X-ANONYMOUSTLS"))
            flags |= rowflag::kAnonymousTls;
        else if (isMaskedWord(word))
            flags |= rowflag::kMaskedWord;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return flags;
}

bool speaksOfTls(std::string_view text)
{
    return containsNoCase(text, "starttls") || containsNoCase(text, "TLS ") || containsNoCase(text, "certificate") ||
           containsNoCase(text, "(TLS)");
}

std::uint8_t positiveFlags(int code, std::string_view text)
{
    std::uint8_t flags = 0;
    // The PIX wrote stars over the greeting, or in its first versions `SMTP/cmap` and underscores.
    if (code == 220 && (text.find("****") != std::string_view::npos || text.starts_with("SMTP/cmap")))
        flags |= rowflag::kMaskedBanner;
    if (code == 250) {
        flags |= ehloFlags(text);
        if (text.starts_with("2.6.0") || containsNoCase(text, "queued"))
            flags |= rowflag::kQueued;
    }
    return flags;
}

/// A banner without ` at Mon, 23 Nov 2026 10:00:00 +0100` at its end: the row has the time, and with it no two banners
/// would be the same text.
std::string_view withoutDate(std::string_view banner)
{
    const std::size_t at = banner.rfind(" at ");
    const bool dated = at != std::string_view::npos && banner.size() - at > 20 && banner[at + 7] == ',';
    return dated ? banner.substr(0, at) : banner;
}

RowMeaning replyMeaning(std::string_view data)
{
    data = trimmed(data);
    const auto code = data.size() >= 3 ? parseNumber(data.substr(0, 3)) : std::nullopt;
    const bool shaped = code && *code >= 200 && *code < 600 && (data.size() == 3 || data[3] == ' ' || data[3] == '-');
    if (!shaped)
        return {};
    RowMeaning row = meaning(RowClass::Reply);
    row.code = static_cast<std::uint16_t>(*code);
    if (data.size() > 3 && data[3] == '-')
        row.flags |= rowflag::kContinued;
    const std::string_view text = trimmed(data.substr(3 + (data.size() > 3 ? 1 : 0)));
    if (row.code >= 400) {
        row.severity = row.code >= 500 ? Severity::Error : Severity::Warning;
        row.detail = keptDetail(data);
        row.flags |= speaksOfTls(text) ? rowflag::kTlsWords : std::uint8_t{0};
        return row;
    }
    row.flags |= positiveFlags(row.code, text);
    if (row.code == 220)
        row.detail = keptDetail(withoutDate(data));
    return row;
}

// ---------------------------------------------------------------------------------------------------- information

/// `CALG_AES_256` after `mark` gives ` AES_256`.
void appendAlgorithm(std::string& out, std::string_view context, std::string_view mark)
{
    std::string_view word = before(trimmed(after(context, mark)), " ");
    if (word.starts_with("CALG_"))
        word.remove_prefix(5);
    if (!word.empty() && word.size() < 40) {
        out += ' ';
        out += word;
    }
}

std::string_view tlsSummary(std::string_view context, std::string& out)
{
    std::string_view protocol = before(after(context, "TLS protocol "), " ");
    if (protocol.starts_with("SP_PROT_"))
        protocol.remove_prefix(8);
    for (const std::string_view side : {std::string_view("_CLIENT"), std::string_view("_SERVER")})
        if (protocol.ends_with(side))
            protocol.remove_suffix(side.size());
    out = bounded(protocol, 40);
    appendAlgorithm(out, context, "bulk encryption algorithm");
    appendAlgorithm(out, context, "MAC hash algorithm");
    appendAlgorithm(out, context, "key exchange algorithm");
    return out;
}

std::uint16_t winsockCode(std::string_view context)
{
    const std::string_view digits = trimmed(after(context, "Winsock error code:"));
    std::uint16_t code = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), code);
    return code;
}

/// Text between the first pair of apostrophes.
std::string_view inApostrophes(std::string_view text)
{
    return before(after(text, "'"), "'");
}

RowMeaning certificateRow(std::string_view data, std::string_view context)
{
    using enum RowClass;
    static constexpr std::array<std::pair<std::string_view, RowClass>, 5> kLabels = {{
        {"subject", CertSubject},
        {"issuer name", CertIssuer},
        {"serial number", CertSerial},
        {"thumbprint", CertThumbprint},
        {"alternate names", CertNames},
    }};
    const std::string_view label = context.substr(std::string_view("Certificate ").size());
    for (const auto& [name, rowClass] : kLabels)
        if (equalsNoCase(label, name))
            return meaning(rowClass, keptDetail(data));
    return {};
}

RowMeaning chainRow(std::string_view context)
{
    const std::string_view status = inApostrophes(context);
    const bool usual =
        status == "EmptyCertificate" || status == "Valid" || status == "Success" || status == "ValidSelfSigned";
    return meaning(RowClass::ChainStatus, keptDetail(status), usual ? Severity::Info : Severity::Warning);
}

bool isAuthFailure(std::string_view context)
{
    return containsNoCase(context, "authentication failed") ||
           (startsWithNoCase(context, "Inbound ") && containsNoCase(context, "failed because of"));
}

RowMeaning tlsRow(std::string_view context, std::string& buffer)
{
    constexpr std::string_view kFailed = "TLS negotiation failed with error ";
    if (startsWithNoCase(context, kFailed))
        return meaning(RowClass::TlsFailed, keptDetail(context.substr(kFailed.size())), Severity::Error);
    if (startsWithNoCase(context, "TLS negotiation failed"))
        return meaning(RowClass::TlsFailed, "unnamed error", Severity::Error);
    if (startsWithNoCase(context, "TLS protocol ") && containsNoCase(context, "succeeded"))
        return meaning(RowClass::TlsSucceeded, tlsSummary(context, buffer), Severity::Good);
    if (startsWithNoCase(context, "TlsDomainCapabilities="))
        return meaning(RowClass::DomainCapabilities, keptDetail(context));
    return {};
}

/// `… InternetMessageId <a@b>` gives `a@b`: what ties the session to message tracking.
std::string_view messageIdOf(std::string_view context)
{
    std::string_view id = trimmed(after(context, "InternetMessageId"));
    return keptDetail(id.starts_with('<') ? before(id.substr(1), ">") : before(id, " "));
}

RowMeaning connectFailure(std::string_view context)
{
    RowMeaning row = meaning(RowClass::ConnectFailed, keptDetail(context), Severity::Error);
    row.code = winsockCode(context);
    return row;
}

RowMeaning certificateHead(std::string_view data, std::string_view context)
{
    if (startsWithNoCase(context, "Sending certificate"))
        return meaning(RowClass::SendingCert, keptDetail(data));
    if (startsWithNoCase(context, "Received certificate") || startsWithNoCase(context, "Remote certificate"))
        return meaning(RowClass::ReceivedCert, keptDetail(data));
    return {};
}

/// Rows told by how their context begins; the first letter leaves few to try.
RowMeaning byBeginning(std::string_view data, std::string_view context, std::string& buffer)
{
    switch (context.front() | 0x20) {
    case 'a':
        return startsWithNoCase(context, "attempting to connect") ? meaning(RowClass::Attempt) : RowMeaning{};
    case 'f':
        return startsWithNoCase(context, "Failed to connect") ? connectFailure(context) : RowMeaning{};
    case 'r':
    case 's':
        if (startsWithNoCase(context, "Set Session Permissions"))
            return meaning(RowClass::Permissions);
        if (startsWithNoCase(context, "sending message") || startsWithNoCase(context, "receiving message"))
            return meaning(RowClass::MessageStart, messageIdOf(context));
        return certificateHead(data, context);
    case 'c':
        if (startsWithNoCase(context, "Certificate "))
            return certificateRow(data, context);
        return startsWithNoCase(context, "Client certificate chain validation status") ? chainRow(context)
                                                                                       : RowMeaning{};
    case 't':
        return startsWithNoCase(context, "TLS") ? tlsRow(context, buffer) : RowMeaning{};
    case 'p':
        if (startsWithNoCase(context, "Proxying inbound session with session id "))
            return meaning(RowClass::ProxyFrom, keptDetail(before(after(context, "session id "), " ")));
        return {};
    default:
        return {};
    }
}

RowMeaning infoMeaning(std::string_view data, std::string_view context, std::string& buffer)
{
    if (context.empty())
        return startsWithNoCase(data, "Tarpit for") ? meaning(RowClass::Tarpit, keptDetail(data)) : RowMeaning{};
    const RowMeaning known = byBeginning(data, context, buffer);
    // What begins with TLS or `Certificate ` and says nothing we know is not looked at further.
    if (known.rowClass != RowClass::Other || startsWithNoCase(context, "TLS") ||
        startsWithNoCase(context, "Certificate "))
        return known;
    if (startsWithNoCase(data, "Tarpit for")) // `… due to 'DelayedAck'` has a context of its own
        return meaning(RowClass::Tarpit, keptDetail(data));
    if (isAuthFailure(context))
        return meaning(RowClass::AuthFailed, keptDetail(context), Severity::Warning);
    return containsNoCase(context, "proxy") ? meaning(RowClass::ProxySetup) : RowMeaning{};
}

} // namespace

RowMeaning classifyRow(Symbol symbol, std::string_view data, std::string_view context, Symbol commandSymbol,
                       std::string& buffer)
{
    switch (symbol) {
    case Symbol::Connect:
        return meaning(RowClass::Connect);
    case Symbol::Disconnect:
        return meaning(RowClass::Disconnect, keptDetail(context));
    case Symbol::Sent:
    case Symbol::Received:
        return symbol == commandSymbol ? commandMeaning(data) : replyMeaning(data);
    case Symbol::Info:
        return infoMeaning(data, trimmed(context), buffer);
    case Symbol::None:
        break;
    }
    return infoMeaning(data, trimmed(context), buffer);
}

} // namespace sendwright
