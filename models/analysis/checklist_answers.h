// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/certificate_choice.h"
#include "analysis/cite.h"
#include "analysis/finding.h"
#include "analysis/surroundings.h"

#include <functional>
#include <map>
#include <string_view>

namespace sendwright {

/// What answers look at: the leading finding and its first session (both may be missing).
struct CheckView
{
    const Surroundings& around;
    const RowText& text;
    const CertificateBook& book;
    const std::vector<CertificateChoice>& choices;
    const std::vector<Finding>& findings;
    const Finding* lead = nullptr;
    const Finding* failing = nullptr; ///< the first alarm with sessions; often the leading one
    const Session* session = nullptr; ///< the leading one …
    SessionIndex sessionIndex = kNoSession;

    const Snapshot& snapshot() const { return around.snapshot(); }
    std::string_view said(PoolId id) const { return snapshot().text(id); }
    bool leads(std::string_view cause) const { return lead != nullptr && lead->cause == cause; }
    bool outbound() const { return session != nullptr && session->kind == EntryKind::SmtpSend; }
    bool sent() const { return session != nullptr && session->mark(Mark::CertSent) != kNoRow; }

    /// A result that cites rows of the session.
    CheckResult answer(StepState state, std::string says, std::initializer_list<Mark> marks = {}) const;
    CheckResult unknown(std::string says) const { return answer(StepState::Unknown, std::move(says)); }
    CheckResult answerWithRows(StepState state, std::string says, const std::vector<RowIndex>& rows) const;
    CheckResult answerWithFact(StepState state, std::string says, const Fact& fact) const;

    /// The pasted settings of the leading session's connector, the latest paste that has the property (any: empty);
    /// nullptr when they are not here. Without a session: the only connector that was pasted.
    const Fact* connectorFact(std::string_view property = {}) const;
    /// The choice of certificate for that connector; nullptr when it cannot be told.
    const CertificateChoice* choice() const;
    /// The certificate that the leading session sent, with all that other places say of it; nullptr when it sent none.
    const MetCertificate* certificate() const;
    /// The latest fact of a kind about that certificate; where the log blanks thumbprints out, the one of its subject.
    const Fact* certificateFact(Fact::Kind kind) const;
    /// Events of some kinds (`schannel/36870`), those tied to the leading session first; at most three.
    std::vector<RowIndex> eventsOf(std::initializer_list<const char*> kinds) const;
    /// Server that a session was logged on, else its own address; empty when the log tells neither.
    std::string_view serverOf(const Session& of) const;
    std::string_view peerHost() const; ///< of the leading session
};

/// The fact has the property, be it empty.
bool hasField(const Fact& fact, std::string_view name);
bool fieldIs(const Fact& fact, std::string_view name, std::string_view value); ///< without regard to case

using CheckAnswer = CheckResult (*)(const CheckView&);
using AnswerTable = std::map<std::string_view, CheckAnswer>;

/// Answers by check id; checks not listed in one of them can be answered by a person only.
const AnswerTable& frameAnswers(); ///< frame, evidence, queue
const AnswerTable& connectorAnswers();
const AnswerTable& networkAnswers(); ///< DNS, firewall
const AnswerTable& certificateAnswers();
const AnswerTable& keyAnswers();
const AnswerTable& peerAnswers();   ///< protocol versions, the peer's policy
const AnswerTable& verifyAnswers(); ///< verify, close

} // namespace sendwright
