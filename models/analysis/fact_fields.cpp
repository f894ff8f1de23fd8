// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/fact_fields.h"

#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>

namespace sendwright {

namespace {

using Kind = Fact::Kind;

constexpr std::pair<std::string_view, Kind> kPrefixes[] = {
    {"sendConnector.", Kind::SendConnector},
    {"receiveConnector.", Kind::ReceiveConnector},
    {"certificate.", Kind::Certificate},
    {"storedCertificate.", Kind::StoredCertificate},
    {"certificateFile.", Kind::CertificateFile},
    {"transportService.", Kind::TransportService},
    {"netConnection.", Kind::NetConnection},
    {"dns.", Kind::DnsAnswer},
    {"registry.", Kind::Registry},
    {"timeService.", Kind::TimeService},
    {"queue.", Kind::Queue},
};
constexpr std::pair<std::string_view, Kind> kKindNames[] = {
    {"queueError", Kind::Queue},     {"queueInner", Kind::Queue},          {"queueThumbprint", Kind::Queue},
    {"keyAccess", Kind::KeyAccess},  {"certServices", Kind::Certificate},  {"certHasKey", Kind::Certificate},
    {"registryKey", Kind::Registry}, {"cipherSuites", Kind::CipherSuites},
};
constexpr std::string_view kLength = ".length";
constexpr std::size_t kFactsCompared = 2000; ///< when one fact is compared with others

/// The last part of `EX01\Default Frontend EX01`.
std::string_view lastPart(std::string_view path)
{
    return path.substr(path.find_last_of('\\') + 1);
}

/// Whether some pasted certificate of the same kind has the very thumbprint or serial number of ours.
bool isListed(const Surroundings& around, Kind kind, const CertificateId& ours)
{
    constexpr std::size_t kListed = 200;
    const std::vector<const Fact*>& facts = around.factsOf(kind);
    const auto end = facts.begin() + static_cast<std::ptrdiff_t>(std::min(facts.size(), kListed));
    return std::any_of(facts.begin(), end,
                       [&](const Fact* fact) { return sameCertificate(ours, certificateId(*fact)); });
}

/// The certificate a session sent. Where its thumbprint was blanked out, its subject must do; where another one was
/// pasted with the same whole name, that counts as long as the list does not hold the right one, for people edit what
/// they post, and a renewed certificate is set up like the old one more often than not.
bool isSentCertificate(const Surroundings& around, const Fact& fact, const CertificateView& sent)
{
    const Snapshot& snapshot = around.snapshot();
    const CertificateId ours{snapshot.text(sent.thumbprint), snapshot.text(sent.serial), snapshot.text(sent.issuer)};
    if (sameCertificate(ours, certificateId(fact)))
        return true;
    const std::string_view subject = trimmed(snapshot.text(sent.subject));
    const std::string_view pasted = trimmed(fact.field("Subject"));
    if (!plainThumbprint(ours.thumbprint).empty() && !plainThumbprint(fact.field("Thumbprint")).empty())
        return subject.size() > 3 && equalsNoCase(subject, pasted) && !isListed(around, fact.kind, ours);
    const std::string_view first = before(subject, ",");
    return first.size() > 3 && startsWithNoCase(pasted, first);
}

/// Whether the certificate of a person's store is in the machine's as well: `true`, `false`, or empty as long as
/// nothing lists the machine's. One certificate is no list: every Exchange server has several.
std::string inMachineStore(const Surroundings& around, const Fact& stored)
{
    std::size_t listed = 0;
    bool missed = false; // certutil was asked for this very one and did not find it
    for (const Kind kind : {Kind::StoredCertificate, Kind::Certificate})
        for (const Fact* fact : around.factsOf(kind)) {
            if (kind == Kind::StoredCertificate && fact->field("Store") != "machine")
                continue;
            const bool same = sameCertificate(certificateId(stored), certificateId(*fact));
            const bool there = fact->field("Error").empty() || !fact->field("KeyTest").empty();
            if (same && there)
                return "true";
            missed = missed || (same && !there);
            if (++listed > kFactsCompared)
                return {};
        }
    return missed || listed > 1 ? "false" : "";
}

/// Whether a connector's TlsCertificateName, or an event that misses a certificate, names this one.
std::string isMissed(const Surroundings& around, const Fact& stored)
{
    const std::string_view name = commonNameOf(stored.field("Subject"));
    if (name.size() < 3)
        return {};
    for (const char* kind : {"msexchangetransport/12014", "msexchangefrontendtransport/12014"})
        for (const RowIndex row : around.eventsOf(kind)) {
            const EventRecord& event = around.snapshot().event(row);
            const auto names = [&](const auto& pair) { return containsNoCase(pair.second, name); };
            if (containsNoCase(event.message, name) || std::any_of(event.data.begin(), event.data.end(), names))
                return "true";
        }
    for (const Kind kind : {Kind::SendConnector, Kind::ReceiveConnector})
        for (const Fact* fact : around.factsOf(kind))
            if (containsNoCase(fact->field("TlsCertificateName"), name))
                return "true";
    return {};
}

/// Whether a connection test went to the session's peer.
std::string isSamePeer(const Surroundings& around, const Fact& fact, SessionIndex session)
{
    if (session == kNoSession)
        return {};
    const Snapshot& snapshot = around.snapshot();
    const std::string_view peer = hostPart(snapshot.text(snapshot.sessions()[session].remoteEndpoint));
    return !peer.empty() && equalsNoCase(peer, fact.field("RemoteAddress")) ? "true" : "";
}

/// Fields that are no words of the fact but say how it stands to others.
std::optional<std::string> derivedField(const Surroundings& around, const Fact& fact, SessionIndex session,
                                        std::string_view field)
{
    if (field == "storedCertificate.InMachineStore")
        return inMachineStore(around, fact);
    if (field == "storedCertificate.Missed")
        return isMissed(around, fact);
    if (field == "netConnection.SamePeer")
        return isSamePeer(around, fact, session);
    if (field == "receiveConnector.OffersTls") {
        const std::string_view ways = fact.field("AuthMechanism");
        return ways.empty() ? std::string() : containsNoCase(ways, "Tls") ? "true" : "false";
    }
    if (field == "certServices")
        return std::string(containsNoCase(fact.field("Services"), "SMTP") ? "smtp" : "no-smtp");
    return std::nullopt;
}

std::string_view propertyOf(const Fact& fact, std::string_view field)
{
    if (field == "queueError")
        return fact.field("LastError");
    if (field == "queueInner")
        return fact.field("Inner");
    if (field == "keyAccess")
        return fact.field("NetworkService");
    if (field == "certHasKey")
        return fact.field("HasPrivateKey");
    if (field == "registryKey")
        return fact.field("Key");
    if (field == "cipherSuites")
        return fact.field("Names");
    const std::string_view property = after(field, ".");
    if (fact.kind == Kind::Registry && property != "Error" && property != "Name") // `registry.<name of a value>`
        return equalsNoCase(fact.field("Name"), property) ? fact.field("Value") : std::string_view();
    return fact.field(property);
}

/// `known` or `unknown`: whether the thumbprint that a queue's error names is one that this evidence has as ours. Empty
/// when the error names none, or there is none to compare it with.
std::string queueThumbprint(const Surroundings& around, const Fact& fact)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    constexpr std::size_t kDigitsOfSha1 = 40;
    const std::string error = toLower(fact.field("LastError"));
    for (std::size_t at = error.find("thumbprint"); at != std::string::npos; at = error.find("thumbprint", at + 1)) {
        const std::size_t begin = error.find_first_of(kDigits, error.find_first_of(":= ", at));
        if (begin == std::string::npos)
            break;
        const std::size_t end = std::min(error.find_first_not_of(kDigits, begin), error.size());
        if (end - begin != kDigitsOfSha1)
            continue;
        if (around.ownThumbprints().empty())
            return {};
        return around.ownThumbprints().contains(error.substr(begin, kDigitsOfSha1)) ? "known" : "unknown";
    }
    return {};
}

/// `{msg=SubjectMismatch}` as `{message=SubjectMismatch}`.
std::string withMessageWord(std::string error)
{
    constexpr std::string_view kShort = "{msg=";
    for (std::size_t at = error.find(kShort); at != std::string::npos; at = error.find(kShort, at + 1))
        if (at + kShort.size() < error.size() && error[at + kShort.size()] != '}') // none is often left empty
            error.replace(at, kShort.size(), "{message=");
    return error;
}

} // namespace

bool sameConnector(const Fact& fact, std::string_view connector)
{
    const std::string_view identity = fact.field("Identity");
    const std::string_view name = fact.field("Name").empty() ? lastPart(identity) : fact.field("Name");
    if (connector.empty() || !equalsNoCase(trimmed(name), trimmed(lastPart(connector))))
        return false;
    const bool servers =
        identity.find('\\') != std::string_view::npos && connector.find('\\') != std::string_view::npos;
    return !servers || equalsNoCase(before(identity, "\\"), before(connector, "\\"));
}

std::optional<Fact::Kind> factFieldKind(std::string_view field)
{
    for (const auto& [name, kind] : kKindNames)
        if (field == name)
            return kind;
    for (const auto& [prefix, kind] : kPrefixes)
        if (field.size() > prefix.size() && field.starts_with(prefix))
            return kind;
    return std::nullopt;
}

bool isFactField(std::string_view field)
{
    return factFieldKind(field).has_value();
}

bool speaksOf(const Surroundings& around, const Fact& fact, SessionIndex session)
{
    if (session == kNoSession)
        return true;
    const Snapshot& snapshot = around.snapshot();
    const Session& one = snapshot.sessions()[session];
    if (isCertificateFact(fact.kind))
        return isSentCertificate(around, fact, one.sent);
    if (fact.kind == Kind::SendConnector)
        return one.kind == EntryKind::SmtpSend && sameConnector(fact, snapshot.text(one.connector));
    if (fact.kind == Kind::ReceiveConnector)
        return one.kind != EntryKind::SmtpSend && sameConnector(fact, snapshot.text(one.connector));
    return true;
}

std::string factField(const Surroundings& around, const Fact& fact, SessionIndex session, std::string_view field)
{
    if (auto derived = derivedField(around, fact, session, field))
        return std::move(*derived);
    if (field == "queueThumbprint")
        return queueThumbprint(around, fact);
    if (field == "queueError") // a message trace calls it MSG
        return withMessageWord(toLower(propertyOf(fact, field)));
    if (!field.ends_with(kLength))
        return toLower(propertyOf(fact, field));
    const std::string_view value = propertyOf(fact, field.substr(0, field.size() - kLength.size()));
    return value.empty() ? std::string() : std::to_string(value.size());
}

} // namespace sendwright
