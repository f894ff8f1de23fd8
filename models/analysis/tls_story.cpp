// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/tls_story.h"

namespace sendwright {

namespace {

class Teller
{
public:
    Teller(const Snapshot& snapshot, const Session& session) : m_snapshot(snapshot), m_session(session) {}

    TlsStory tell()
    {
        resolve();
        connect();
        banner();
        ehlo();
        startTls();
        certificates();
        negotiation();
        validation();
        afterTls();
        for (const StoryEntry& entry : m_story.steps) {
            if (entry.state == StoryState::Worked)
                m_story.lastWorked = entry.step;
            if (entry.state == StoryState::Failed && !m_story.firstFailed)
                m_story.firstFailed = entry.step;
        }
        return m_story;
    }

private:
    bool marked(Mark mark) const { return m_session.mark(mark) != kNoRow; }
    std::string said(PoolId text) const { return std::string(m_snapshot.text(text)); }

    void add(StoryStep step, StoryState state, RowIndex row, std::string says)
    {
        // What comes after a failure was not reached, unless it has a row of its own.
        if (m_failed && state == StoryState::NotSeen)
            state = StoryState::NotReached;
        m_failed = m_failed || state == StoryState::Failed;
        m_story.steps.push_back({step, state, row, std::move(says)});
    }

    void addByMark(StoryStep step, Mark mark, std::string says, bool impliedByLater)
    {
        const RowIndex row = m_session.mark(mark);
        if (row != kNoRow)
            add(step, StoryState::Worked, row, std::move(says));
        else
            add(step, impliedByLater ? StoryState::Worked : StoryState::NotSeen, kNoRow,
                impliedByLater ? "no row of its own, but later rows need it" : "no row shows it");
    }

    void resolve()
    {
        if (m_session.kind == EntryKind::SmtpReceive)
            return add(StoryStep::Resolve, StoryState::NotNeeded, kNoRow, "the other side came to us");
        const bool address = m_session.remoteEndpoint != PoolId::Empty;
        const RowIndex row = marked(Mark::Attempt) ? m_session.mark(Mark::Attempt) : m_session.mark(Mark::Connect);
        if (row == kNoRow)
            return add(StoryStep::Resolve, StoryState::NotSeen, kNoRow, "no row shows it");
        add(StoryStep::Resolve, StoryState::Worked, row,
            address ? "goes to " + said(m_session.remoteEndpoint)
                    : std::string("an attempt was made; the address is blanked out"));
    }

    void connect()
    {
        if (marked(Mark::ConnectFailed) && !m_session.hasConnect)
            return add(StoryStep::Connect, StoryState::Failed, m_session.mark(Mark::ConnectFailed),
                       said(m_session.connectError));
        addByMark(StoryStep::Connect, Mark::Connect, "a TCP connection stood",
                  marked(Mark::Banner) || marked(Mark::Ehlo));
    }

    void banner()
    {
        if (marked(Mark::Banner) && m_session.has(sign::kMaskedBanner))
            return add(StoryStep::Banner, StoryState::Worked, m_session.mark(Mark::Banner),
                       "the greeting is masked with stars");
        if (!marked(Mark::Banner) && marked(Mark::ErrorReply) && !marked(Mark::Ehlo))
            return add(StoryStep::Banner, StoryState::Failed, m_session.mark(Mark::ErrorReply),
                       said(m_session.errorText));
        addByMark(StoryStep::Banner, Mark::Banner, "clean greeting", marked(Mark::Ehlo));
    }

    void ehlo()
    {
        if (m_session.has(sign::kEhloRefused) && !m_session.has(sign::kEhloAnswered))
            return add(StoryStep::Ehlo, StoryState::Failed, m_session.mark(Mark::EhloReply), "EHLO was refused");
        addByMark(StoryStep::Ehlo, Mark::EhloReply, "answered",
                  m_session.has(sign::kStartTlsSent) || marked(Mark::FirstMail));
    }

    void startTls()
    {
        if (m_session.has(sign::kStartTlsOffered) || m_session.has(sign::kAnonymousTlsOffered)) {
            add(StoryStep::StartTlsOffered, StoryState::Worked, m_session.mark(Mark::StartTlsOffer),
                m_session.has(sign::kStartTlsOffered) ? "STARTTLS is in the answer"
                                                      : "only X-ANONYMOUSTLS is in the answer");
        } else if (m_session.has(sign::kMaskedOffer)) {
            add(StoryStep::StartTlsOffered, StoryState::Failed, m_session.mark(Mark::MaskedOffer),
                "the keyword is overwritten with X");
        } else if (m_session.has(sign::kEhloAnswered) && !m_session.has(sign::kStartTlsSent)) {
            add(StoryStep::StartTlsOffered, m_session.tlsFailed ? StoryState::Failed : StoryState::NotSeen,
                m_session.mark(Mark::EhloReply), "STARTTLS is not in the answer");
        } else {
            addByMark(StoryStep::StartTlsOffered, Mark::StartTlsOffer, {}, m_session.has(sign::kStartTlsSent));
        }
        const RowIndex reply = m_session.mark(Mark::StartTlsReply);
        if (reply != kNoRow && !m_session.has(sign::kStartTlsAccepted))
            return add(StoryStep::StartTlsAccepted, StoryState::Failed, reply, said(m_session.errorText));
        addByMark(StoryStep::StartTlsAccepted, Mark::StartTlsReply, "TLS may start", marked(Mark::TlsResult));
    }

    void certificates()
    {
        if (marked(Mark::CertSent))
            add(StoryStep::CertificateSent, StoryState::Worked, m_session.mark(Mark::CertSent),
                said(m_session.sent.subject));
        else
            add(StoryStep::CertificateSent, StoryState::NotSeen, kNoRow, "no certificate of ours in the log");
        if (marked(Mark::CertReceived))
            add(StoryStep::CertificateReceived, StoryState::Worked, m_session.mark(Mark::CertReceived),
                said(m_session.received.subject));
        else
            add(StoryStep::CertificateReceived,
                m_session.kind == EntryKind::SmtpReceive ? StoryState::NotNeeded : StoryState::NotSeen, kNoRow,
                "no certificate of the peer in the log");
    }

    void negotiation()
    {
        const RowIndex row = m_session.mark(Mark::TlsResult);
        if (m_session.tls == TlsState::Negotiated)
            return add(StoryStep::Negotiation, StoryState::Worked, row, said(m_session.tlsDetail));
        if (m_session.tls == TlsState::Failed && row != kNoRow)
            return add(StoryStep::Negotiation, StoryState::Failed, row, said(m_session.tlsDetail));
        if (m_session.tls == TlsState::Failed && m_session.has(sign::kStartTlsAccepted))
            return add(StoryStep::Negotiation, StoryState::Failed, m_session.mark(Mark::Close),
                       "closed without a result");
        add(StoryStep::Negotiation, m_session.has(sign::kStartTlsSent) ? StoryState::NotSeen : StoryState::NotReached,
            kNoRow, m_session.has(sign::kStartTlsSent) ? "the log ends before the result" : "STARTTLS was not used");
    }

    void validation()
    {
        if (m_session.tls != TlsState::Negotiated)
            return add(StoryStep::Validation, StoryState::NotReached, kNoRow, "no encrypted channel");
        if (m_session.tlsFailed) {
            const RowIndex row =
                m_session.has(sign::kTlsReply) ? m_session.mark(Mark::ErrorReply) : m_session.mark(Mark::Close);
            return add(StoryStep::Validation, StoryState::Failed, row,
                       m_session.has(sign::kTlsReply) ? said(m_session.errorText)
                                                      : std::string("closed right after the handshake"));
        }
        addByMark(StoryStep::Validation, Mark::AfterTls, "mail commands followed", m_session.accepted > 0);
    }

    void afterTls()
    {
        if (m_session.tls != TlsState::Negotiated)
            return add(StoryStep::AfterTls, StoryState::NotReached, kNoRow, "no encrypted channel");
        if (m_session.accepted > 0)
            return add(StoryStep::AfterTls, StoryState::Worked, m_session.mark(Mark::FirstAccepted),
                       "a message was accepted");
        if (marked(Mark::ErrorReply) && !m_session.tlsFailed)
            return add(StoryStep::AfterTls, StoryState::Failed, m_session.mark(Mark::ErrorReply),
                       said(m_session.errorText));
        add(StoryStep::AfterTls, StoryState::NotSeen, kNoRow, "no message was accepted");
    }

    const Snapshot& m_snapshot;
    const Session& m_session;
    TlsStory m_story;
    bool m_failed = false;
};

} // namespace

TlsStory tellStory(const Snapshot& snapshot, const Session& session)
{
    return Teller(snapshot, session).tell();
}

RowIndex failingRow(const Session& session)
{
    if (!session.failed && !session.tlsFailed)
        return kNoRow;
    if (session.tls == TlsState::Failed && session.mark(Mark::TlsResult) != kNoRow)
        return session.mark(Mark::TlsResult);
    for (const Mark mark : {Mark::ConnectFailed, Mark::AuthFailed, Mark::ErrorReply, Mark::MaskedOffer})
        if (session.mark(mark) != kNoRow)
            return session.mark(mark);
    if (session.tlsFailed && session.tls == TlsState::NotOffered)
        return session.mark(Mark::EhloReply);
    return session.mark(Mark::Close);
}

} // namespace sendwright
