// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/session_tracker.h"

#include "core/text_scan.h"
#include "index/certificate_line.h"

#include <algorithm>

namespace sendwright {

namespace {

/// Commands as kept in LiveSession::waiting; DataEnd stands for the message text after 354.
enum Waiting : std::uint8_t {
    kNothing = WaitingCommands::kNothing,
    kOther,
    kEhlo,
    kStartTls,
    kMail,
    kRcpt,
    kData,
    kDataEnd,
    kBdat,
    kBdatLast
};

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

void accept(Session& session, RowIndex row)
{
    ++session.accepted;
    setMark(session, Mark::FirstAccepted, row);
}

/// The first error decides, but one that speaks of TLS or a certificate goes before others. False: it is not this one.
bool noteError(Session& session, LiveSession& live, const TrackedRow& row)
{
    const bool tls = (row.flags & rowflag::kTlsWords) != 0;
    const bool first = session.mark(Mark::ErrorReply) == kNoRow;
    if (!first && (!tls || live.has(sign::kTlsReply)))
        return false;
    moveMark(session, Mark::ErrorReply, row.row);
    session.errorCode = row.code;
    session.errorText = row.detail;
    if (tls)
        live.signs |= sign::kTlsReply;
    return true;
}

void noteOffers(Session& session, LiveSession& live, const TrackedRow& row)
{
    constexpr unsigned kOffers = rowflag::kStartTls | rowflag::kAnonymousTls | rowflag::kMaskedWord;
    if ((row.flags & kOffers) == 0) // as nearly always: the rest nobody could guess
        return;
    if (row.code != 250 || live.tlsSucceeded || live.has(sign::kStartTlsSent))
        return;
    if ((row.flags & rowflag::kStartTls) != 0) {
        live.signs |= sign::kStartTlsOffered;
        setMark(session, Mark::StartTlsOffer, row.row);
    }
    if ((row.flags & rowflag::kAnonymousTls) != 0) {
        live.signs |= sign::kAnonymousTlsOffered;
        setMark(session, Mark::StartTlsOffer, row.row);
    }
    if ((row.flags & rowflag::kMaskedWord) != 0) {
        live.signs |= sign::kMaskedOffer;
        setMark(session, Mark::MaskedOffer, row.row);
    }
}

} // namespace

void WaitingCommands::push(std::uint8_t command)
{
    constexpr std::size_t kLimit = 65536;
    if (m_count < 16 && !m_more)
        m_first |= std::uint64_t{command} << (4 * m_count++);
    else if (!m_more)
        m_more = std::make_unique<std::vector<std::uint8_t>>(1, command);
    else if (m_more->size() < kLimit)
        m_more->push_back(command);
}

void WaitingCommands::pushFront(std::uint8_t command)
{
    if (m_count == 16) {
        const auto last = static_cast<std::uint8_t>(m_first >> 60);
        if (!m_more)
            m_more = std::make_unique<std::vector<std::uint8_t>>();
        m_more->insert(m_more->begin() + static_cast<std::ptrdiff_t>(m_head), last);
        --m_count;
    }
    m_first = (m_first << 4) | command;
    ++m_count;
}

std::uint8_t WaitingCommands::take()
{
    if (m_count == 0)
        return kNothing;
    const auto command = static_cast<std::uint8_t>(m_first & 15);
    m_first >>= 4;
    --m_count;
    if (m_more) {
        m_first |= std::uint64_t{(*m_more)[m_head++]} << (4 * m_count++);
        if (m_head == m_more->size()) {
            m_more.reset();
            m_head = 0;
        }
    }
    return command;
}

void WaitingCommands::clear()
{
    m_first = 0;
    m_count = m_head = 0;
    m_more.reset();
}

void SessionTracker::tally(Session& session, const LiveSession& live)
{
    session.entries = live.entries;
    session.last.ticks = live.last;
    session.first.ticks = live.last == TimePoint::kUnknown ? TimePoint::kUnknown : live.first;
    session.signs |= live.signs | (live.repaired ? sign::kRepairedRows : 0);
}

void SessionTracker::row(Session& session, LiveSession& live, const TrackedRow& row)
{
    ++live.entries;
    live.first = std::min(live.first, row.time.known() ? row.time.ticks : live.first);
    live.last = std::max(live.last, row.time.ticks); // an unknown time is the least
    live.repaired = live.repaired || (row.flags & rowflag::kRepaired) != 0;
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
    if ((live.tlsSucceeded || live.has(sign::kStartTlsAccepted)) && !live.afterTls) {
        live.afterTls = true;
        setMark(session, Mark::AfterTls, row.row);
    }
    if (verb == Verb::Ehlo || verb == Verb::Helo) {
        setMark(session, Mark::Ehlo, row.row);
        session.ehloName = row.detail;
    } else if (verb == Verb::StartTls || verb == Verb::XAnonymousTls) {
        setMark(session, Mark::StartTlsCommand, row.row);
        live.signs |= sign::kStartTlsSent;
    } else if (verb == Verb::Mail) {
        ++session.messages;
        setMark(session, Mark::FirstMail, row.row);
    } else if (verb == Verb::Quit) {
        live.signs |= sign::kQuit;
    } else if (verb == Verb::XProxyFrom) {
        live.signs |= sign::kXProxy;
    }
    if ((row.flags & rowflag::kMaskedWord) != 0)
        live.signs |= sign::kMaskedVerb;
    live.waiting.push(waitingFor(verb));
}

void SessionTracker::reply(Session& session, LiveSession& live, const TrackedRow& row)
{
    noteOffers(session, live, row);
    if (row.code >= 400)
        error(session, live, row);
    else
        live.errorGoesOn = false;
    if ((row.flags & rowflag::kContinued) != 0)
        return;
    if (row.code == 421)
        live.waiting.clear();
    const std::uint8_t waiting = live.waiting.take();
    answer(session, live, row, waiting);
    // A reply that says the message was queued counts even when rows before it are missing.
    const bool counted = waiting == kDataEnd || waiting == kBdatLast;
    if (!counted && (row.flags & rowflag::kQueued) != 0) {
        accept(session, row.row);
        live.waiting.clear();
    }
}

/// The rows of one answer are one text: the reason often stands in its last row, `554-host`, `554 Your address is …`.
void SessionTracker::error(Session& session, LiveSession& live, const TrackedRow& row)
{
    constexpr std::size_t kLongest = 500;
    bool decides = true;
    if (live.errorGoesOn && row.code == session.errorCode) {
        std::string whole(m_pool.text(session.errorText));
        const std::string_view more = m_pool.text(row.detail);
        if (whole.size() < kLongest && more.size() > 4) {
            whole += ' ';
            whole += more.substr(4);
        }
        noteError(session, live, row);
        session.errorText = m_pool.intern(bounded(whole, kLongest));
    } else {
        decides = noteError(session, live, row);
    }
    live.errorGoesOn = decides && (row.flags & rowflag::kContinued) != 0;
}

void SessionTracker::answer(Session& session, LiveSession& live, const TrackedRow& row, std::uint8_t command)
{
    const bool good = row.code >= 200 && row.code < 300;
    switch (command) {
    case kNothing:
        if (row.code == 220 && session.mark(Mark::Banner) == kNoRow && !live.tlsSucceeded) {
            setMark(session, Mark::Banner, row.row);
            session.bannerText = row.detail;
            live.signs |= (row.flags & rowflag::kMaskedBanner) != 0 ? sign::kMaskedBanner : 0;
        }
        break;
    case kEhlo:
        setMark(session, Mark::EhloReply, row.row);
        live.signs |= good ? sign::kEhloAnswered : sign::kEhloRefused;
        break;
    case kStartTls:
        setMark(session, Mark::StartTlsReply, row.row);
        live.signs |= row.code == 220 ? sign::kStartTlsAccepted : 0;
        break;
    case kData:
        if (row.code == 354)
            live.waiting.pushFront(kDataEnd);
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
    (received ? session.received : session.sent) = certificateOf(row.detail);
}

const CertificateView& SessionTracker::certificateOf(PoolId id)
{
    constexpr std::size_t kKept = 64;
    const auto known = std::find_if(m_certificates.begin(), m_certificates.end(),
                                    [id](const auto& certificate) { return certificate.first == id; });
    if (known != m_certificates.end())
        return known->second;
    if (m_certificates.size() == kKept)
        m_certificates.clear();
    const CertificateLine line = parseCertificateLine(m_pool.text(id)); // pool texts stay where they are
    CertificateView view;
    view.subject = m_pool.intern(line.subject);
    view.issuer = m_pool.intern(line.issuer);
    view.serial = m_pool.intern(line.serial);
    view.thumbprint = m_pool.intern(line.thumbprint);
    view.names = m_pool.intern(line.names);
    view.notBefore = line.notBefore;
    view.notAfter = line.notAfter;
    return m_certificates.emplace_back(id, view).second;
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
            live.signs |= sign::kDroppedAfterTls;
        live.waiting.clear();
        break;
    case RowClass::TlsSucceeded:
    case RowClass::TlsFailed:
        live.tlsSucceeded = row.rowClass == RowClass::TlsSucceeded;
        live.tlsFailed = !live.tlsSucceeded;
        live.afterTls = false;
        session.marks[static_cast<std::size_t>(Mark::AfterTls)] = kNoRow;
        moveMark(session, Mark::TlsResult, row.row);
        session.tlsDetail = row.detail;
        live.waiting.clear();
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
