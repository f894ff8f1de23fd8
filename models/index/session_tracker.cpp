// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/session_tracker.h"

#include "core/text_scan.h"
#include "index/certificate_line.h"

#include <algorithm>

namespace sendwright {

namespace {

/// Commands as kept in LiveSession::waiting; DataEnd stands for the message text after 354.
enum Waiting : std::uint8_t { kNothing, kOther, kEhlo, kStartTls, kMail, kRcpt, kData, kDataEnd, kBdat, kBdatLast };

constexpr std::size_t kWaitingLimit = 65536;

Waiting waitingFor(Verb verb)
{
    switch (verb) {
    case Verb::Helo:
    case Verb::Ehlo:
        return kEhlo;
    case Verb::StartTls:
    case Verb::XAnonymousTls:
        return kStartTls;
    case Verb::Mail:
        return kMail;
    case Verb::Rcpt:
        return kRcpt;
    case Verb::Data:
        return kData;
    case Verb::Bdat:
        return kBdat;
    case Verb::BdatLast:
        return kBdatLast;
    default:
        return kOther;
    }
}

void setMark(Session& session, Mark mark, RowIndex row)
{
    RowIndex& place = session.marks[static_cast<std::size_t>(mark)];
    if (place == kNoRow)
        place = row;
}

void moveMark(Session& session, Mark mark, RowIndex row)
{
    session.marks[static_cast<std::size_t>(mark)] = row;
}

std::uint8_t takeWaiting(LiveSession& live)
{
    if (live.head >= live.waiting.size())
        return kNothing;
    const std::uint8_t command = live.waiting[live.head++];
    if (live.head >= live.waiting.size()) {
        live.waiting.clear();
        live.head = 0;
    }
    return command;
}

void clearWaiting(LiveSession& live)
{
    live.waiting.clear();
    live.head = 0;
}

void accept(Session& session, RowIndex row)
{
    ++session.accepted;
    setMark(session, Mark::FirstAccepted, row);
}

/// The first error decides, but one that speaks of TLS or a certificate goes before others.
void noteError(Session& session, const TrackedRow& row)
{
    const bool tls = (row.flags & rowflag::kTlsWords) != 0;
    const bool first = session.mark(Mark::ErrorReply) == kNoRow;
    if (!first && (!tls || session.has(sign::kTlsReply)))
        return;
    moveMark(session, Mark::ErrorReply, row.row);
    session.errorCode = row.code;
    session.errorText = row.detail;
    if (tls)
        session.signs |= sign::kTlsReply;
}

void noteOffers(Session& session, const LiveSession& live, const TrackedRow& row)
{
    if (row.code != 250 || live.tlsSucceeded || session.has(sign::kStartTlsSent))
        return;
    if ((row.flags & rowflag::kStartTls) != 0) {
        session.signs |= sign::kStartTlsOffered;
        setMark(session, Mark::StartTlsOffer, row.row);
    }
    if ((row.flags & rowflag::kAnonymousTls) != 0) {
        session.signs |= sign::kAnonymousTlsOffered;
        setMark(session, Mark::StartTlsOffer, row.row);
    }
    if ((row.flags & rowflag::kMaskedWord) != 0) {
        session.signs |= sign::kMaskedOffer;
        setMark(session, Mark::MaskedOffer, row.row);
    }
}

} // namespace

void SessionTracker::row(Session& session, LiveSession& live, const TrackedRow& row)
{
    ++session.entries;
    if (row.time.known()) {
        session.first = session.first.known() ? std::min(session.first, row.time) : row.time;
        session.last = session.last.known() ? std::max(session.last, row.time) : row.time;
    }
    if ((row.flags & rowflag::kRepaired) != 0)
        session.signs |= sign::kRepairedRows;
    switch (row.rowClass) {
    case RowClass::Command:
        command(session, live, row);
        break;
    case RowClass::Reply:
        reply(session, live, row);
        break;
    case RowClass::SendingCert:
        certificateHead(session, live, row, false);
        break;
    case RowClass::ReceivedCert:
        certificateHead(session, live, row, true);
        break;
    case RowClass::CertSubject:
    case RowClass::CertIssuer:
    case RowClass::CertSerial:
    case RowClass::CertThumbprint:
    case RowClass::CertNames:
        certificate(session, live, row);
        break;
    default:
        information(session, live, row);
        break;
    }
}

void SessionTracker::command(Session& session, LiveSession& live, const TrackedRow& row)
{
    const auto verb = static_cast<Verb>(row.code);
    if ((live.tlsSucceeded || session.has(sign::kStartTlsAccepted)) && !live.afterTls) {
        live.afterTls = true;
        setMark(session, Mark::AfterTls, row.row);
    }
    if (verb == Verb::Ehlo || verb == Verb::Helo) {
        setMark(session, Mark::Ehlo, row.row);
        session.ehloName = row.detail;
    } else if (verb == Verb::StartTls || verb == Verb::XAnonymousTls) {
        setMark(session, Mark::StartTlsCommand, row.row);
        session.signs |= sign::kStartTlsSent;
    } else if (verb == Verb::Mail) {
        ++session.messages;
        setMark(session, Mark::FirstMail, row.row);
    } else if (verb == Verb::Quit) {
        session.signs |= sign::kQuit;
    } else if (verb == Verb::XProxyFrom) {
        session.signs |= sign::kXProxy;
    }
    if (live.waiting.size() < kWaitingLimit)
        live.waiting.push_back(waitingFor(verb));
}

void SessionTracker::reply(Session& session, LiveSession& live, const TrackedRow& row)
{
    noteOffers(session, live, row);
    if (row.code >= 400)
        noteError(session, row);
    if ((row.flags & rowflag::kContinued) != 0)
        return;
    if (row.code == 421)
        clearWaiting(live);
    const std::uint8_t waiting = takeWaiting(live);
    answer(session, live, row, waiting);
    // A reply that says the message was queued counts even when rows before it are missing.
    const bool counted = waiting == kDataEnd || waiting == kBdatLast;
    if (!counted && (row.flags & rowflag::kQueued) != 0) {
        accept(session, row.row);
        clearWaiting(live);
    }
}

void SessionTracker::answer(Session& session, LiveSession& live, const TrackedRow& row, std::uint8_t command)
{
    const bool good = row.code >= 200 && row.code < 300;
    switch (command) {
    case kNothing:
        if (row.code == 220 && session.mark(Mark::Banner) == kNoRow && !live.tlsSucceeded) {
            setMark(session, Mark::Banner, row.row);
            session.bannerText = row.detail;
            session.signs |= (row.flags & rowflag::kMaskedBanner) != 0 ? sign::kMaskedBanner : 0;
        }
        break;
    case kEhlo:
        setMark(session, Mark::EhloReply, row.row);
        session.signs |= good ? sign::kEhloAnswered : sign::kEhloRefused;
        break;
    case kStartTls:
        setMark(session, Mark::StartTlsReply, row.row);
        session.signs |= row.code == 220 ? sign::kStartTlsAccepted : 0;
        break;
    case kData:
        if (row.code == 354)
            live.waiting.insert(live.waiting.begin() + static_cast<std::ptrdiff_t>(live.head), kDataEnd);
        break;
    case kDataEnd:
    case kBdatLast:
        if (good)
            accept(session, row.row);
        break;
    default:
        break;
    }
}

void SessionTracker::certificateHead(Session& session, LiveSession& live, const TrackedRow& row, bool received)
{
    live.receivedSide = received;
    setMark(session, received ? Mark::CertReceived : Mark::CertSent, row.row);
    if (row.detail == PoolId::Empty)
        return;
    const std::string text(m_pool.text(row.detail)); // a copy: interning may move nothing, but stay independent of it
    const CertificateLine line = parseCertificateLine(text);
    CertificateView& view = received ? session.received : session.sent;
    view.subject = m_pool.intern(line.subject);
    view.issuer = m_pool.intern(line.issuer);
    view.serial = m_pool.intern(line.serial);
    view.thumbprint = m_pool.intern(line.thumbprint);
    view.names = m_pool.intern(line.names);
    view.notBefore = line.notBefore;
    view.notAfter = line.notAfter;
}

void SessionTracker::certificate(Session& session, LiveSession& live, const TrackedRow& row)
{
    setMark(session, live.receivedSide ? Mark::CertReceived : Mark::CertSent, row.row);
    CertificateView& view = live.receivedSide ? session.received : session.sent;
    switch (row.rowClass) {
    case RowClass::CertSubject:
        view.subject = row.detail;
        break;
    case RowClass::CertIssuer:
        view.issuer = row.detail;
        break;
    case RowClass::CertSerial:
        view.serial = row.detail;
        break;
    case RowClass::CertThumbprint:
        view.thumbprint = row.detail;
        break;
    default:
        view.names = row.detail;
        break;
    }
}

void SessionTracker::information(Session& session, LiveSession& live, const TrackedRow& row)
{
    switch (row.rowClass) {
    case RowClass::Attempt:
        setMark(session, Mark::Attempt, row.row);
        break;
    case RowClass::ConnectFailed:
        setMark(session, Mark::ConnectFailed, row.row);
        session.winsock = row.code;
        session.connectError = row.detail;
        break;
    case RowClass::Connect:
        session.hasConnect = true;
        setMark(session, Mark::Connect, row.row);
        break;
    case RowClass::Disconnect:
        session.hasDisconnect = true;
        moveMark(session, Mark::Close, row.row);
        session.closedBy = row.detail;
        if (live.tlsSucceeded && !live.afterTls && startsWithNoCase(m_pool.text(row.detail), "Remote"))
            session.signs |= sign::kDroppedAfterTls;
        clearWaiting(live);
        live.waiting.shrink_to_fit();
        break;
    case RowClass::TlsSucceeded:
    case RowClass::TlsFailed:
        live.tlsSucceeded = row.rowClass == RowClass::TlsSucceeded;
        live.tlsFailed = !live.tlsSucceeded;
        live.afterTls = false;
        session.marks[static_cast<std::size_t>(Mark::AfterTls)] = kNoRow;
        moveMark(session, Mark::TlsResult, row.row);
        session.tlsDetail = row.detail;
        clearWaiting(live);
        break;
    case RowClass::ChainStatus:
        session.chainStatus = row.detail;
        setMark(session, Mark::Chain, row.row);
        break;
    case RowClass::AuthFailed:
        setMark(session, Mark::AuthFailed, row.row);
        session.authError = row.detail;
        break;
    case RowClass::ProxyFrom:
        setMark(session, Mark::ProxyFrom, row.row);
        session.proxiedId = row.detail;
        break;
    case RowClass::Tarpit:
        setMark(session, Mark::Tarpit, row.row);
        break;
    default:
        break;
    }
}

} // namespace sendwright
