// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist about protocol versions and the peer's policy.

#include "analysis/checklist_answers.h"

#include "core/text_scan.h"

#include <algorithm>
#include <map>

namespace sendwright {

namespace {

using enum StepState;
using Kind = Fact::Kind;

CheckResult versionsSeen(const CheckView& v)
{
    std::map<std::string, std::pair<std::size_t, RowIndex>> versions;
    std::map<PoolId, std::pair<std::size_t, RowIndex>*> byDetail;
    for (const Session& session : v.snapshot().sessions()) {
        if (session.tls != TlsState::Negotiated || session.tlsDetail == PoolId::Empty)
            continue;
        auto& seen = byDetail[session.tlsDetail]; // few texts among many sessions
        if (seen == nullptr)
            seen = &versions[std::string(before(v.said(session.tlsDetail), " "))];
        if (seen->first++ == 0)
            seen->second = session.mark(Mark::TlsResult);
    }
    if (versions.empty())
        return v.unknown("No session negotiated TLS");
    std::string says;
    std::vector<RowIndex> rows;
    for (const auto& [version, seen] : versions) {
        says += (says.empty() ? "" : ", ") + version + " in " + std::to_string(seen.first) +
                (seen.first == 1 ? " session" : " sessions");
        rows.push_back(seen.second);
    }
    const bool onlyOld = v.around.onlyOldTls();
    return v.answerWithRows(onlyOld ? Suggested : Proven, onlyOld ? "Only old versions: " + says : says, rows);
}

CheckResult alerts(const CheckView& v)
{
    const auto rows = v.eventsOf({"schannel/36887", "schannel/36888", "schannel/36874", "schannel/36871"});
    if (rows.empty())
        return v.unknown(v.around.anyEvents() ? "No Schannel alert among the events" : "No Windows event log is here");
    return v.answerWithRows(Suggested, "Schannel reports alerts or refused versions", rows);
}

/// What one value of the registry says against TLS 1.2; empty: nothing.
std::string registryFault(const Fact& fact)
{
    const std::string_view key = fact.field("Key"), value = trimmed(fact.field("Value"));
    const bool zero = value == "0" || equalsNoCase(value, "0x0");
    const bool schannel = containsNoCase(key, "SCHANNEL\\Protocols\\TLS 1.2");
    const std::string side = containsNoCase(key, "\\Client") ? "client" : "server";
    if (schannel && fieldIs(fact, "Name", "Enabled") && zero)
        return "TLS 1.2 is switched off for the " + side + " side";
    if (schannel && fieldIs(fact, "Name", "DisabledByDefault") && !zero)
        return "TLS 1.2 is off by default for the " + side + " side";
    const bool dotnet = containsNoCase(key, ".NETFramework");
    if (dotnet && zero &&
        (fieldIs(fact, "Name", "SchUseStrongCrypto") || fieldIs(fact, "Name", "SystemDefaultTlsVersions")))
        return std::string(bounded(fact.field("Name"), 40)) + " is 0: .NET keeps to old versions";
    return {};
}

CheckResult registry(const CheckView& v)
{
    std::map<std::string, const Fact*> latest; // a value pasted again after the fix counts as it is now
    const Fact* suites = nullptr;
    for (const Fact& fact : *v.snapshot().facts) {
        if (fact.kind == Kind::Registry && latest.size() < 10'000)
            latest[toLower(fact.field("Key")) + '\n' + toLower(fact.field("Name"))] = &fact;
        if (fact.kind == Kind::CipherSuites)
            suites = &fact;
    }
    const Fact *any = nullptr, *off = nullptr;
    for (const auto& [name, fact] : latest) {
        const bool telling =
            containsNoCase(fact->field("Key"), "TLS 1.2") || containsNoCase(fact->field("Key"), ".NETFramework");
        any = telling ? fact : any;
        off = off == nullptr && !registryFault(*fact).empty() ? fact : off;
    }
    if (off != nullptr)
        return v.answerWithFact(containsNoCase(off->field("Key"), ".NETFramework") ? Suggested : Contradicted,
                                registryFault(*off), *off);
    if (suites != nullptr && !containsNoCase(suites->field("Names"), "ECDHE"))
        return v.answerWithFact(Suggested, "No cipher suite with ECDHE is enabled; many peers ask for one", *suites);
    if (any != nullptr)
        return v.answerWithFact(Proven, "Nothing in the pasted values switches TLS 1.2 off", *any);
    if (suites != nullptr)
        return v.answerWithFact(Unknown, "Cipher suites are here; the values of SCHANNEL and .NET are not", *suites);
    return v.unknown("Unknown until the output of reg query is pasted");
}

CheckResult peerReplies(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    if (v.session->mark(Mark::ErrorReply) == kNoRow)
        return v.answer(v.session->tls == TlsState::Failed ? NotApplicable : Unknown,
                        v.session->tls == TlsState::Failed ? "Not reached" : "The peer gave no error");
    const bool after = v.session->tls == TlsState::Negotiated;
    return v.answer(after ? Contradicted : Suggested,
                    "The peer says: " + std::string(bounded(v.said(v.session->errorText), 200)), {Mark::ErrorReply});
}

/// The reply says that the peer took this server for a stranger.
bool isUnattributed(std::string_view reply)
{
    constexpr std::string_view kSigns[] = {"5.7.51", "5.7.64", "5.7.68", "TenantInboundAttribution"};
    return std::any_of(std::begin(kSigns), std::end(kSigns),
                       [reply](std::string_view sign) { return containsNoCase(reply, sign); });
}

CheckResult peerConnector(const CheckView& v)
{
    if (v.session == nullptr)
        return v.unknown("No failing session leads");
    if (!v.outbound())
        return v.answer(NotApplicable, "Inbound: the peer's own connectors do not matter here");
    if (isUnattributed(v.said(v.session->errorText)) || v.leads("inbound-connector-mismatch"))
        return v.answer(Contradicted, "The peer found no connector of its own that fits this server",
                        {Mark::ErrorReply});
    if (v.session->tls == TlsState::Failed || !v.session->hasConnect)
        return v.answer(NotApplicable, "Not reached");
    if (v.session->accepted > 0)
        return v.answer(Proven, "The peer accepted mail from this server", {Mark::FirstAccepted});
    return v.unknown("The log does not show which connector the peer took");
}

} // namespace

const AnswerTable& peerAnswers()
{
    static const AnswerTable kAnswers = {
        {"protocol.versions-seen", versionsSeen}, {"protocol.alerts", alerts},
        {"protocol.registry", registry},          {"peer.replies", peerReplies},
        {"peer.connector", peerConnector},
    };
    return kAnswers;
}

} // namespace sendwright
