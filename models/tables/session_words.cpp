// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/session_words.h"

#include "core/text_scan.h"
#include "tables/display.h"

namespace sendwright {

namespace {

QString capital(const char* text)
{
    QString out = QString::fromUtf8(text);
    if (!out.isEmpty())
        out[0] = out.at(0).toUpper();
    return out;
}

} // namespace

Severity severityOf(const Session& session)
{
    if (session.failed || session.tlsFailed)
        return Severity::Error;
    if (session.outcome == Outcome::Rejected || session.outcome == Outcome::Dropped)
        return Severity::Warning;
    const bool encrypted = session.tls == TlsState::Negotiated;
    return session.outcome == Outcome::Delivered && encrypted ? Severity::Good : Severity::Info;
}

QString stateWord(const Session& session)
{
    if (session.failed || session.tlsFailed)
        return QStringLiteral("Failed");
    if (session.outcome == Outcome::Delivered)
        return session.tls == TlsState::Negotiated ? QStringLiteral("Delivered over TLS")
                                                   : QStringLiteral("Delivered without TLS");
    return outcomeWord(session.outcome);
}

QString directionWord(EntryKind kind)
{
    return kind == EntryKind::SmtpReceive ? QStringLiteral("Receive") : QStringLiteral("Send");
}

QString outcomeWord(Outcome outcome)
{
    return capital(name(outcome));
}

QString outcomeTerm(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Delivered:
        return QStringLiteral("delivered");
    case Outcome::TlsFailed:
        return QStringLiteral("tls");
    case Outcome::ConnectFailed:
        return QStringLiteral("connect");
    case Outcome::Rejected:
        return QStringLiteral("rejected");
    case Outcome::Dropped:
        return QStringLiteral("dropped");
    case Outcome::NoMail:
        return QStringLiteral("nomail");
    case Outcome::CutOff:
        break;
    }
    return QStringLiteral("cut");
}

QString tlsTerm(TlsState state)
{
    switch (state) {
    case TlsState::NotOffered:
        return QStringLiteral("none");
    case TlsState::OfferedNotUsed:
        return QStringLiteral("unused");
    case TlsState::Negotiated:
        return QStringLiteral("ok");
    case TlsState::Failed:
        return QStringLiteral("failed");
    case TlsState::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

Severity tlsSeverity(const Session& session)
{
    if (session.tlsFailed || session.tls == TlsState::Failed)
        return Severity::Error;
    return session.tls == TlsState::Negotiated ? Severity::Good : Severity::Info;
}

QString tlsWord(const Snapshot& snapshot, const Session& session)
{
    const std::string_view detail = snapshot.text(session.tlsDetail);
    if (session.tls == TlsState::Failed)
        return detail.empty() ? QStringLiteral("failed") : QStringLiteral("failed: ") + shown(bounded(detail, 80));
    if (session.tls == TlsState::Negotiated && !detail.empty())
        return tlsVersionAndCipher(detail);
    return QString::fromUtf8(name(session.tls));
}

QString tlsVersionAndCipher(std::string_view detail)
{
    const std::string_view version = before(detail, " ");
    const std::string_view cipher = before(after(detail, " "), " ");
    QString out = shown(bounded(version, 40));
    if (startsWithNoCase(version, "TLS"))
        out = out.mid(3).trimmed();
    out.replace(QLatin1Char('_'), QLatin1Char('.'));
    if (cipher.empty())
        return out;
    return out + QStringLiteral(" · ") + shown(bounded(cipher, 40)).replace(QLatin1Char('_'), QLatin1Char('-'));
}

std::string_view portOfEndpoint(std::string_view endpoint)
{
    const std::size_t colon = endpoint.rfind(':');
    const bool bracketed =
        endpoint.starts_with('[') && colon != std::string_view::npos && colon > 0 && endpoint[colon - 1] == ']';
    if (colon == std::string_view::npos || (endpoint.find(':') != colon && !bracketed))
        return {};
    return endpoint.substr(colon + 1);
}

} // namespace sendwright
