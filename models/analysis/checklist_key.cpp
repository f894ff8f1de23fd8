// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to the checklist about the private key of the certificate that was sent.

#include "analysis/checklist_answers.h"

#include "core/certificate_id.h"
#include "core/text_scan.h"

#include <algorithm>
#include <map>
#include <set>

namespace sendwright {

namespace {

using enum StepState;
using Kind = Fact::Kind;

bool failedWith(const CheckView& v, std::string_view error)
{
    return v.session != nullptr && v.session->tls == TlsState::Failed &&
           equalsNoCase(v.said(v.session->tlsDetail), error);
}

bool keyWasUsed(const CheckView& v)
{
    return v.session != nullptr && v.session->tls == TlsState::Negotiated && v.sent();
}

CheckResult withSession(const CheckView& v, StepState state, std::string says, std::vector<RowIndex> rows)
{
    if (v.session->mark(Mark::TlsResult) != kNoRow)
        rows.insert(rows.begin(), v.session->mark(Mark::TlsResult));
    return v.answerWithRows(state, std::move(says), rows);
}

CheckResult keyPresent(const CheckView& v)
{
    const Fact *stored = v.certificateFact(Kind::StoredCertificate), *listed = v.certificateFact(Kind::Certificate);
    if (stored != nullptr) {
        const std::string_view error = trimmed(stored->field("Error"));
        if (fieldIs(*stored, "HasPrivateKey", "False"))
            return v.answerWithFact(Contradicted, "certutil finds no private key for it", *stored);
        if (!error.empty() || fieldIs(*stored, "KeyTest", "failed"))
            return v.answerWithFact(Contradicted,
                                    "The store names a key, but certutil cannot use it" +
                                        (error.empty() ? std::string() : ": " + std::string(bounded(error, 60))),
                                    *stored);
        if (fieldIs(*stored, "Store", "user"))
            return v.answerWithFact(Contradicted, "It lies in the store of a user, not of the computer", *stored);
        if (fieldIs(*stored, "KeyTest", "passed") || fieldIs(*stored, "HasPrivateKey", "True"))
            return v.answerWithFact(Proven, "certutil finds its private key", *stored);
    }
    if (listed != nullptr && fieldIs(*listed, "HasPrivateKey", "False"))
        return v.answerWithFact(Contradicted, "Get-ExchangeCertificate says that it has no private key", *listed);
    if (failedWith(v, "NoCredentials"))
        return withSession(v, Contradicted, "NoCredentials: there is no usable private key",
                           v.eventsOf({"schannel/36869"}));
    if (listed != nullptr && fieldIs(*listed, "HasPrivateKey", "True"))
        return v.answerWithFact(Proven, "Get-ExchangeCertificate says that it has a private key", *listed);
    if (failedWith(v, "UnknownCredentials"))
        return v.unknown("UnknownCredentials speaks of access more than of absence");
    if (keyWasUsed(v))
        return v.answer(Proven, "The key was used: TLS was negotiated with this certificate", {Mark::TlsResult});
    return v.unknown("The log does not show it");
}

/// `0123…_guid` of a path.
std::string fileName(std::string_view path)
{
    const std::size_t slash = path.find_last_of("\\/");
    return toLower(trimmed(slash == std::string_view::npos ? path : path.substr(slash + 1)));
}

/// Key files that certutil names for other certificates than the one that was sent.
std::set<std::string> keysOfOthers(const CheckView& v)
{
    std::set<std::string> files;
    const MetCertificate* ours = v.certificate();
    if (ours == nullptr || plainThumbprint(ours->thumbprint).empty())
        return files;
    for (const MetCertificate& met : v.book.all())
        for (const std::uint32_t place : &met == ours ? std::vector<std::uint32_t>{} : met.facts)
            if (const auto name = fileName((*v.snapshot().facts)[place].field("UniqueContainer")); !name.empty())
                files.insert(name);
    const Fact* own = v.certificateFact(Kind::StoredCertificate);
    if (own != nullptr)
        files.erase(fileName(own->field("UniqueContainer")));
    return files;
}

/// The latest paste of each key file's rights, without files of other certificates' keys; one that lacks the right goes
/// first.
const Fact* keyRights(const CheckView& v)
{
    const auto others = keysOfOthers(v);
    std::map<std::string, const Fact*> latest;
    for (const Fact& fact : *v.snapshot().facts)
        if (fact.kind == Kind::KeyAccess && !others.contains(fileName(fact.field("File"))))
            latest[fileName(fact.field("File"))] = &fact;
    const Fact* found = nullptr;
    for (const auto& [file, fact] : latest)
        if (found == nullptr || fieldIs(*fact, "NetworkService", "missing"))
            found = fact;
    return found;
}

CheckResult keyReadable(const CheckView& v)
{
    if (const Fact* fact = keyRights(v)) {
        const bool read = fieldIs(*fact, "NetworkService", "read");
        return v.answerWithFact(read ? Proven : Contradicted,
                                read ? "NETWORK SERVICE may read the key file"
                                     : "NETWORK SERVICE has no right to read the key file",
                                *fact);
    }
    if (failedWith(v, "UnknownCredentials")) {
        const auto rows = v.eventsOf({"schannel/36870"});
        return withSession(v, Suggested,
                           rows.empty() ? "UnknownCredentials: the key could not be used"
                                        : "UnknownCredentials and Schannel 36870: the key could not be read",
                           rows);
    }
    if (keyWasUsed(v))
        return v.answer(Proven, "The key was used: TLS was negotiated", {Mark::TlsResult});
    return v.unknown("The log does not show it");
}

CheckResult provider(const CheckView& v)
{
    const Fact* stored = v.certificateFact(Kind::StoredCertificate);
    const std::string_view name = stored != nullptr ? trimmed(stored->field("Provider")) : std::string_view{};
    if (name.empty())
        return v.unknown("Unknown until the output of certutil is pasted");
    const std::string shown(bounded(name, 100));
    if (containsNoCase(name, "Key Storage Provider"))
        return v.answerWithFact(Suggested, shown + ": a key storage provider, a suspect when TLS fails with this key",
                                *stored);
    const std::string_view spec = trimmed(stored->field("KeySpec"));
    if (containsNoCase(spec, "SIGNATURE") || spec == "2")
        return v.answerWithFact(Suggested, shown + ", but its key is for signatures only", *stored);
    return v.answerWithFact(Proven, shown, *stored);
}

/// How sessions with this certificate end on each server that the logs tell of.
CheckResult perServer(const CheckView& v)
{
    const MetCertificate* met = v.certificate();
    if (met == nullptr)
        return v.unknown("No certificate of ours in the session");
    std::map<std::string, SessionIndex> works, fails;
    const auto& sessions = v.snapshot().sessions();
    for (SessionIndex i = 0; i < sessions.size(); ++i) {
        const Session& session = sessions[i];
        const bool told = session.tls == TlsState::Negotiated || session.tls == TlsState::Failed;
        if (!told || session.kind != v.session->kind || v.book.find(session.sent) != met)
            continue;
        const std::string server(v.serverOf(session));
        if (!server.empty() && works.size() + fails.size() < 200)
            (session.tls == TlsState::Negotiated ? works : fails).try_emplace(server, i);
    }
    for (const auto& [server, session] : fails)
        works.erase(server); // told by its failures, even where some sessions worked
    const auto listed = [](const auto& servers) {
        std::string out;
        for (const auto& [server, session] : servers)
            out += (out.empty() ? "" : ", ") + server;
        return std::string(bounded(out, 160));
    };
    std::vector<RowIndex> rows;
    for (const auto* servers : {&fails, &works})
        if (!servers->empty())
            rows.push_back(sessions[servers->begin()->second].mark(Mark::TlsResult));
    if (works.size() + fails.size() < 2)
        return v.unknown("The logs are of one server only; the others must be asked");
    if (works.empty())
        return v.answerWithRows(Suggested, "It fails on all servers alike: " + listed(fails), rows);
    if (fails.empty())
        return v.answerWithRows(Proven, "It works on all servers: " + listed(works), rows);
    return v.answerWithRows(Contradicted,
                            "The same certificate works on " + listed(works) + " and fails on " + listed(fails), rows);
}

} // namespace

const AnswerTable& keyAnswers()
{
    static const AnswerTable kAnswers = {
        {"key.present", keyPresent},
        {"key.readable", keyReadable},
        {"key.provider", provider},
        {"key.per-server", perServer},
    };
    return kAnswers;
}

} // namespace sendwright
