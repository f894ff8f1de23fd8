// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/certificate_model.h"

#include "core/text_scan.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, CertificateModel::ColumnCount> kCertificateColumns = {{
    {"State"},
    {"Subject", C::Mono, "text"},
    {"Names", C::Mono},
    {"Issuer", C::Mono, "text"},
    {"Valid from", C::Time},
    {"Valid to", C::Time},
    {"Services"},
    {"Private key"},
    {"Exchange chooses it for"},
    {"Where met"},
    {"First seen", C::Time},
    {"Last seen", C::Time},
    {"Connectors"},
    {"Thumbprint", C::Mono | C::Middle, "text"},
    {"Serial number", C::Mono | C::Middle, "text"},
}};

QString listed(const std::vector<std::string>& items, const char* separator)
{
    std::string out;
    for (const std::string& item : items)
        if (out.size() < kShownBytes)
            out += (out.empty() ? "" : separator) + item;
    return shown(out);
}

/// Ours before the peers', and what only lies on the server between them.
int side(const MetCertificate& met)
{
    return met.sent > 0 ? 0 : (met.installed() || met.file ? 1 : 2);
}

} // namespace

CertificateModel::CertificateModel(QObject* parent)
    : FlatTable(kCertificateColumns, parent),
      m_snapshot(std::make_shared<Snapshot>()),
      m_certificates(std::make_shared<Certificates>())
{
}

void CertificateModel::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Certificates> certificates,
                            SessionIndex session)
{
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_certificates = std::move(certificates);
    pickRows(session);
    endResetModel();
}

void CertificateModel::pickRows(SessionIndex session)
{
    m_rows.clear();
    const auto& all = book().all();
    if (session == kNoSession) {
        for (std::size_t i = 0; i < all.size(); ++i)
            m_rows.push_back(i);
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [&](std::size_t a, std::size_t b) { return side(all[a]) < side(all[b]); });
        return;
    }
    if (session >= m_snapshot->sessions().size())
        return;
    const Session& shows = m_snapshot->sessions()[session];
    for (const CertificateView* view : {&shows.sent, &shows.received})
        if (const std::size_t place = book().placeOf(*view);
            place != CertificateBook::npos && std::find(m_rows.begin(), m_rows.end(), place) == m_rows.end())
            m_rows.push_back(place);
}

int CertificateModel::placeOf(SessionIndex session) const
{
    if (session >= m_snapshot->sessions().size())
        return -1;
    const Session& shows = m_snapshot->sessions()[session];
    for (const CertificateView* view : {&shows.sent, &shows.received}) {
        const auto row = std::find(m_rows.begin(), m_rows.end(), book().placeOf(*view));
        if (row != m_rows.end())
            return static_cast<int>(row - m_rows.begin());
    }
    return -1;
}

QString CertificateModel::lineOf(const CertificateChoice& choice) const
{
    return shown(choice.connector) + QStringLiteral(": ") + shown(choiceInWords(choice, book()));
}

QString CertificateModel::choiceText(SessionIndex session, int* more) const
{
    if (more != nullptr)
        *more = std::max(0, static_cast<int>(m_certificates->choices.size()) - 1);
    if (m_certificates->choices.empty())
        return QStringLiteral("Which one Exchange would choose is told here when the outputs of Get-SendConnector or "
                              "Get-ReceiveConnector and of Get-ExchangeCertificate (each | Format-List) are pasted.");
    const CertificateChoice* told = &m_certificates->choices.front();
    if (session < m_snapshot->sessions().size())
        for (const CertificateChoice& choice : m_certificates->choices)
            if (equalsNoCase(choice.connector, m_snapshot->text(m_snapshot->sessions()[session].connector)))
                told = &choice;
    return lineOf(*told);
}

QString CertificateModel::allChoices() const
{
    QStringList lines;
    for (const CertificateChoice& choice : m_certificates->choices)
        lines.append(lineOf(choice));
    return lines.join(QStringLiteral("\n\n"));
}

bool CertificateModel::expired(const MetCertificate& met) const
{
    return met.notAfter.known() && met.lastSeen.known() && met.notAfter.latest < met.lastSeen;
}

bool CertificateModel::early(const MetCertificate& met) const
{
    return met.notBefore.known() && met.firstSeen.known() && met.firstSeen < met.notBefore.earliest;
}

Severity CertificateModel::severity(const MetCertificate& met) const
{
    if (expired(met) || early(met) || met.key == MetCertificate::Key::Missing)
        return Severity::Error;
    if (met.selfSigned || !met.notAfter.known())
        return Severity::Info;
    return met.lastSeen.known() ? Severity::Good : Severity::Info;
}

QString CertificateModel::stateText(const MetCertificate& met) const
{
    QStringList parts;
    if (expired(met))
        parts.append(QStringLiteral("expired on ") + clock().date(met.notAfter.latest));
    else if (early(met))
        parts.append(QStringLiteral("not valid before ") + clock().date(met.notBefore.earliest));
    else if (!met.notAfter.known())
        parts.append(QStringLiteral("dates not told"));
    else
        parts.append(met.lastSeen.known() ? QStringLiteral("in date when used") : QStringLiteral("not seen in use"));
    if (met.key == MetCertificate::Key::Missing)
        parts.append(QStringLiteral("no private key"));
    if (met.selfSigned)
        parts.append(QStringLiteral("self-signed"));
    return parts.join(QStringLiteral(", "));
}

QString CertificateModel::dateText(const DateSpan& span) const
{
    if (!span.known() || span.exact())
        return clock().date(span.earliest);
    return clock().date(span.earliest) + QStringLiteral(" or ") + clock().date(span.latest);
}

QString CertificateModel::chosenFor(const MetCertificate& met) const
{
    QStringList connectors;
    for (const CertificateChoice& choice : m_certificates->choices)
        if (choice.chosen != CertificateBook::npos && &book().all()[choice.chosen] == &met)
            connectors.append(shown(choice.connector));
    return connectors.join(QStringLiteral(", "));
}

QString CertificateModel::text(const MetCertificate& met, int column) const
{
    switch (column) {
    case State:
        return stateText(met);
    case Subject:
        return shown(met.subject);
    case Names:
        return listed(met.names, ";");
    case Issuer:
        return shown(met.issuer);
    case From:
        return dateText(met.notBefore);
    case To:
        return dateText(met.notAfter);
    case Services:
        return shown(met.services);
    case Key:
        return met.key == MetCertificate::Key::Unknown   ? QString()
               : met.key == MetCertificate::Key::Present ? QStringLiteral("present")
                                                         : QStringLiteral("missing");
    case ChosenFor:
        return chosenFor(met);
    case Met:
        return QString::fromStdString(whereMet(met));
    case First:
    case Last: {
        const TimePoint seen = column == First ? met.firstSeen : met.lastSeen;
        return seen.known() ? clock().date(seen) + QLatin1Char(' ') + clock().whole(seen) : QString();
    }
    case Connectors:
        return listed(met.connectors, ", ");
    case Thumbprint:
        return shown(met.thumbprint);
    case Serial:
        return shown(met.serial);
    default:
        return {};
    }
}

int CertificateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CertificateModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const MetCertificate& met = at(index.row());
    const int column = index.column();
    const QString cell = text(met, column);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cell;
    case Qt::ToolTipRole:
        if ((column == From && met.notBefore.exact()) || (column == To && met.notAfter.exact()))
            return toolTip(clock().full(column == From ? met.notBefore.earliest : met.notAfter.earliest));
        return toolTip(cell);
    case SeverityRole:
        return static_cast<int>(severity(met));
    case PillRole:
        return column == State;
    case RowIndexRole:
        return met.row;
    case SessionRole:
        return met.session;
    case FieldValueRole:
        return columnRole(column, FieldRole).toString().isEmpty() ? QString() : cell;
    case RawRole:
        return QStringList{shown(met.subject), shown(met.issuer), shown(met.serial), shown(met.thumbprint),
                           listed(met.names, ";")}
            .join(QLatin1Char(' '))
            .simplified();
    default:
        return columnRole(column, role);
    }
}

} // namespace sendwright
