// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/entry_table_model.h"

#include "core/text_scan.h"
#include "tables/event_words.h"
#include "tables/session_words.h"
#include "tables/transport_words.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, EntryTableModel::ColumnCount> kEntryColumns = {{
    {"State", C::Icon, "severity"},
    {"Time", C::Time | C::Mono},
    {"Since", C::Right | C::Mono | C::Dim},
    {"Source", C::Middle, "source"},
    {"Session", C::Mono, "session"},
    {"Seq", C::Right | C::Mono | C::Dim},
    {"Event", C::Mono},
    {"Data", C::Mono, "text"},
    {"Context", C::Mono, "text"},
    {"Local", C::Mono},
    {"Remote", C::Mono, "peer"},
}};

std::int64_t orderKey(const Snapshot& snapshot, RowIndex row)
{
    const TimePoint time = snapshot.time(row);
    return time.known() ? time.ticks : std::numeric_limits<std::int64_t>::max();
}

/// Where `row` is, when `rows` are in merged order; its end otherwise.
std::vector<RowIndex>::const_iterator findMerged(const Snapshot& snapshot, const std::vector<RowIndex>& rows,
                                                 RowIndex row)
{
    const auto earlier = [&snapshot](RowIndex a, RowIndex b) {
        const std::int64_t ka = orderKey(snapshot, a), kb = orderKey(snapshot, b);
        return ka != kb ? ka < kb : a < b;
    };
    const auto found = std::lower_bound(rows.begin(), rows.end(), row, earlier);
    return found != rows.end() && *found == row ? found : rows.end();
}

bool isPrefix(const std::vector<RowIndex>& start, const std::vector<RowIndex>& whole)
{
    return start.size() <= whole.size() && std::equal(start.begin(), start.end(), whole.begin());
}

} // namespace

EntryTableModel::EntryTableModel(QObject* parent, int mostRows)
    : FlatTable(kEntryColumns, parent), m_snapshot(std::make_shared<Snapshot>()), m_mostRows(mostRows)
{
}

int EntryTableModel::visible(std::size_t rows) const
{
    return static_cast<int>(std::min(rows, static_cast<std::size_t>(m_mostRows)));
}

void EntryTableModel::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text, RowList rows)
{
    beginResetModel();
    m_snapshot = snapshot;
    m_rows = std::move(rows);
    m_shown = visible(list().size());
    m_cache.clear();
    m_cache.use(std::move(snapshot), std::move(text));
    endResetModel();
}

void EntryTableModel::apply(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text, RowList rows,
                            const Change& change)
{
    const bool sameKind = (rows == nullptr) == (m_rows == nullptr);
    if (change.kind == Change::Kind::Reset || !sameKind)
        return show(std::move(snapshot), std::move(text), std::move(rows));
    const std::vector<RowIndex>& next = rows ? *rows : *snapshot->order;
    if (isPrefix(list(), next))
        return appendRows(std::move(snapshot), std::move(text), std::move(rows));
    // Beyond the cap rows would leave the view, which a change of layout cannot say.
    if (rows == nullptr && next.size() >= list().size() && next.size() <= static_cast<std::size_t>(m_mostRows))
        return reorderRows(std::move(snapshot), std::move(text));
    show(std::move(snapshot), std::move(text), std::move(rows));
}

void EntryTableModel::appendRows(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text,
                                 RowList rows)
{
    const int now = visible(rows ? rows->size() : snapshot->order->size());
    const bool more = now > m_shown;
    if (more)
        beginInsertRows({}, m_shown, now - 1);
    m_snapshot = snapshot;
    m_rows = std::move(rows);
    m_shown = now;
    m_cache.use(std::move(snapshot), std::move(text));
    if (more)
        endInsertRows();
}

void EntryTableModel::reorderRows(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text)
{
    // Two steps a view can follow: the new rows at the end, then everything to its place.
    auto grown = std::make_shared<std::vector<RowIndex>>(list());
    for (auto row = static_cast<RowIndex>(grown->size()); row < snapshot->order->size(); ++row)
        grown->push_back(row);
    appendRows(std::move(snapshot), std::move(text), std::move(grown));
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<RowIndex> held;
    for (const QModelIndex& index : from)
        held.push_back(rowAt(index.row()));
    m_rows = nullptr;
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(placeOf(held[static_cast<std::size_t>(i)]), from.at(i).column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

RowIndex EntryTableModel::rowAt(int row) const
{
    if (row < 0 || row >= m_shown)
        return kNoRow;
    const RowIndex entry = list()[static_cast<std::size_t>(row)];
    return entry < m_snapshot->rows.size() ? entry : kNoRow;
}

int EntryTableModel::placeOf(RowIndex row) const
{
    if (row >= m_snapshot->rows.size())
        return -1;
    const std::vector<RowIndex>& rows = list();
    auto found = findMerged(*m_snapshot, rows, row);
    // Rows of one session come by sequence number, which need not be the order of time.
    constexpr std::size_t kWorthLooking = 1'000'000;
    if (found == rows.end() && m_rows && rows.size() <= kWorthLooking)
        found = std::find(rows.begin(), rows.end(), row);
    const auto place = found - rows.begin();
    return found != rows.end() && place < m_shown ? static_cast<int>(place) : -1;
}

QString EntryTableModel::summary() const
{
    if (!isCapped())
        return counted(total(), "entry", "entries");
    return QStringLiteral("The first ") + counted(static_cast<qulonglong>(m_shown)) + QStringLiteral(" of ") +
           counted(total(), "entry", "entries") + QStringLiteral("; a filter brings the others in");
}

int EntryTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_shown;
}

QString EntryTableModel::delta(RowIndex row) const
{
    const SessionIndex session = m_snapshot->sessionOf(row);
    if (session == kNoSession)
        return {};
    const auto rows = m_snapshot->sessionRows(session);
    const auto before = [this](RowIndex a, RowIndex b) {
        const auto sa = m_snapshot->rows[a].sequence, sb = m_snapshot->rows[b].sequence;
        return sa != sb ? sa < sb : a < b;
    };
    const auto found = std::lower_bound(rows.begin(), rows.end(), row, before);
    if (found == rows.begin() || found == rows.end() || *found != row)
        return {};
    const TimePoint previous = m_snapshot->time(*(found - 1)), now = m_snapshot->time(row);
    return previous.known() && now.known() ? QString::fromStdString(formatDuration(now.ticks - previous.ticks))
                                           : QString();
}

QString EntryTableModel::eventCell(RowIndex row, int column) const
{
    const EventRecord& event = m_snapshot->event(row);
    switch (column) {
    case Event:
        return eventName(event);
    case Data:
        return eventText(m_cache.at(row).line);
    case Context:
        return (shown(event.channel) + QStringLiteral(" · ") + eventLevel(event));
    case Local:
        return shown(event.computer);
    default:
        return {};
    }
}

QString EntryTableModel::transportCell(RowIndex row, int column) const
{
    const TransportRow& transport = m_snapshot->transport(row);
    switch (column) {
    case SessionId:
        return shown(m_snapshot->text(transport.session));
    case Event:
        return transportName(*m_snapshot, transport);
    case Data:
        return transportText(m_cache.at(row).transport);
    case Context:
        return shown(m_cache.at(row).transport.context);
    case Local:
        return shown(m_cache.at(row).transport.local);
    case Remote:
        return shown(m_snapshot->text(transport.peer));
    default:
        return {};
    }
}

QString EntryTableModel::smtpCell(RowIndex row, int column) const
{
    const RowColumns columns = m_snapshot->rows[row];
    if (column == SessionId)
        return columns.session < m_snapshot->sessions().size()
                   ? shown(m_snapshot->text(m_snapshot->sessions()[columns.session].id))
                   : QString();
    if (column == Sequence)
        return QString::number(columns.sequence);
    if (column == Event)
        return QString(QLatin1Char(symbolChar(columns.symbol))).trimmed();
    const SmtpRow& parts = m_cache.at(row).smtp;
    switch (column) {
    case Data:
        return shown(parts.data);
    case Context:
        return shown(parts.context);
    case Local:
        return shown(parts.local);
    case Remote:
        return shown(parts.remote);
    default:
        return {};
    }
}

QString EntryTableModel::text(RowIndex row, int place, int column) const
{
    switch (column) {
    case State:
        return {};
    case Time: {
        const RowIndex above = rowAt(place - 1);
        return clock().below(above == kNoRow ? TimePoint{} : m_snapshot->time(above), m_snapshot->time(row));
    }
    case Delta:
        return delta(row);
    case Source:
        return sendwright::place(*m_snapshot, row);
    default:
        if (m_snapshot->isTransport(row))
            return transportCell(row, column);
        return m_snapshot->isEvent(row) ? eventCell(row, column) : smtpCell(row, column);
    }
}

QString EntryTableModel::stateText(RowIndex row) const
{
    return QString::fromUtf8(name(m_snapshot->rows[row].severity));
}

QString EntryTableModel::toolTipOf(RowIndex row, int place, int column) const
{
    switch (column) {
    case State:
        return stateText(row);
    case Time:
        return clock().full(m_snapshot->time(row));
    case Source:
        return placesOf(row);
    default:
        return text(row, place, column);
    }
}

/// Every place of the entry: an event may stand in several sources.
QString EntryTableModel::placesOf(RowIndex row) const
{
    const auto at = [](const QString& path, std::uint32_t line) {
        return line == 0 ? path : path + QStringLiteral(", line ") + counted(line);
    };
    QString text = at(shown(m_snapshot->sourceOf(row).path), m_snapshot->rows.line(row));
    for (const EventTwin& twin :
         m_snapshot->twinsOf(row).first(std::min<std::size_t>(m_snapshot->twinsOf(row).size(), 8)))
        text +=
            QStringLiteral("\nalso ") + at(shown(m_snapshot->sources[sendwright::index(twin.source)].path), twin.line);
    return text;
}

QString EntryTableModel::field(RowIndex row, int column) const
{
    if (column == Event && m_snapshot->isTransport(row))
        return QStringLiteral("kind");
    if (column == Event)
        return m_snapshot->isEvent(row) ? QStringLiteral("provider") : QString();
    if (column == Data && m_snapshot->rows[row].rowClass == RowClass::Reply)
        return QStringLiteral("code");
    return columnRole(column, FieldRole).toString();
}

QString EntryTableModel::fieldValue(RowIndex row, int column) const
{
    switch (column) {
    case State:
        return stateText(row);
    case Source:
        return shown(m_snapshot->sourceOf(row).path);
    case Event:
        if (m_snapshot->isTransport(row))
            return QString::fromUtf8(name(m_snapshot->transport(row).kind));
        return m_snapshot->isEvent(row) ? shown(m_snapshot->event(row).provider) : QString();
    case Data:
        if (m_snapshot->rows[row].rowClass == RowClass::Reply)
            return QString::number(m_snapshot->rows[row].code);
        return text(row, 0, column);
    case Remote:
        return shown(hostOfEndpoint(m_snapshot->isTransport(row) ? m_snapshot->text(m_snapshot->transport(row).peer)
                                                                 : std::string_view(m_cache.at(row).smtp.remote)));
    case SessionId:
    case Context:
        return text(row, 0, column);
    default:
        return {};
    }
}

QVariant EntryTableModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const RowIndex row = rowAt(index.row());
    if (row == kNoRow)
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.row(), column);
    case Qt::ToolTipRole:
        return toolTip(toolTipOf(row, index.row(), column));
    case Qt::AccessibleTextRole:
        return column == State ? stateText(row) : text(row, index.row(), column);
    case SeverityRole:
        return static_cast<int>(m_snapshot->rows[row].severity);
    case RowIndexRole:
        return row;
    case SessionRole:
        return m_snapshot->sessionOf(row);
    case FieldRole:
        return field(row, column);
    case FieldValueRole:
        return fieldValue(row, column);
    case TimeRole:
        return QString::fromStdString(formatIsoTime(m_snapshot->time(row), 7));
    case RawRole:
        return m_snapshot->isEvent(row)
                   ? eventName(m_snapshot->event(row)) + QLatin1Char(' ') + shown(m_cache.at(row).line)
                   : QString::fromStdString(m_cache.at(row).line);
    default:
        return columnRole(column, role);
    }
}

} // namespace sendwright
