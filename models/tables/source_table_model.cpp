// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/source_table_model.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, SourceTableModel::ColumnCount> kSourceColumns = {{
    {"Source", C::Middle, "source"},
    {"Format"},
    {"Entries", C::Right},
    {"Problems", C::Right},
    {"Zone"},
    {"Note", C::Dim},
}};

constexpr std::array<ColumnSpec, ProblemTableModel::ColumnCount> kProblemColumns = {{
    {"File", C::Middle, "source"},
    {"Line", C::Right},
    {"What"},
}};

QString groupOf(const SourceInfo& source)
{
    if (source.pasted)
        return QStringLiteral("Pasted");
    return source.server.empty() ? QStringLiteral("Server not known") : shown(source.server);
}

/// Servers by name, then what has none, then what was pasted.
int groupRank(const SourceInfo& source)
{
    return source.pasted ? 2 : source.server.empty() ? 1 : 0;
}

Severity severityOf(const SourceInfo& source)
{
    const bool unread = source.done && source.format == Format::Unknown;
    return unread || source.skipped > 0 ? Severity::Warning : Severity::Info;
}

/// Two snapshots of one load differ only by what was added.
bool goesOn(const Snapshot& before, const Snapshot& now)
{
    const auto same = [](const SourceInfo& a, const SourceInfo& b) { return a.path == b.path; };
    return before.sources.size() <= now.sources.size() && before.problems->size() <= now.problems->size() &&
           std::equal(before.sources.begin(), before.sources.end(), now.sources.begin(), same);
}

} // namespace

SourceTableModel::SourceTableModel(QObject* parent)
    : FlatTable(kSourceColumns, parent), m_snapshot(std::make_shared<Snapshot>())
{
}

void SourceTableModel::show(std::shared_ptr<const Snapshot> snapshot)
{
    std::vector<std::size_t> rows(snapshot->sources.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    const auto key = [&snapshot](std::size_t i) {
        const SourceInfo& source = snapshot->sources[i];
        return std::pair(groupRank(source), std::string_view(source.server));
    };
    std::stable_sort(rows.begin(), rows.end(), [&key](std::size_t a, std::size_t b) { return key(a) < key(b); });
    // While a load goes on the same sources only count further; nothing is reset then.
    const bool same = rows == m_rows && goesOn(*m_snapshot, *snapshot);
    if (!same)
        beginResetModel();
    m_snapshot = std::move(snapshot);
    m_rows = std::move(rows);
    if (same)
        tellAllChanged();
    else
        endResetModel();
}

const SourceInfo* SourceTableModel::sourceAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_snapshot->sources[m_rows[static_cast<std::size_t>(row)]];
}

QString SourceTableModel::text(const SourceInfo& source, int column) const
{
    switch (column) {
    case Name:
        return source.pasted ? shown(source.path) : shortPath(source.path);
    case FormatColumn:
        return source.formatName.empty() && source.done ? QStringLiteral("not recognised") : shown(source.formatName);
    case Entries:
        return counted(source.rows);
    case Problems:
        return source.problems == 0 ? QString() : counted(source.problems);
    case Zone:
        return source.localTimes ? shown(source.zone) + (source.zoneAssumed ? QStringLiteral(" (assumed)") : QString())
                                 : QString();
    case Note:
        return shown(source.note);
    default:
        return {};
    }
}

QString SourceTableModel::tip(const SourceInfo& source, int column) const
{
    if (column == Note && !source.note.empty())
        return shown(source.note);
    QStringList lines{shown(source.path), text(source, FormatColumn)};
    if (source.first.known())
        lines.append(clock().full(source.first) + QStringLiteral(" to ") + clock().full(source.last));
    lines.append(counted(source.rows, "entry", "entries") + QStringLiteral(" read, ") + counted(source.skipped) +
                 QStringLiteral(" skipped"));
    if (source.repeated > 0)
        lines.append(counted(source.repeated, "event", "events") +
                     QStringLiteral(" read from another source already, listed once"));
    if (!source.encoding.empty())
        lines.append(shown(source.encoding));
    return lines.join(QLatin1Char('\n'));
}

int SourceTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SourceTableModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const SourceInfo& source = *sourceAt(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(source, column);
    case Qt::AccessibleTextRole:
        return column == Problems ? counted(source.problems, "problem", "problems") : text(source, column);
    case Qt::ToolTipRole:
        return toolTip(tip(source, column));
    case SeverityRole:
        return static_cast<int>(column == Problems && source.problems > 0 ? Severity::Warning : severityOf(source));
    case PillRole:
        return column == Problems && source.problems > 0;
    case RowIndexRole:
        return source.rows > 0 ? source.firstRow : kNoRow;
    case SessionRole:
        return kNoSession;
    case FieldValueRole:
        return column == Name ? shown(source.path) : QString();
    case TimeRole:
        return QString::fromStdString(formatIsoTime(source.first, 7));
    case RawRole:
    case IdRole:
        return QString::fromStdString(source.path);
    case GroupRole:
        return groupOf(source);
    default:
        return columnRole(column, role);
    }
}

ProblemTableModel::ProblemTableModel(QObject* parent)
    : FlatTable(kProblemColumns, parent), m_snapshot(std::make_shared<Snapshot>())
{
}

void ProblemTableModel::show(std::shared_ptr<const Snapshot> snapshot)
{
    const int before = rowCount(), now = static_cast<int>(snapshot->problems->size());
    const bool on = goesOn(*m_snapshot, *snapshot) && before > 0;
    if (!on)
        beginResetModel();
    else if (now > before)
        beginInsertRows({}, before, now - 1);
    m_snapshot = std::move(snapshot);
    if (!on)
        endResetModel();
    else if (now > before)
        endInsertRows();
}

QString ProblemTableModel::path(const Problem& problem) const
{
    const std::size_t place = sendwright::index(problem.source);
    return place < m_snapshot->sources.size() ? shown(m_snapshot->sources[place].path) : QString();
}

QString ProblemTableModel::text(const Problem& problem, int column) const
{
    switch (column) {
    case File:
        return path(problem);
    case Line:
        return problem.line == 0 ? QString() : counted(problem.line);
    case What:
        return shown(problem.what);
    default:
        return {};
    }
}

int ProblemTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_snapshot->problems->size());
}

QVariant ProblemTableModel::data(const QModelIndex& cell, int role) const
{
    if (!valid(cell))
        return {};
    const Problem& problem = (*m_snapshot->problems)[static_cast<std::size_t>(cell.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(problem, cell.column());
    case Qt::ToolTipRole:
        return toolTip(text(problem, cell.column()));
    case SeverityRole:
        return static_cast<int>(problem.kind == Problem::Kind::Assumed ? Severity::Info : Severity::Warning);
    case SessionRole:
        return kNoSession;
    case RowIndexRole:
        return kNoRow;
    case FieldValueRole:
        return cell.column() == File ? path(problem) : QString();
    case RawRole:
        return path(problem) + QLatin1Char(':') + QString::number(problem.line) + QStringLiteral(": ") +
               shown(problem.what);
    case IdRole:
        return path(problem);
    default:
        return columnRole(cell.column(), role);
    }
}

} // namespace sendwright
