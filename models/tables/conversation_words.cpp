// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/conversation_words.h"

#include "core/text_scan.h"
#include "index/certificate_line.h"
#include "knowledge/code_lookup.h"
#include "tables/certificate_words.h"
#include "tables/display.h"
#include "tables/event_words.h"
#include "tables/session_words.h"
#include "tables/transport_words.h"

#include <algorithm>

namespace sendwright {

namespace {

using Kind = ConversationLine::Kind;

/// Data and context of an information row as one sentence.
QString joined(const SmtpRow& row)
{
    const QString data = shown(trimmed(row.data)), context = shown(row.context);
    if (data.isEmpty() || context.isEmpty())
        return data + context;
    return context + QStringLiteral(": ") + data;
}

bool isTls(RowClass rowClass)
{
    return rowClass == RowClass::TlsSucceeded || rowClass == RowClass::TlsFailed || rowClass == RowClass::ChainStatus ||
           rowClass == RowClass::DomainCapabilities;
}

/// Commands of every session: their meaning is for the tool tip, not for the eye.
bool isEveryday(Verb verb)
{
    return verb != Verb::Other && verb != Verb::XAnonymousTls && verb != Verb::XProxyFrom && verb != Verb::XProxyTo &&
           verb != Verb::Xclient && verb != Verb::XExps;
}

bool isOurCredential(std::string_view error)
{
    return equalsNoCase(error, "UnknownCredentials") || equalsNoCase(error, "NoCredentials");
}

/// Rows of one certificate, whichever way the log writes it.
struct CertificateParts
{
    std::string_view subject, issuer, thumbprint;
    TimePoint notAfter;
};

CertificateParts certificateParts(const Snapshot& snapshot, std::span<const RowIndex> rows, RowCache& cache)
{
    CertificateParts parts;
    for (const RowIndex row : rows) {
        const std::string_view value = snapshot.note(row);
        switch (snapshot.rows[row].rowClass) {
        case RowClass::CertSubject:
            parts.subject = value;
            break;
        case RowClass::CertIssuer:
            parts.issuer = value;
            break;
        case RowClass::CertThumbprint:
            parts.thumbprint = value;
            break;
        case RowClass::SendingCert:
        case RowClass::ReceivedCert:
            // The note beside the row is cut after a while; the dates stand behind that.
            if (const std::string_view data = trimmed(cache.at(row).smtp.data); !data.empty()) {
                const CertificateLine line = parseCertificateLine(data);
                parts = {line.subject, line.issuer, line.thumbprint, line.notAfter};
            }
            break;
        default:
            break;
        }
    }
    return parts;
}

} // namespace

ConversationWords::ConversationWords(const Snapshot& snapshot, const Analysis& analysis, const Knowledge* knowledge,
                                     SessionIndex session, RowCache& cache)
    : m_snapshot(snapshot),
      m_analysis(analysis),
      m_knowledge(knowledge),
      m_session(snapshot.sessions()[session]),
      m_rows(snapshot.sessionRows(session)),
      m_cache(cache)
{
}

SpokenLine ConversationWords::speak(const ConversationLine& line) const
{
    if (line.kind == Kind::Event)
        return event(line);
    if (line.kind == Kind::Transport)
        return transport(line);
    if (line.kind == Kind::Connected)
        return connected(line);
    if (line.kind == Kind::Certificate)
        return certificate(line);
    switch (m_snapshot.rows[line.row].rowClass) {
    case RowClass::Command:
        return command(line);
    case RowClass::Reply:
        return reply(line);
    case RowClass::Disconnect:
        return closed(line);
    default:
        return isTls(m_snapshot.rows[line.row].rowClass) ? tls(line) : information(line);
    }
}

QString ConversationWords::wholeOf(const ConversationLine& line) const
{
    constexpr std::uint32_t kMost = 40;
    QStringList lines;
    for (std::uint32_t i = 0; i < std::min(line.count, kMost); ++i)
        lines.append(shown(m_cache.at(m_rows[line.first + i]).line));
    return lines.join(QLatin1Char('\n'));
}

void ConversationWords::explain(SpokenLine& spoken, const CodeMeaning* meaning, bool everyday) const
{
    if (meaning == nullptr)
        return;
    const QString text = QString::fromStdString(meaning->meaning);
    spoken.meansWhole = meaning->confirmed ? text : QStringLiteral("not confirmed: ") + text;
    if (spoken.means.isEmpty() && !everyday)
        spoken.means = meaning->confirmed ? text : QStringLiteral("perhaps: ") + text;
}

bool ConversationWords::holds(const ConversationLine& line, Mark mark) const
{
    const RowIndex marked = m_session.mark(mark);
    const auto rows = m_rows.subspan(line.first, line.count);
    return marked != kNoRow && std::find(rows.begin(), rows.end(), marked) != rows.end();
}

// ---------------------------------------------------------------------------------------------------- events

SpokenLine ConversationWords::event(const ConversationLine& line) const
{
    const EventRecord event = m_cache.event(line.row);
    const std::string& text = m_cache.at(line.row).line;
    SpokenLine spoken;
    spoken.who = event.channel.empty() ? QStringLiteral("event") : shown(bounded(event.channel, 40));
    spoken.said = eventGist(event, text);
    spoken.saidWhole = eventName(event) + QStringLiteral(": ") + eventText(text);
    if (m_knowledge == nullptr)
        return spoken;
    const CodeMeaning* meaning = m_knowledge->code("event", event.provider + '/' + std::to_string(event.eventId));
    if (meaning != nullptr && !meaning->name.empty())
        spoken.means = QString::fromStdString(meaning->name);
    explain(spoken, meaning);
    for (const QString& value : explainedValues(*m_knowledge, event))
        spoken.meansWhole += (spoken.meansWhole.isEmpty() ? QString() : QStringLiteral("\n")) + value;
    for (const std::string& reason : m_analysis.links[line.link].reasons)
        spoken.meansWhole +=
            (spoken.meansWhole.isEmpty() ? QString() : QStringLiteral("\n")) + QString::fromStdString(reason);
    return spoken;
}

SpokenLine ConversationWords::transport(const ConversationLine& line) const
{
    const TransportRow& row = m_snapshot.transport(line.row);
    const RowCache::Row& read = m_cache.at(line.row);
    SpokenLine spoken;
    spoken.who = transportLogName(row.kind);
    spoken.said = transportName(m_snapshot, row).mid(spoken.who.size()).trimmed();
    if (const QString text = transportText(read.transport); !text.isEmpty())
        spoken.said += QStringLiteral(": ") + text;
    spoken.saidWhole = shown(read.line);
    spoken.means =
        QStringLiteral("from another log, same %1 · %2")
            .arg(QString::fromUtf8(name(m_analysis.transport[line.link].reason)), place(m_snapshot, line.row));
    return spoken;
}

// ---------------------------------------------------------------------------------------------------- connection

SpokenLine ConversationWords::connected(const ConversationLine& line) const
{
    SpokenLine spoken;
    const QString remote = shown(m_cache.at(line.row).smtp.remote);
    spoken.who = QStringLiteral("connected");
    spoken.said = remote;
    spoken.saidWhole = wholeOf(line);
    const QString port = shown(portOfEndpoint(m_snapshot.text(m_session.remoteEndpoint)));
    if (!sends())
        spoken.means = QStringLiteral("the other side came to us");
    else if (!port.isEmpty() && port.size() <= 5)
        spoken.means = QStringLiteral("port %1 is open from this server").arg(port);
    else
        spoken.means = QStringLiteral("the port is open from this server");
    return spoken;
}

SpokenLine ConversationWords::closed(const ConversationLine& line) const
{
    SpokenLine spoken;
    const QString by = shown(m_cache.at(line.row).smtp.context);
    spoken.who = QStringLiteral("closed");
    spoken.saidWhole = wholeOf(line);
    if (by.startsWith(QLatin1String("Local"), Qt::CaseInsensitive))
        spoken.said = QStringLiteral("by this server (%1)").arg(by);
    else if (by.startsWith(QLatin1String("Remote"), Qt::CaseInsensitive))
        spoken.said = QStringLiteral("by the peer (%1)").arg(by);
    else
        spoken.said = by.isEmpty() ? QStringLiteral("the log does not say by whom") : by;
    spoken.means = closeMeaning(m_snapshot.note(line.row));
    if (m_knowledge != nullptr)
        explain(spoken, longestMatch(*m_knowledge, "context", by.toStdString()), true);
    return spoken;
}

QString ConversationWords::closeMeaning(std::string_view by) const
{
    // Who said QUIT took leave, whatever had gone wrong before.
    const bool bad = (m_session.failed || m_session.tlsFailed) && !m_session.has(sign::kQuit);
    if (startsWithNoCase(by, "Local"))
        return bad ? QStringLiteral("we gave up, not the peer") : QStringLiteral("we ended the session");
    if (startsWithNoCase(by, "Remote("))
        return QStringLiteral("the connection broke off");
    if (startsWithNoCase(by, "Remote"))
        return bad ? QStringLiteral("the peer hung up") : QStringLiteral("the peer ended the session");
    return {};
}

// ---------------------------------------------------------------------------------------------------- dialogue

SpokenLine ConversationWords::command(const ConversationLine& line) const
{
    SpokenLine spoken;
    const RowColumns columns = m_snapshot.rows[line.row];
    spoken.speaker = columns.symbol == Symbol::Sent ? Speaker::We : Speaker::Peer;
    spoken.who = spoken.speaker == Speaker::We ? QStringLiteral("we") : QStringLiteral("peer");
    const std::string data(trimmed(m_cache.at(line.row).smtp.data));
    spoken.said = shown(data);
    spoken.saidWhole = wholeOf(line);
    if (m_knowledge != nullptr)
        explain(spoken, longestMatch(*m_knowledge, "verb", before(data, ":")),
                isEveryday(static_cast<Verb>(columns.code)));
    return spoken;
}

QString ConversationWords::replyText(const ConversationLine& line) const
{
    QString text;
    for (std::uint32_t i = 0; i < line.count; ++i) {
        const std::string& data = m_cache.at(m_rows[line.first + i]).smtp.data;
        const std::string_view said = trimmed(data);
        // The greeting of an EHLO answer only repeats names; what matters are the words after it.
        if (line.count > 1 && i == 0 && containsNoCase(said, " Hello"))
            text = shown(said.substr(0, 3));
        else if (text.isEmpty())
            text = shown(said.substr(0, 3)) +
                   (said.size() > 4 ? QLatin1Char(' ') + shown(trimmed(said.substr(4))) : QString());
        else if (said.size() > 4)
            text += QLatin1Char(' ') + shown(trimmed(said.substr(4)));
    }
    const qsizetype greeting = text.indexOf(QLatin1String(" Hello ["));
    const qsizetype end = greeting < 0 ? -1 : text.indexOf(QLatin1Char(']'), greeting);
    return end > 0 && end + 2 < text.size() ? text.left(3) + text.mid(end + 1) : text;
}

SpokenLine ConversationWords::reply(const ConversationLine& line) const
{
    SpokenLine spoken;
    const RowColumns columns = m_snapshot.rows[line.row];
    spoken.speaker = columns.symbol == Symbol::Sent ? Speaker::We : Speaker::Peer;
    spoken.who = spoken.speaker == Speaker::We ? QStringLiteral("we") : QStringLiteral("peer");
    spoken.said = replyText(line);
    spoken.saidWhole = wholeOf(line);
    spoken.means = structuralMeaning(line);
    if (m_knowledge != nullptr)
        explain(spoken, smtpMeaning(*m_knowledge, m_cache.at(line.row).smtp.data), columns.code < 400);
    return spoken;
}

QString ConversationWords::structuralMeaning(const ConversationLine& line) const
{
    const RowColumns columns = m_snapshot.rows[line.row];
    if (holds(line, Mark::StartTlsReply))
        return startTlsMeaning(line);
    if (holds(line, Mark::EhloReply) || holds(line, Mark::StartTlsOffer) || holds(line, Mark::MaskedOffer))
        return ehloMeaning(line);
    if (holds(line, Mark::Banner) && columns.code == 220)
        return m_session.has(sign::kMaskedBanner) ? QStringLiteral("banner overwritten by a device in between")
                                                  : QStringLiteral("clean banner");
    if (columns.code < 300 && (columns.flags & rowflag::kQueued) != 0)
        return QStringLiteral("message accepted");
    return {};
}

QString ConversationWords::startTlsMeaning(const ConversationLine& line) const
{
    return m_snapshot.rows[line.row].code == 220 ? QStringLiteral("TLS may start") : QString();
}

QString ConversationWords::ehloMeaning(const ConversationLine& line) const
{
    const auto rows = m_rows.subspan(line.first, line.count);
    const auto anyFlag = [&](std::uint8_t flag) {
        return std::any_of(rows.begin(), rows.end(),
                           [&](RowIndex row) { return (m_snapshot.rows[row].flags & flag) != 0; });
    };
    if (m_snapshot.rows[line.row].code != 250)
        return {};
    if (anyFlag(rowflag::kStartTls))
        return QStringLiteral("STARTTLS offered");
    if (anyFlag(rowflag::kMaskedWord))
        return QStringLiteral("a keyword is overwritten; a device in between hides STARTTLS");
    if (anyFlag(rowflag::kAnonymousTls))
        return QStringLiteral("X-ANONYMOUSTLS offered (between Exchange servers)");
    const bool encrypted = m_session.tls == TlsState::Negotiated;
    return holds(line, Mark::EhloReply) && !encrypted ? QStringLiteral("STARTTLS not offered") : QString();
}

// ---------------------------------------------------------------------------------------------------- TLS

SpokenLine ConversationWords::certificate(const ConversationLine& line) const
{
    SpokenLine spoken;
    const CertificateParts parts = certificateParts(m_snapshot, m_rows.subspan(line.first, line.count), m_cache);
    spoken.who = QStringLiteral("certificate");
    QStringList said;
    for (const QString& part : {commonName(parts.subject), issuerName(parts.issuer), shortThumbprint(parts.thumbprint)})
        if (!part.isEmpty())
            said.append(part);
    spoken.said = said.isEmpty() ? QStringLiteral("no values in the log") : said.join(QStringLiteral(" · "));
    spoken.saidWhole = wholeOf(line);
    const RowClass head = m_snapshot.rows[line.row].rowClass;
    if (head == RowClass::SendingCert)
        spoken.means = QStringLiteral("sent by us");
    else if (head == RowClass::ReceivedCert)
        spoken.means = QStringLiteral("shown by the peer");
    if (parts.notAfter.known()) {
        const bool expired = line.time.known() && parts.notAfter < line.time;
        spoken.means += (spoken.means.isEmpty() ? QString() : QStringLiteral(", ")) +
                        (expired ? QStringLiteral("expired on ") : QStringLiteral("valid to ")) +
                        Clock().date(parts.notAfter);
    }
    return spoken;
}

SpokenLine ConversationWords::tls(const ConversationLine& line) const
{
    SpokenLine spoken;
    const std::string context = m_cache.at(line.row).smtp.context;
    const std::string_view detail = m_snapshot.note(line.row);
    const RowClass rowClass = m_snapshot.rows[line.row].rowClass;
    spoken.who = QStringLiteral("TLS");
    spoken.saidWhole = wholeOf(line);
    spoken.said = joined(m_cache.at(line.row).smtp);
    const CodeMeaning* meaning = nullptr;
    if (rowClass == RowClass::TlsSucceeded) {
        spoken.said = QStringLiteral("negotiated TLS ") + tlsVersionAndCipher(detail);
        spoken.means = QStringLiteral("the channel is encrypted");
    } else if (rowClass == RowClass::TlsFailed) {
        spoken.means = isOurCredential(detail) ? QStringLiteral("our own credential") : QString();
        meaning = m_knowledge != nullptr ? m_knowledge->code("tls-error", detail) : nullptr;
    } else if (m_knowledge != nullptr) {
        meaning = rowClass == RowClass::ChainStatus ? m_knowledge->code("chain", detail)
                                                    : longestMatch(*m_knowledge, "context", context);
    }
    explain(spoken, meaning);
    return spoken;
}

SpokenLine ConversationWords::information(const ConversationLine& line) const
{
    SpokenLine spoken;
    const RowColumns columns = m_snapshot.rows[line.row];
    const SmtpRow& row = m_cache.at(line.row).smtp;
    const std::string context = row.context.empty() ? std::string(trimmed(row.data)) : row.context;
    spoken.who = QStringLiteral("info");
    spoken.said = joined(row);
    spoken.saidWhole = wholeOf(line);
    if (columns.rowClass == RowClass::Attempt) {
        spoken.who = QStringLiteral("we");
        spoken.speaker = Speaker::We;
        spoken.said = (spoken.said + QLatin1Char(' ') + shown(row.remote)).trimmed();
    }
    if (m_knowledge == nullptr)
        return spoken;
    const CodeMeaning* meaning = columns.rowClass == RowClass::ConnectFailed
                                     ? m_knowledge->code("winsock", std::to_string(columns.code))
                                     : nullptr;
    explain(spoken, meaning != nullptr ? meaning : longestMatch(*m_knowledge, "context", context));
    return spoken;
}

} // namespace sendwright
