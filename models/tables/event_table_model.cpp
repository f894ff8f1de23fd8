// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/event_table_model.h"

#include "tables/event_words.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, EventTableModel::ColumnCount> kEventColumns = {{
    {"State", C::Icon, "severity"},
    {"Time", C::Time | C::Mono},
    {"Provider", C::Plain, "provider"},
    {"Id", C::Right | C::Mono, "code"},
    {"Level"},
    {"Message", C::Plain, "text"},
    {"Why tied to the session", C::Dim},
    {"Gap", C::Right},
    {"Rivals", C::Right},
    {"Session", C::Mono, "session"},
}};

std::int64_t timeOrder(const Snapshot& snapshot, RowIndex row)
{
    const TimePoint time = snapshot.time(row);
    return time.known() ? time.ticks : std::numeric_limits<std::int64_t>::max();
}

} // namespace

EventTableModel::EventTableModel(QObject* parent)
    : FlatTable(kEventColumns, parent),
      m_snapshot(std::make_shared<Snapshot>()),
      m_analysis(std::make_shared<Analysis>())
{
}

void EventTableModel::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text,
                           std::shared_ptr<const Analysis> analysis, SessionIndex session)
{
    beginResetModel();
    m_cache.clear();
    m_cache.use(snapshot, std::move(text));
    m_snapshot = std::move(snapshot);
    m_analysis = std::move(analysis);
    m_rows.clear();
    if (session == kNoSession)
        m_rows = m_snapshot->eventRows;
    else
        for (const EventLink& link : m_analysis->links)
            if (link.session == session && link.eventRow < m_snapshot->rows.size() &&
                m_snapshot->isEvent(link.eventRow))
                m_rows.push_back(link.eventRow);
    std::stable_sort(m_rows.begin(), m_rows.end(),
                     [this](RowIndex a, RowIndex b) { return timeOrder(*m_snapshot, a) < timeOrder(*m_snapshot, b); });
    endResetModel();
}

RowIndex EventTableModel::rowAt(int row) const
{
    return row < 0 || row >= rowCount() ? kNoRow : m_rows[static_cast<std::size_t>(row)];
}

int EventTableModel::placeOf(RowIndex row) const
{
    const auto found = std::find(m_rows.begin(), m_rows.end(), row);
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

const EventLink* EventTableModel::linkOf(RowIndex row) const
{
    const auto& links = m_analysis->links;
    const auto found = std::lower_bound(links.begin(), links.end(), row,
                                        [](const EventLink& link, RowIndex wanted) { return link.eventRow < wanted; });
    return found != links.end() && found->eventRow == row ? &*found : nullptr;
}

QString EventTableModel::timeText(int row, const EventRecord& event) const
{
    const RowIndex above = rowAt(row - 1);
    QString time = clock().below(above == kNoRow ? TimePoint{} : m_snapshot->time(above), event.time);
    if (!event.time.known() || event.uncertainty <= kTicksPerMillisecond)
        return time;
    // Digits nobody exported are not shown.
    if (event.uncertainty >= kTicksPerSecond)
        time.chop(4);
    return time + QStringLiteral(" +") + QString::fromStdString(formatDuration(event.uncertainty));
}

QString EventTableModel::linkText(const EventLink& link, int column) const
{
    switch (column) {
    case Tied: {
        QStringList reasons;
        for (const std::string& reason : link.reasons)
            reasons.append(QString::fromStdString(reason));
        return reasons.join(QStringLiteral("; "));
    }
    case Gap: {
        const bool same = link.gap == 0 || (link.gap < 0 && -link.gap < link.uncertainty);
        if (same)
            return link.uncertainty >= kTicksPerSecond ? QStringLiteral("same second") : QStringLiteral("0 ms");
        const QString length = QString::fromStdString(formatDuration(link.gap < 0 ? -link.gap : link.gap));
        return length + (link.gap < 0 ? QStringLiteral(" before") : QStringLiteral(" after"));
    }
    case Rivals:
        return link.rivals == 0 ? QStringLiteral("none") : counted(link.rivals);
    default:
        return link.session < m_snapshot->sessions().size()
                   ? shown(m_snapshot->text(m_snapshot->sessions()[link.session].id))
                   : QString();
    }
}

QString EventTableModel::text(int row, int column) const
{
    const EventRecord& event = m_snapshot->event(rowAt(row));
    switch (column) {
    case State:
        return {};
    case Time:
        return timeText(row, event);
    case Provider:
        return shown(event.provider);
    case Id:
        return event.eventId == 0 ? QString() : QString::number(event.eventId);
    case Level:
        return eventLevel(event);
    case Message:
        return eventText(m_cache.at(rowAt(row)).line);
    default:
        break;
    }
    const EventLink* link = linkOf(rowAt(row));
    return link == nullptr ? QString() : linkText(*link, column);
}

QString EventTableModel::tip(int row, int column) const
{
    const EventRecord& event = m_snapshot->event(rowAt(row));
    if (column == Time)
        return clock().full(event.time) +
               (event.uncertainty >= kTicksPerSecond
                    ? QStringLiteral("\nThe export has whole seconds only; the event may be up to ") +
                          QString::fromStdString(formatDuration(event.uncertainty)) + QStringLiteral(" later.")
                    : QString());
    if (column == Rivals)
        return QStringLiteral("Other sessions the event could belong to as well");
    return column == State ? eventLevel(event) : text(row, column);
}

int EventTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const RowIndex entry = rowAt(index.row());
    const int column = index.column();
    const Severity severity = m_snapshot->rows[entry].severity;
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), column);
    case Qt::ToolTipRole:
        return toolTip(tip(index.row(), column));
    case Qt::AccessibleTextRole:
        return column == State ? QString::fromUtf8(name(severity)) : text(index.row(), column);
    case SeverityRole:
        return static_cast<int>(severity);
    case RowIndexRole:
        return entry;
    case SessionRole: {
        const EventLink* link = linkOf(entry);
        return link == nullptr ? kNoSession : link->session;
    }
    case FieldValueRole:
        if (column == State)
            return QString::fromUtf8(name(severity));
        return columnRole(column, FieldRole).toString().isEmpty() ? QString() : text(index.row(), column);
    case TimeRole:
        return QString::fromStdString(formatIsoTime(m_snapshot->time(entry), 7));
    case RawRole:
        return eventName(m_snapshot->event(entry)) + QStringLiteral(": ") + eventText(m_cache.at(entry).line);
    default:
        return columnRole(column, role);
    }
}

} // namespace sendwright
