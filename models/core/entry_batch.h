// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event_record.h"
#include "core/fact.h"
#include "core/ids.h"
#include "core/problem.h"
#include "core/text_table.h"
#include "core/time.h"
#include "core/transport_record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sendwright {

enum class EntryKind : std::uint8_t { SmtpSend, SmtpReceive, Event, Connectivity, Tracking, Agent };
/// Rows of other transport logs: neither part of a protocol session nor Windows events.
constexpr bool isTransport(EntryKind kind)
{
    return kind >= EntryKind::Connectivity;
}
/// `send`, `receive`, `event`, `connectivity`, `tracking`, `agent`: in filters, lists and JSON alike.
const char* name(EntryKind kind);

enum class Severity : std::uint8_t { Info, Good, Warning, Error };
const char* name(Severity severity); ///< `info`, `good`, `warning`, `error`: in lists, filters and JSON alike

/// Column `event` of a protocol log: `+` `-` `>` `<` `*`; None where a paste lost it.
enum class Symbol : std::uint8_t { None, Connect, Disconnect, Sent, Received, Info };
char symbolChar(Symbol symbol); ///< ' ' for None

/// What a row is, told by its own text alone (one look, while reading). `code` of the row depends on it.
enum class RowClass : std::uint8_t {
    Other,
    Event,         ///< a Windows event; code: event id (low 16 bits)
    Connect,       ///< `+`
    Disconnect,    ///< `-`; detail: context (`Local`, `Remote(SocketError)`)
    Command,       ///< the client's command; code: Verb; detail for HELO/EHLO: the argument
    Reply,         ///< a server reply; code: three digits; detail: text when 4xx/5xx, or the banner without its date
    Attempt,       ///< `attempting to connect`
    ConnectFailed, ///< `Failed to connect. Winsock error code: N`; code: N; detail: the context
    SendingCert,   ///< head row of our certificate; one-row layout: detail = the data
    ReceivedCert,  ///< head row of the peer's certificate (`Received certificate`, `Remote certificate`)
    CertSubject,   ///< detail: value (this and the next four)
    CertIssuer,
    CertSerial,
    CertThumbprint,
    CertNames,
    TlsSucceeded,       ///< detail: `TLS1_2 AES_256 SHA_384 ECDH_EPHEM` (what the row names, in this order)
    TlsFailed,          ///< detail: the error name
    ChainStatus,        ///< `Client certificate chain validation status: 'X'`; detail: X
    DomainCapabilities, ///< `TlsDomainCapabilities='X'; Status='Y'`; detail: the context
    Permissions,        ///< `Set Session Permissions`; detail: the words
    MessageStart, ///< `sending message …` / `receiving message …`; detail: the message id without `<`, `>`; loose
    AuthFailed,   ///< `… authentication failed with X`, `Inbound AUTH … failed because of X`; detail: context
    ProxyFrom,    ///< `Proxying inbound session with session id X`; detail: X
    ProxySetup,   ///< other proxy information rows
    Tarpit,       ///< detail: the data
    Transport     ///< a row of another transport log (EntryKind says which)
};

enum class Verb : std::uint16_t {
    Other,
    Helo,
    Ehlo,
    StartTls,
    XAnonymousTls,
    Mail,
    Rcpt,
    Data,
    Bdat,
    BdatLast,
    Quit,
    Rset,
    Noop,
    Auth,
    XExps,
    XProxyFrom,
    XProxyTo,
    Xclient
};

/// Bits of the `flags` column.
namespace rowflag {
inline constexpr std::uint8_t kContinued = 1;      ///< reply `250-…`: more lines follow
inline constexpr std::uint8_t kStartTls = 2;       ///< the reply offers STARTTLS
inline constexpr std::uint8_t kMaskedWord = 4;     ///< the reply holds a keyword overwritten with X (`XXXXXXXA`)
inline constexpr std::uint8_t kMaskedBanner = 8;   ///< `220 ****`
inline constexpr std::uint8_t kTlsWords = 16;      ///< the reply speaks of TLS, STARTTLS or a certificate
inline constexpr std::uint8_t kQueued = 32;        ///< `250 2.6.0` or `queued`: a message was taken
inline constexpr std::uint8_t kRepaired = 64;      ///< the row was damaged and is read under an assumption
inline constexpr std::uint8_t kAnonymousTls = 128; ///< the reply offers X-ANONYMOUSTLS
inline constexpr std::uint8_t kOwnColumns = 1;     ///< of Transport rows: the columns are in an order of the file's own
} // namespace rowflag

/// A session as its first row names it. Numbers of texts in EntryBatch::texts.
struct BatchSession
{
    std::uint32_t connector = 0; ///< without the server
    std::uint32_t server = 0;    ///< of `SERVER\Connector`; the empty text in send logs
    std::uint32_t id = 0;
};

/// What a batch tells of a session beyond its rows: endpoints when they are first seen or change (numbers of texts).
struct SessionNews
{
    std::uint32_t session = 0;
    std::uint32_t localEndpoint = 0, remoteEndpoint = 0; ///< the empty text: nothing new
    bool first = false;     ///< those of its first row in this source: what was told before does not count
    bool assumedId = false; ///< an id was blanked out; these rows belong to the session around them
};

/// Text kept beside a row because sessions and rules need it. `row` is an index into the batch.
struct RowDetail
{
    std::uint32_t row = 0;
    std::uint32_t text = 0; ///< number in EntryBatch::texts
};

/// The one currency of all readers: columns of plain integers. One source a batch; batches of a source arrive in order.
/// No text of ordinary rows is kept; it is read back through RowText.
struct EntryBatch
{
    SourceId source{};
    EntryKind kind = EntryKind::SmtpSend;

    std::vector<std::int64_t> time;      ///< TimePoint ticks
    std::vector<std::uint64_t> offset;   ///< of the row's first byte in the decoded source
    std::vector<std::uint32_t> length;   ///< bytes, without the line end
    std::vector<std::uint32_t> line;     ///< 1-based physical line of the row's first byte
    std::vector<std::uint32_t> session;  ///< number of the session; unused outside of sessions
    std::vector<std::uint16_t> sequence; ///< sequence-number, capped at 65535
    std::vector<std::uint16_t> code;
    std::vector<RowClass> rowClass;
    std::vector<Symbol> symbol;
    std::vector<Severity> severity;
    std::vector<std::uint8_t> flags;

    /// Sessions are numbered through all batches of a reader, which may go on from file to file: those it met for the
    /// first time in this batch, and the number of the first of them. It begins anew with number 0.
    std::vector<BatchSession> sessions;
    std::uint32_t firstSession = 0;
    std::uint32_t reader = 0; ///< whose numbers they are
    /// Not empty: of the sessions until now only these go on, and are numbered from 0 in this order.
    std::vector<std::uint32_t> kept;
    std::vector<SessionNews> news;
    std::vector<RowDetail> details;          ///< ascending by row
    TextTable texts;                         ///< of details, sessions and news
    std::vector<EventRecord> events;         ///< for kind Event: one a row
    std::vector<TransportRecord> transports; ///< for the kinds of transport logs: one a row
    std::vector<Fact> facts;
    std::vector<Problem> problems;

    std::size_t size() const { return time.size(); }
    void resizeRows(std::size_t rows); ///< the columns that every kind has; new rows are all zero
    /// Empty but for the rows of its columns, which a reader overwrites before it cuts them to what it has.
    void reuse();
    std::string_view text(std::uint32_t number) const { return texts.text(number); }
    /// Keeps a text beside the row that is appended next.
    void addDetail(std::string_view text) { details.push_back({static_cast<std::uint32_t>(size()), texts.add(text)}); }
    /// Appends one event as a row; class, code and severity are derived from it.
    void addEvent(EventRecord event, std::uint64_t rowOffset, std::uint32_t rowLength, std::uint32_t rowLine);
    /// Appends one row of a transport log; sets neither kind nor flags.
    void addTransport(TransportRecord record, Severity rowSeverity, std::uint64_t rowOffset, std::uint32_t rowLength,
                      std::uint32_t rowLine);

private:
    void addColumns(TimePoint rowTime, Severity rowSeverity, RowClass of);
};

Severity severityOfLevel(std::uint8_t level);

} // namespace sendwright
