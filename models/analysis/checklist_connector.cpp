// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist about the connector: what the log shows of it, and what its pasted settings say.

#include "analysis/checklist_answers.h"

#include "core/text_scan.h"

#include <algorithm>
#include <set>

namespace sendwright {

namespace {

using enum StepState;

CheckResult route(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    const std::string says = "The log names connector " + std::string(v.said(v.session->connector));
    const Fact* fact = v.connectorFact();
    if (fact == nullptr)
        return v.answer(Proven, says, {Mark::Attempt, Mark::Connect});
    CheckResult result = v.answer(Proven, says, {Mark::Attempt, Mark::Connect});
    if (fieldIs(*fact, "Enabled", "False")) {
        result.state = Suggested;
        result.says += "; it is switched off now";
    } else if (const std::string_view spaces = trimmed(fact->field("AddressSpaces")); !spaces.empty()) {
        result.says += ", for " + std::string(bounded(spaces, 160));
    }
    result.evidence.push_back(citeFact(*fact));
    return result;
}

/// The peer is none of the connector's smart hosts, as far as they are addresses.
bool otherSmartHost(const CheckView& v, const Fact& fact)
{
    bool addresses = false;
    for (std::string host : nameList(fact.field("SmartHosts"))) {
        if (host.starts_with('[') && host.ends_with(']'))
            host = host.substr(1, host.size() - 2);
        if (equalsNoCase(host, v.peerHost()))
            return false;
        addresses = addresses || (!host.empty() && host.find_first_not_of("0123456789.") == std::string::npos);
    }
    return addresses && !v.peerHost().empty();
}

CheckResult peer(const CheckView& v)
{
    if (v.session != nullptr && v.outbound())
        if (const Fact* fact = v.connectorFact("SmartHosts"); fact != nullptr && otherSmartHost(v, *fact))
            return v.answerWithFact(Suggested,
                                    "The log shows " + std::string(v.peerHost()) +
                                        ", which is none of the connector's smart hosts: " +
                                        std::string(bounded(fact->field("SmartHosts"), 120)),
                                    *fact);
    if (v.session == nullptr || v.session->mark(Mark::Banner) == kNoRow)
        return v.unknown("No greeting of a peer");
    if (v.session->kind == EntryKind::SmtpReceive)
        return v.answer(Proven, "The peer calls itself " + std::string(v.said(v.session->ehloName)), {Mark::Ehlo});
    const bool microsoft = isMicrosoftPeer(v.snapshot(), *v.session);
    return v.answer(Proven,
                    microsoft ? "Microsoft 365 answered"
                              : "Answered: " + std::string(bounded(v.said(v.session->bannerText), 120)),
                    {Mark::Banner});
}

struct Clash
{
    StepState state;
    std::string says;
};

/// Settings of a send connector that do not fit together.
Clash sendClash(const CheckView& v, const Fact& fact)
{
    const auto is = [&fact](const char* name, const char* value) { return fieldIs(fact, name, value); };
    const auto empty = [&fact](const char* name) { return hasField(fact, name) && nameList(fact.field(name)).empty(); };
    if (is("Enabled", "False"))
        return {Contradicted, "The connector is switched off"};
    if (is("IgnoreSTARTTLS", "True"))
        return {Contradicted, "IgnoreSTARTTLS is on: TLS is never begun"};
    if (is("RequireTLS", "False") &&
        (is("TlsAuthLevel", "DomainValidation") || is("TlsAuthLevel", "CertificateValidation")))
        return {Suggested, "TlsAuthLevel asks for validation, but RequireTLS is off"};
    if (is("TlsAuthLevel", "DomainValidation") && empty("TlsDomain"))
        return {Suggested, "TlsAuthLevel is DomainValidation, but TlsDomain is empty"};
    if (is("DNSRoutingEnabled", "True") && !nameList(fact.field("SmartHosts")).empty())
        return {Suggested, "Smart hosts are set although mail is routed by DNS"};
    const bool cloud = is("CloudServicesMailEnabled", "True");
    if (cloud && empty("TlsCertificateName"))
        return {Suggested, "CloudServicesMailEnabled is on, but TlsCertificateName is empty"};
    if (cloud && is("RequireTLS", "False"))
        return {Suggested, "CloudServicesMailEnabled is on, but RequireTLS is off"};
    const std::string_view domain = trimmed(fact.field("TlsDomain"));
    if (v.session != nullptr && isMicrosoftPeer(v.snapshot(), *v.session) && !domain.empty() &&
        !containsNoCase(domain, "protection.outlook.com") && !domain.starts_with('{'))
        return {Suggested, "The peer is Microsoft 365, but TlsDomain is " + std::string(bounded(domain, 80))};
    return {Proven, {}};
}

Clash receiveClash(const Fact& fact)
{
    if (fieldIs(fact, "Enabled", "False"))
        return {Contradicted, "The connector is switched off"};
    const auto mechanisms = nameList(fact.field("AuthMechanism"));
    const auto offers = [&](const char* word) {
        return std::any_of(mechanisms.begin(), mechanisms.end(),
                           [word](const std::string& known) { return equalsNoCase(known, word); });
    };
    if (!hasField(fact, "AuthMechanism") || offers("Tls"))
        return {Proven, {}};
    if (fieldIs(fact, "RequireTLS", "True"))
        return {Contradicted, "RequireTLS is on, but AuthMechanism has no Tls: nobody can deliver"};
    return {Contradicted, "AuthMechanism has no Tls: STARTTLS is not offered"};
}

/// `RequireTLS True, TlsAuthLevel DomainValidation, …` of what was pasted.
std::string settingsOf(const Fact& fact)
{
    std::string says;
    for (const char* name : {"RequireTLS", "TlsAuthLevel", "TlsDomain", "AuthMechanism", "CloudServicesMailEnabled",
                             "DNSRoutingEnabled", "TlsCertificateName", "Fqdn"}) {
        const std::string_view value = trimmed(fact.field(name));
        if (!value.empty())
            says += (says.empty() ? "" : ", ") + std::string(name) + ' ' + std::string(bounded(value, 200));
    }
    return says.empty() ? "The pasted settings name none of TLS" : says;
}

CheckResult tlsSettings(const CheckView& v)
{
    const Fact* fact = v.connectorFact();
    if (fact != nullptr) {
        const Clash clash = fact->kind == Fact::Kind::SendConnector ? sendClash(v, *fact) : receiveClash(*fact);
        return v.answerWithFact(clash.state, clash.says.empty() ? settingsOf(*fact) : clash.says, *fact);
    }
    for (const Fact& other : *v.snapshot().facts)
        if (other.kind == Fact::Kind::SendConnector || other.kind == Fact::Kind::ReceiveConnector)
            return v.answerWithFact(Unknown,
                                    "Pasted settings are of " + std::string(bounded(other.field("Name"), 100)) +
                                        ", not of the connector that fails",
                                    other);
    return v.unknown("Unknown until the connector's settings are pasted");
}

/// Servers whose sessions use the leading connector.
std::set<std::string> serversInLogs(const CheckView& v)
{
    std::set<std::string> servers;
    for (const Session& session : v.snapshot().sessions())
        if (v.session != nullptr && session.connector == v.session->connector && session.kind == v.session->kind &&
            session.server != PoolId::Empty && servers.size() < 100)
            servers.emplace(toLower(v.said(session.server)));
    return servers;
}

/// `ex01` of `EX01`, `EX01.contoso.com`.
std::string shortName(std::string_view server)
{
    return toLower(before(server, "."));
}

CheckResult sourceServers(const CheckView& v)
{
    if (v.session != nullptr && !v.outbound())
        return v.answer(NotApplicable, "Inbound: a receive connector belongs to one server");
    const Fact* fact = v.connectorFact("SourceTransportServers");
    if (fact == nullptr)
        return v.unknown("Unknown until the connector's settings are pasted");
    const auto listed = nameList(fact->field("SourceTransportServers"));
    std::string says = "Source servers: ";
    for (std::size_t i = 0; i < listed.size() && i < 8; ++i)
        says += (i > 0 ? ", " : "") + listed[i];
    if (listed.empty())
        return v.answerWithFact(Suggested, "SourceTransportServers is empty", *fact);
    const auto logged = serversInLogs(v);
    std::string strangers;
    for (const std::string& server : logged)
        if (std::none_of(listed.begin(), listed.end(),
                         [&](const std::string& known) { return shortName(known) == shortName(server); }))
            strangers += (strangers.empty() ? "" : ", ") + server;
    if (!strangers.empty())
        return v.answerWithFact(Suggested,
                                says + "; the log is of " + strangers +
                                    ", which is none of them (FrontendProxyEnabled sends through others)",
                                *fact);
    if (logged.empty())
        return v.answerWithFact(Unknown, says + "; the logs do not tell which of them they are of", *fact);
    if (logged.size() < listed.size())
        says += "; logs of " + std::to_string(logged.size()) + " of them are here";
    return v.answerWithFact(Proven, says, *fact);
}

CheckResult certificateName(const CheckView& v)
{
    if (v.leads("tlscertname-stale"))
        return v.answerWithRows(Contradicted, "The connector names a certificate that is not there", v.lead->eventRows);
    const Fact* fact = v.connectorFact("TlsCertificateName");
    if (fact == nullptr)
        return v.unknown("Unknown until the connector's settings are pasted");
    const std::string_view name = trimmed(fact->field("TlsCertificateName"));
    if (name.empty()) {
        const bool cloud = fieldIs(*fact, "CloudServicesMailEnabled", "True");
        return v.answerWithFact(cloud ? Suggested : Proven,
                                cloud ? "TlsCertificateName is empty on a connector to the cloud"
                                      : "TlsCertificateName is not set; Fqdn decides",
                                *fact);
    }
    if (issuerAndSubject(name).second.empty())
        return v.answerWithFact(Suggested, "TlsCertificateName does not have the form <I>issuer<S>subject", *fact);
    const CertificateChoice* choice = v.choice();
    if (choice != nullptr && choice->result == CertificateChoice::Result::NoneFits)
        return v.answerWithFact(Contradicted, "No installed certificate has the issuer and subject it asks for", *fact);
    const bool fits = choice != nullptr && !choice->fitting.empty();
    return v.answerWithFact(Proven,
                            fits ? "TlsCertificateName fits an installed certificate"
                                 : "TlsCertificateName has the form <I>issuer<S>subject",
                            *fact);
}

} // namespace

const AnswerTable& connectorAnswers()
{
    static const AnswerTable kAnswers = {
        {"connector.route", route},
        {"connector.peer", peer},
        {"connector.tls-settings", tlsSettings},
        {"connector.source-servers", sourceServers},
        {"connector.certificate-name", certificateName},
    };
    return kAnswers;
}

} // namespace sendwright
