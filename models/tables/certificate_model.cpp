// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/certificate_model.h"

#include "core/text_scan.h"
#include "tables/certificate_words.h"

#include <array>
#include <map>
#include <tuple>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, CertificateModel::ColumnCount> kColumns = {{
    {"State"},
    {"Side"},
    {"Subject", C::Mono, "text"},
    {"Issuer", C::Mono, "text"},
    {"Thumbprint", C::Mono | C::Middle, "text"},
    {"Valid from", C::Time},
    {"Valid to", C::Time},
    {"Names", C::Mono},
    {"Sessions", C::Right},
}};

constexpr std::size_t kMostCertificates = 10'000;

} // namespace

CertificateModel::CertificateModel(QObject* parent)
    : FlatTable(kColumns, parent), m_snapshot(std::make_shared<Snapshot>())
{
}

void CertificateModel::show(std::shared_ptr<const Snapshot> snapshot, SessionIndex session)
{
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_list.clear();
    gather(session);
    endResetModel();
}

void CertificateModel::gather(SessionIndex only)
{
    using Key = std::tuple<Origin, PoolId, PoolId, PoolId>;
    std::map<Key, std::size_t> known;
    const auto take = [&](Origin origin, const CertificateView& view, SessionIndex session) {
        if (view.subject == PoolId::Empty && view.thumbprint == PoolId::Empty && view.issuer == PoolId::Empty)
            return;
        const auto [place, fresh] =
            known.try_emplace(Key{origin, view.thumbprint, view.subject, view.serial}, m_list.size());
        if (fresh && m_list.size() < kMostCertificates)
            add(origin, view, session);
        if (place->second >= m_list.size())
            return;
        Certificate& certificate = m_list[place->second];
        ++certificate.sessions;
        const TimePoint last = m_snapshot->sessions()[session].last;
        if (last.known() && (!certificate.used.known() || certificate.used < last))
            certificate.used = last;
    };
    const auto count = static_cast<SessionIndex>(m_snapshot->sessions().size());
    const bool all = only == kNoSession;
    for (SessionIndex s = all ? 0 : only; s < (all ? count : std::min(count, only + 1)); ++s) {
        take(Origin::Sent, m_snapshot->sessions()[s].sent, s);
        take(Origin::Received, m_snapshot->sessions()[s].received, s);
    }
    if (all)
        addFacts();
}

void CertificateModel::add(Origin origin, const CertificateView& view, SessionIndex session)
{
    const auto pool = [this](PoolId id) { return shown(trimmed(m_snapshot->text(id))); };
    const Session& owner = m_snapshot->sessions()[session];
    Certificate certificate;
    certificate.origin = origin;
    certificate.subject = pool(view.subject);
    certificate.issuer = pool(view.issuer);
    certificate.thumbprint = pool(view.thumbprint);
    certificate.names = pool(view.names);
    certificate.serial = pool(view.serial);
    certificate.from = view.notBefore;
    certificate.to = view.notAfter;
    certificate.selfSigned = isSelfSigned(m_snapshot->text(view.subject), m_snapshot->text(view.issuer));
    certificate.session = session;
    certificate.row = owner.mark(origin == Origin::Sent ? Mark::CertSent : Mark::CertReceived);
    m_list.push_back(std::move(certificate));
}

void CertificateModel::addFacts()
{
    for (const Fact& fact : *m_snapshot->facts) {
        if (fact.kind != Fact::Kind::Certificate || m_list.size() >= kMostCertificates)
            continue;
        Certificate certificate;
        certificate.origin = Origin::Installed;
        certificate.subject = shown(fact.field("Subject"));
        certificate.issuer = shown(fact.field("Issuer"));
        certificate.thumbprint = shown(fact.field("Thumbprint"));
        certificate.selfSigned = isSelfSigned(fact.field("Subject"), fact.field("Issuer"));
        // A cmdlet writes dates in the culture of its shell; only the unmistakable form is read.
        if (const auto to = parseIsoTime(fact.field("NotAfter")))
            certificate.to = *to;
        m_list.push_back(std::move(certificate));
    }
}

Severity CertificateModel::severity(const Certificate& certificate) const
{
    if (expired(certificate) || early(certificate))
        return Severity::Error;
    if (certificate.selfSigned || !certificate.to.known())
        return Severity::Info;
    return certificate.used.known() ? Severity::Good : Severity::Info;
}

QString CertificateModel::stateText(const Certificate& certificate) const
{
    QStringList parts;
    if (expired(certificate))
        parts.append(QStringLiteral("expired on ") + clock().date(certificate.to));
    else if (early(certificate))
        parts.append(QStringLiteral("not valid before ") + clock().date(certificate.from));
    else if (certificate.to.known() && certificate.used.known())
        parts.append(QStringLiteral("in date when used"));
    else
        parts.append(QStringLiteral("dates not in the log"));
    if (certificate.selfSigned)
        parts.append(QStringLiteral("self-signed"));
    return parts.join(QStringLiteral(", "));
}

QString CertificateModel::text(const Certificate& certificate, int column) const
{
    switch (column) {
    case State:
        return stateText(certificate);
    case Side:
        return certificate.origin == Origin::Sent       ? QStringLiteral("ours")
               : certificate.origin == Origin::Received ? QStringLiteral("the peer's")
                                                        : QStringLiteral("installed (pasted)");
    case Subject:
        return certificate.subject;
    case Issuer:
        return certificate.issuer;
    case Thumbprint:
        return certificate.thumbprint;
    case From:
        return clock().date(certificate.from);
    case To:
        return clock().date(certificate.to);
    case Names:
        return certificate.names;
    case Sessions:
        return certificate.origin == Origin::Installed ? QString() : counted(certificate.sessions);
    default:
        return {};
    }
}

int CertificateModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.size());
}

QVariant CertificateModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const Certificate& certificate = m_list[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const QString cell = text(certificate, column);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cell;
    case Qt::ToolTipRole:
        if (column == From || column == To)
            return toolTip(clock().full(column == From ? certificate.from : certificate.to));
        return toolTip(cell);
    case SeverityRole:
        return static_cast<int>(severity(certificate));
    case PillRole:
        return column == State;
    case RowIndexRole:
        return certificate.row;
    case SessionRole:
        return certificate.session;
    case FieldValueRole:
        return columnRole(column, FieldRole).toString().isEmpty() ? QString() : cell;
    case RawRole:
        return QStringList{certificate.subject, certificate.issuer, certificate.serial, certificate.thumbprint,
                           certificate.names}
            .join(QLatin1Char(' '))
            .simplified();
    default:
        return columnRole(column, role);
    }
}

} // namespace sendwright
