// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/source_table_model.h"

#include "engine/bundle_layout.h"
#include "index/server_name.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

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

bool isArchive(const SourceInfo& source)
{
    return source.format == Format::Archive;
}

QString groupOf(const SourceInfo& source)
{
    if (source.pasted)
        return QStringLiteral("Pasted");
    if (isArchive(source))
        return {};
    const QString role = shown(source.role);
    if (source.server.empty())
        return role.isEmpty() ? QStringLiteral("Server not known") : role;
    const QString server = shown(serverHost(source.server));
    return role.isEmpty() ? server : server + QStringLiteral(" \u00b7 ") + role;
}

/// Rows in the order of the tree: files of a level by server and role (what has none last), then archives with theirs.
class TreeOrder
{
public:
    explicit TreeOrder(const Snapshot& snapshot) : m_snapshot(snapshot)
    {
        for (std::size_t i = 0; i < snapshot.sources.size(); ++i)
            m_below[snapshot.sources[i].bundle].push_back(i);
        level({});
    }

    const std::vector<std::size_t>& rows() const { return m_rows; }

private:
    /// Files with a server, files without, archives, pasted text.
    static int rank(const SourceInfo& source)
    {
        if (source.pasted)
            return 3;
        return isArchive(source) ? 2 : source.server.empty() ? 1 : 0;
    }

    void level(const std::string& bundle)
    {
        const auto found = m_below.find(bundle);
        if (found == m_below.end())
            return;
        std::vector<std::size_t> sorted = found->second;
        const auto key = [this](std::size_t i) {
            const SourceInfo& source = m_snapshot.sources[i];
            const bool archive = isArchive(source);
            return std::tuple(rank(source), archive ? std::string() : serverKey(source.server),
                              archive ? std::string_view() : std::string_view(source.role));
        };
        std::stable_sort(sorted.begin(), sorted.end(),
                         [&key](std::size_t a, std::size_t b) { return key(a) < key(b); });
        for (const std::size_t i : sorted) {
            m_rows.push_back(i);
            // An archive lies above its members in number, so this ends.
            if (isArchive(m_snapshot.sources[i]) && m_snapshot.sources[i].path != bundle)
                level(m_snapshot.sources[i].path);
        }
    }

    const Snapshot& m_snapshot;
    std::map<std::string, std::vector<std::size_t>> m_below;
    std::vector<std::size_t> m_rows;
};

QString nameOf(const SourceInfo& source)
{
    if (source.pasted)
        return shown(source.path);
    const std::string_view path = source.path;
    const std::string_view inside =
        source.bundle.empty() || path.size() <= source.bundle.size() ? path : path.substr(source.bundle.size() + 1);
    if (isArchive(source))
        return shown(inside.substr(inside.rfind('/') + 1));
    if (source.role.empty() && source.bundle.empty())
        return shortPath(path);
    const std::size_t name = inside.rfind('/');
    const std::string_view folders = name == std::string_view::npos ? std::string_view() : inside.substr(0, name);
    const QString last = shown(inside.substr(name + 1));
    // Server and role stand in the heading; where neither is known, the folder tells one file from another.
    const bool told = !source.server.empty() || !source.role.empty();
    return told || folders.empty() ? last
                                   : shown(folders.substr(folders.rfind('/') + 1)) + QStringLiteral(" \u25b8 ") + last;
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
    const TreeOrder tree(*snapshot);
    const std::vector<std::size_t>& rows = tree.rows();
    // While a load goes on the same sources only count further; nothing is reset then.
    const bool same = rows == m_rows && goesOn(*m_snapshot, *snapshot);
    if (!same)
        beginResetModel();
    m_snapshot = std::move(snapshot);
    m_rows = rows;
    m_oneUnknownGroup =
        std::all_of(m_snapshot->sources.begin(), m_snapshot->sources.end(), [](const SourceInfo& source) {
            return isArchive(source) || (!source.pasted && source.server.empty() && source.role.empty());
        });
    if (same)
        tellAllChanged();
    else
        endResetModel();
}

const SourceInfo* SourceTableModel::sourceAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_snapshot->sources[m_rows[static_cast<std::size_t>(row)]];
}

QString SourceTableModel::headingAt(int row) const
{
    const SourceInfo* source = sourceAt(row);
    const SourceInfo* above = sourceAt(row - 1);
    if (source == nullptr || m_oneUnknownGroup)
        return {};
    const QString group = groupOf(*source);
    return above != nullptr && above->bundle == source->bundle && groupOf(*above) == group ? QString() : group;
}

QString SourceTableModel::text(const SourceInfo& source, int column) const
{
    switch (column) {
    case Name:
        return nameOf(source);
    case FormatColumn:
        return source.formatName.empty() && source.done ? QStringLiteral("not recognised") : shown(source.formatName);
    case Entries:
        return isArchive(source) ? QString() : counted(source.rows);
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
    if (!isArchive(source))
        lines.append(counted(source.rows, "entry", "entries") + QStringLiteral(" read, ") + counted(source.skipped) +
                     QStringLiteral(" skipped"));
    if (source.repeated > 0)
        lines.append(counted(source.repeated, "event", "events") +
                     QStringLiteral(" read from another source already, listed once"));
    if (!source.server.empty())
        lines.append(QStringLiteral("Server ") + shown(source.server) +
                     (source.role.empty() ? QString() : QStringLiteral(", role ") + shown(source.role)));
    if (const std::string channel = channelOfFile(source.path); !channel.empty())
        lines.append(QStringLiteral("Event log ") + shown(channel));
    if (!source.note.empty())
        lines.append(shown(source.note));
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
    case IndentRole:
        return column == Name ? static_cast<int>(source.depth) : 0;
    case EmphasisRole:
        return column == Name && isArchive(source);
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
