// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that turn what was seen of a session into TLS state and outcome. docs/formats.md tells them in words.

#include "index/session_tracker.h"

namespace sendwright {

namespace {

bool closedByPeerWithoutQuit(const Session& session)
{
    return session.hasDisconnect && !session.has(sign::kQuit);
}

/// STARTTLS was accepted and a command followed: the channel stood, although no row names its cipher.
bool impliedTls(const Session& session, const LiveSession& live)
{
    return session.has(sign::kStartTlsAccepted) && live.afterTls && !live.tlsFailed;
}

TlsState tlsStateOf(const Session& session, const LiveSession& live)
{
    if (live.tlsFailed)
        return TlsState::Failed;
    if (live.tlsSucceeded || impliedTls(session, live))
        return TlsState::Negotiated;
    if (session.has(sign::kStartTlsSent)) {
        const bool refused = session.mark(Mark::StartTlsReply) != kNoRow && !session.has(sign::kStartTlsAccepted);
        return refused || session.hasDisconnect ? TlsState::Failed : TlsState::Unknown;
    }
    if (session.has(sign::kStartTlsOffered))
        return TlsState::OfferedNotUsed;
    return session.has(sign::kEhloAnswered) ? TlsState::NotOffered : TlsState::Unknown;
}

/// Our connector wants TLS: the peer's answer to EHLO did not offer it and we left without a message.
bool leftForLackOfTls(const Session& session)
{
    return session.kind == EntryKind::SmtpSend && session.tls == TlsState::NotOffered && session.has(sign::kQuit) &&
           session.messages == 0;
}

bool tlsFailedOf(const Session& session)
{
    if (session.tls == TlsState::Failed)
        return true;
    if (session.accepted > 0)
        return false;
    const bool certificateShown = session.mark(Mark::CertSent) != kNoRow || session.mark(Mark::CertReceived) != kNoRow;
    return session.has(sign::kTlsReply) || leftForLackOfTls(session) ||
           (session.has(sign::kDroppedAfterTls) && certificateShown);
}

/// Carried no mail and met no error. In a send log a close without QUIT is an error: we had come to deliver.
bool isNoMail(const Session& session)
{
    const bool error = session.mark(Mark::ErrorReply) != kNoRow || session.mark(Mark::ConnectFailed) != kNoRow ||
                       session.mark(Mark::AuthFailed) != kNoRow || session.tlsFailed;
    if (session.messages > 0 || error)
        return false;
    return session.kind == EntryKind::SmtpReceive || !closedByPeerWithoutQuit(session);
}

bool failedOf(const Session& session)
{
    if (session.kind == EntryKind::SmtpSend)
        return session.accepted == 0 && !isNoMail(session);
    const bool refused = session.mark(Mark::ErrorReply) != kNoRow && session.accepted == 0;
    return refused || (session.messages > 0 && session.accepted == 0) || session.tlsFailed;
}

Outcome outcomeOf(const Session& session)
{
    if (session.accepted > 0)
        return Outcome::Delivered;
    if (session.tlsFailed)
        return Outcome::TlsFailed;
    if (session.mark(Mark::ConnectFailed) != kNoRow)
        return Outcome::ConnectFailed;
    if (session.mark(Mark::ErrorReply) != kNoRow || session.mark(Mark::AuthFailed) != kNoRow)
        return Outcome::Rejected;
    if (!session.hasDisconnect && !session.has(sign::kQuit))
        return Outcome::CutOff;
    return session.failed ? Outcome::Dropped : Outcome::NoMail;
}

} // namespace

void SessionTracker::conclude(Session& session, const LiveSession& live)
{
    session.tls = tlsStateOf(session, live);
    session.tlsFailed = tlsFailedOf(session);
    session.failed = failedOf(session);
    session.outcome = outcomeOf(session);
}

} // namespace sendwright
