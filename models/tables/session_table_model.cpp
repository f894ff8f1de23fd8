// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/session_table_model.h"

#include "analysis/tls_story.h"
#include "core/text_scan.h"
#include "tables/session_words.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, SessionTableModel::ColumnCount> kSessionColumns = {{
    {"State", C::Icon, "state"},
    {"Start", C::Time},
    {"Duration"},
    {"Direction", C::Plain, "kind"},
    {"Connector", C::Plain, "connector"},
    {"Peer", C::Mono, "peer"},
    {"TLS", C::Plain, "tls"},
    {"Outcome", C::Plain, "outcome"},
    {"Messages", C::Right},
    {"Entries", C::Right},
    {"Server", C::Plain, "server"},
    {"Session", C::Mono, "session"},
}};

std::vector<SessionIndex> listOf(const Snapshot& snapshot, const SessionTableModel::Subset& subset)
{
    const auto count = static_cast<SessionIndex>(snapshot.sessions().size());
    std::vector<SessionIndex> list;
    if (!subset) {
        list.resize(count);
        std::iota(list.begin(), list.end(), SessionIndex{0});
        return list;
    }
    list.reserve(subset->size());
    // A subset may be of a later snapshot than the one shown.
    std::copy_if(subset->begin(), subset->end(), std::back_inserter(list),
                 [count](SessionIndex s) { return s < count; });
    return list;
}

} // namespace

SessionTableModel::SessionTableModel(QObject* parent)
    : FlatTable(kSessionColumns, parent), m_snapshot(std::make_shared<Snapshot>())
{
}

void SessionTableModel::show(std::shared_ptr<const Snapshot> snapshot, Subset subset)
{
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_subset = subset != nullptr;
    m_rows = listOf(*m_snapshot, subset);
    sortSessions(*m_snapshot, m_rows, m_key, m_sortOrder);
    m_rowOf.clear();
    endResetModel();
}

std::vector<SessionIndex> SessionTableModel::fresh(const std::vector<SessionIndex>& wanted) const
{
    std::vector<SessionIndex> added;
    for (const SessionIndex session : wanted)
        if (rowOf(session) < 0)
            added.push_back(session);
    return added;
}

void SessionTableModel::apply(std::shared_ptr<const Snapshot> snapshot, Subset subset, const Change& change)
{
    const std::vector<SessionIndex> wanted = listOf(*snapshot, subset);
    // Of all sessions, new ones are the last ones.
    const auto isNew = wanted.begin() + static_cast<std::ptrdiff_t>(std::min(m_rows.size(), wanted.size()));
    std::vector<SessionIndex> added =
        m_subset || subset ? fresh(wanted) : std::vector<SessionIndex>(isNew, wanted.end());
    if (change.kind == Change::Kind::Reset || m_rows.size() + added.size() != wanted.size())
        return show(std::move(snapshot), std::move(subset));
    m_subset = subset != nullptr;
    m_snapshot = std::move(snapshot);
    const int before = rowCount();
    insertAtEnd(std::move(added));
    reorder();
    // A session that is still being read changes its end, its counts and perhaps its outcome.
    if (before > 0)
        tellAllChanged();
}

void SessionTableModel::insertAtEnd(std::vector<SessionIndex> sessions)
{
    if (sessions.empty())
        return;
    sortSessions(*m_snapshot, sessions, m_key, m_sortOrder);
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(sessions.size()) - 1);
    m_rows.insert(m_rows.end(), sessions.begin(), sessions.end());
    m_rowOf.clear();
    endInsertRows();
}

void SessionTableModel::reorder()
{
    std::vector<SessionIndex> sorted = m_rows;
    if (!sortSessions(*m_snapshot, sorted, m_key, m_sortOrder))
        return;
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<SessionIndex> held;
    for (const QModelIndex& index : from)
        held.push_back(sessionAt(index.row()));
    m_rows = std::move(sorted);
    m_rowOf.clear();
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(rowOf(held[static_cast<std::size_t>(i)]), from.at(i).column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

SessionIndex SessionTableModel::sessionAt(int row) const
{
    return row < 0 || row >= rowCount() ? kNoSession : m_rows[static_cast<std::size_t>(row)];
}

int SessionTableModel::rowOf(SessionIndex session) const
{
    if (m_rowOf.empty() && !m_rows.empty()) {
        m_rowOf.assign(
            std::max<std::size_t>(m_snapshot->sessions().size(), *std::max_element(m_rows.begin(), m_rows.end()) + 1u),
            -1);
        for (std::size_t row = 0; row < m_rows.size(); ++row)
            m_rowOf[m_rows[row]] = static_cast<int>(row);
    }
    return session < m_rowOf.size() ? m_rowOf[session] : -1;
}

int SessionTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

void SessionTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_key = static_cast<SessionKey>(column);
    m_sortOrder = order;
    reorder();
}

QString SessionTableModel::text(const Session& session, int row, int column) const
{
    const auto pool = [this](PoolId id) { return shown(m_snapshot->text(id)); };
    switch (column) {
    case Start: {
        const SessionIndex above = sessionAt(row - 1);
        return clock().below(above == kNoSession ? TimePoint{} : m_snapshot->sessions()[above].first, session.first);
    }
    case Duration:
        return session.first.known() && session.last.known()
                   ? QString::fromStdString(formatDuration(session.last.ticks - session.first.ticks))
                   : QString();
    case Direction:
        return directionWord(session.kind);
    case Connector:
        return pool(session.connector);
    case Peer:
        return pool(session.remoteEndpoint);
    case Tls:
        return tlsWord(*m_snapshot, session);
    case OutcomeColumn:
        return outcomeWord(session.outcome);
    case Messages:
        return counted(session.messages);
    case Entries:
        return counted(session.entries);
    case Server:
        return pool(session.server);
    case Id:
        return pool(session.id);
    default:
        return {};
    }
}

QVariant SessionTableModel::toolTipOf(const Session& session, int column) const
{
    const auto pool = [this](PoolId id) { return shown(m_snapshot->text(id)); };
    switch (column) {
    case State:
        return toolTip(stateWord(session));
    case Start:
    case Duration:
        return toolTip(clock().full(session.first) + QStringLiteral("\nto ") + clock().full(session.last));
    case Tls:
        return toolTip(QString::fromUtf8(name(session.tls)) + QLatin1Char(' ') + pool(session.tlsDetail));
    case OutcomeColumn: {
        const QString why = pool(session.errorText != PoolId::Empty ? session.errorText : session.connectError);
        return toolTip(why.isEmpty() ? outcomeWord(session.outcome)
                                     : outcomeWord(session.outcome) + QStringLiteral(": ") + why);
    }
    case Messages:
        return toolTip(counted(session.messages, "message begun", "messages begun") + QStringLiteral(", ") +
                       counted(session.accepted) + QStringLiteral(" accepted"));
    default:
        return toolTip(text(session, 0, column));
    }
}

QString SessionTableModel::fieldValue(const Session& session, int column) const
{
    const auto pool = [this](PoolId id) { return shown(m_snapshot->text(id)); };
    switch (column) {
    case State:
        return session.failed || session.tlsFailed ? QStringLiteral("failed") : QStringLiteral("ok");
    case Direction:
        return session.kind == EntryKind::SmtpReceive ? QStringLiteral("receive") : QStringLiteral("send");
    case Connector:
        return pool(session.connector);
    case Peer:
        return shown(hostOfEndpoint(m_snapshot->text(session.remoteEndpoint)));
    case Tls:
        return tlsTerm(session.tls);
    case OutcomeColumn:
        return outcomeTerm(session.outcome);
    case Server:
        return pool(session.server);
    case Id:
        return pool(session.id);
    default:
        return {};
    }
}

QString SessionTableModel::rawText(SessionIndex session) const
{
    constexpr std::size_t kMost = 2000;
    const auto rows = m_snapshot->sessionRows(session);
    if (!m_text || rows.empty())
        return shown(m_snapshot->text(m_snapshot->sessions()[session].id));
    QStringList lines;
    for (const RowIndex row : rows.first(std::min(rows.size(), kMost)))
        lines.append(QString::fromStdString(m_text->line(m_snapshot->rowId(row))));
    return lines.join(QLatin1Char('\n'));
}

QVariant SessionTableModel::severity(const Session& session, int column) const
{
    if (column == Tls)
        return static_cast<int>(tlsSeverity(session));
    return static_cast<int>(severityOf(session));
}

QVariant SessionTableModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const SessionIndex number = sessionAt(index.row());
    const Session& session = m_snapshot->sessions()[number];
    const auto rows = [&] { return m_snapshot->sessionRows(number); };
    switch (role) {
    case Qt::DisplayRole:
        return text(session, index.row(), index.column());
    case Qt::ToolTipRole:
        return toolTipOf(session, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == State ? stateWord(session) : text(session, index.row(), index.column());
    case SeverityRole:
        return severity(session, index.column());
    case SessionRole:
        return number;
    case RowIndexRole: {
        const RowIndex failing = failingRow(session);
        return failing != kNoRow ? failing : rows().empty() ? kNoRow : rows().front();
    }
    case PillRole:
        return index.column() == Tls;
    case FieldValueRole:
        return fieldValue(session, index.column());
    case TimeRole:
        return QString::fromStdString(formatIsoTime(session.first, 7));
    case RawRole:
        return rawText(number);
    default:
        return columnRole(index.column(), role);
    }
}

} // namespace sendwright
