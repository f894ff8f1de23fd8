// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/entry_batch.h"
#include "core/ids.h"
#include "core/time.h"

#include <array>
#include <cstdint>

namespace sendwright {

/// What became of encryption in a session. docs/formats.md tells each rule.
enum class TlsState : std::uint8_t { Unknown, NotOffered, OfferedNotUsed, Negotiated, Failed };

/// How a session ended, the worst thing first met deciding. docs/formats.md tells each rule.
enum class Outcome : std::uint8_t { Delivered, TlsFailed, ConnectFailed, Rejected, Dropped, NoMail, CutOff };

/// Rows of a session that stories and rules speak of; kNoRow where the session has none.
enum class Mark : std::uint8_t {
    Attempt,         ///< `attempting to connect`
    ConnectFailed,   ///< `Failed to connect …`
    Connect,         ///< `+`
    Banner,          ///< the server's first reply
    Ehlo,            ///< first HELO/EHLO
    EhloReply,       ///< last line of the answer to it
    StartTlsOffer,   ///< the reply row that offers STARTTLS (or X-ANONYMOUSTLS when only that)
    MaskedOffer,     ///< the reply row with an overwritten keyword
    StartTlsCommand, ///< STARTTLS or X-ANONYMOUSTLS
    StartTlsReply,
    CertSent,
    CertReceived,
    TlsResult,     ///< `TLS protocol … succeeded` or `TLS negotiation failed …`
    Chain,         ///< chain status other than empty or valid
    AfterTls,      ///< first command inside the encrypted channel
    FirstMail,     ///< MAIL FROM
    FirstAccepted, ///< 2xx to the end of a message
    ErrorReply,    ///< the 4xx/5xx that decided: first of its session, a TLS or certificate reply before others
    AuthFailed,
    ProxyFrom,
    Tarpit,
    Close, ///< `-`
    Count
};

/// Bits of Session::signs.
namespace sign {
inline constexpr std::uint32_t kMaskedBanner = 1u << 0;
inline constexpr std::uint32_t kMaskedOffer = 1u << 1; ///< keyword overwritten with X in the EHLO answer
inline constexpr std::uint32_t kEhloRefused = 1u << 2; ///< EHLO answered 5xx
inline constexpr std::uint32_t kStartTlsOffered = 1u << 3;
inline constexpr std::uint32_t kAnonymousTlsOffered = 1u << 4;
inline constexpr std::uint32_t kEhloAnswered = 1u << 5; ///< a whole EHLO answer is there
inline constexpr std::uint32_t kStartTlsSent = 1u << 6;
inline constexpr std::uint32_t kStartTlsAccepted = 1u << 7;
inline constexpr std::uint32_t kQuit = 1u << 8;
inline constexpr std::uint32_t kDroppedAfterTls = 1u << 9; ///< peer closed right after the handshake, no command came
inline constexpr std::uint32_t kTlsReply = 1u << 10;       ///< an error reply speaks of TLS or a certificate
inline constexpr std::uint32_t kAssumedRows = 1u << 11;    ///< rows with a blanked-out id were joined
inline constexpr std::uint32_t kRepairedRows = 1u << 12;
inline constexpr std::uint32_t kProbe = 1u << 13;      ///< looks like a health probe
inline constexpr std::uint32_t kXProxy = 1u << 14;     ///< XPROXYFROM: this is the inner half of a proxied session
inline constexpr std::uint32_t kMaskedVerb = 1u << 15; ///< a command came overwritten with X
} // namespace sign

/// A certificate as a protocol log shows it. Values are pool ids; Empty where the log has none.
struct CertificateView
{
    PoolId subject = PoolId::Empty, issuer = PoolId::Empty, serial = PoolId::Empty;
    PoolId thumbprint = PoolId::Empty, names = PoolId::Empty;
    TimePoint notBefore, notAfter;
};

/// One SMTP session: all its entries of one log kind, over as many hourly files as it runs.
struct Session
{
    EntryKind kind = EntryKind::SmtpSend;
    PoolId server = PoolId::Empty; ///< empty for send logs unless the path tells
    PoolId connector = PoolId::Empty;
    PoolId id = PoolId::Empty;
    PoolId localEndpoint = PoolId::Empty, remoteEndpoint = PoolId::Empty;
    TimePoint first, last;
    std::uint32_t entries = 0;
    std::uint32_t messages = 0; ///< MAIL FROM commands
    std::uint32_t accepted = 0; ///< messages that got a 2xx to the end of DATA or the last BDAT
    bool hasConnect = false;    ///< `+` is there
    bool hasDisconnect = false; ///< `-` is there
    TlsState tls = TlsState::Unknown;
    Outcome outcome = Outcome::CutOff;
    bool failed = false;
    bool tlsFailed = false;
    std::uint16_t errorCode = 0; ///< of Mark::ErrorReply
    std::uint16_t winsock = 0;   ///< of Mark::ConnectFailed
    std::uint32_t signs = 0;
    PoolId tlsDetail = PoolId::Empty;  ///< negotiated: `TLS1_2 AES_256 …`; failed: the error name
    PoolId bannerText = PoolId::Empty; ///< the 220 line
    PoolId ehloName = PoolId::Empty;   ///< what the client called itself
    PoolId errorText = PoolId::Empty;  ///< the deciding error reply, at most 1,000 bytes
    PoolId connectError = PoolId::Empty;
    PoolId authError = PoolId::Empty;
    PoolId chainStatus = PoolId::Empty;
    PoolId closedBy = PoolId::Empty;  ///< `Local`, `Remote`, `Remote(SocketError)`
    PoolId proxiedId = PoolId::Empty; ///< session id of the Front End session this one carries on
    CertificateView sent, received;
    std::array<RowIndex, static_cast<std::size_t>(Mark::Count)> marks{};

    Session() { marks.fill(kNoRow); }
    RowIndex mark(Mark m) const { return marks[static_cast<std::size_t>(m)]; }
    bool has(std::uint32_t signBit) const { return (signs & signBit) != 0; }
};

const char* name(TlsState state); ///< `not offered`, `offered, not used`, `negotiated`, `failed`, `unknown`
const char*
name(Outcome outcome); ///< `delivered`, `TLS failed`, `connect failed`, `rejected`, `dropped`, `no mail`, `cut off`

} // namespace sendwright
