// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/conversation_model.h"

#include "analysis/tls_story.h"
#include "tables/event_words.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, ConversationModel::ColumnCount> kConversationColumns = {{
    {"Time", C::Time | C::Right | C::Mono | C::Dim},
    {"Since", C::Right | C::Dim},
    {"Who", C::Bold},
    {"Said", C::Mono, "text"},
    {"Means", C::Dim},
}};

} // namespace

ConversationModel::ConversationModel(QObject* parent)
    : FlatTable(kConversationColumns, parent),
      m_snapshot(std::make_shared<Snapshot>()),
      m_analysis(std::make_shared<Analysis>()),
      m_spoken(static_cast<qsizetype>(RowCache::kMost))
{
}

ConversationModel::~ConversationModel() = default;

void ConversationModel::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text,
                             std::shared_ptr<const Analysis> analysis, const Knowledge& knowledge, SessionIndex session)
{
    beginResetModel();
    m_snapshot = snapshot;
    m_analysis = std::move(analysis);
    m_knowledge = &knowledge;
    m_cache.clear();
    m_cache.use(std::move(snapshot), std::move(text));
    m_spoken.clear();
    m_session = session < m_snapshot->sessions().size() ? session : kNoSession;
    m_lines = conversationLines(*m_snapshot, *m_analysis, m_session);
    m_failing = m_session == kNoSession ? kNoRow : failingRow(m_snapshot->sessions()[m_session]);
    endResetModel();
}

void ConversationModel::clear()
{
    beginResetModel();
    m_session = kNoSession;
    m_lines.clear();
    m_spoken.clear();
    endResetModel();
}

RowIndex ConversationModel::rowAt(int row) const
{
    return row < 0 || row >= rowCount() ? kNoRow : m_lines[static_cast<std::size_t>(row)].row;
}

int ConversationModel::placeOf(RowIndex row) const
{
    if (m_session == kNoSession || row == kNoRow)
        return -1;
    const auto rows = m_snapshot->sessionRows(m_session);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const ConversationLine& line = m_lines[i];
        if (line.row == row)
            return static_cast<int>(i);
        if (line.isWoven())
            continue;
        const auto part = rows.subspan(line.first, line.count);
        if (std::find(part.begin(), part.end(), row) != part.end())
            return static_cast<int>(i);
    }
    return -1;
}

int ConversationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

const SpokenLine& ConversationModel::spoken(int row) const
{
    if (const SpokenLine* known = m_spoken.object(row))
        return *known;
    const ConversationWords words(*m_snapshot, *m_analysis, m_knowledge, m_session, m_cache);
    auto* line = new SpokenLine(words.speak(m_lines[static_cast<std::size_t>(row)]));
    m_spoken.insert(row, line);
    return *line;
}

Severity ConversationModel::severityAt(int row) const
{
    const ConversationLine& line = m_lines[static_cast<std::size_t>(row)];
    if (line.kind == ConversationLine::Kind::Event)
        return Severity::Warning;
    if (line.kind == ConversationLine::Kind::Transport)
        return m_snapshot->rows[line.row].severity >= Severity::Warning ? Severity::Warning : Severity::Info;
    const auto part = m_snapshot->sessionRows(m_session).subspan(line.first, line.count);
    const bool failing = m_failing != kNoRow && std::find(part.begin(), part.end(), m_failing) != part.end();
    return failing ? Severity::Error : Severity::Info;
}

QString ConversationModel::timeText(int row) const
{
    const ConversationLine& line = m_lines[static_cast<std::size_t>(row)];
    const bool wholeSeconds =
        line.kind == ConversationLine::Kind::Event && m_analysis->links[line.link].uncertainty >= kTicksPerSecond;
    if (wholeSeconds)
        return clock().whole(line.time);
    const TimePoint above = row > 0 ? m_lines[static_cast<std::size_t>(row - 1)].time : TimePoint{};
    return clock().sameMinute(above, line.time) ? clock().seconds(line.time) : clock().below(above, line.time);
}

QString ConversationModel::gapText(int row) const
{
    const ConversationLine& line = m_lines[static_cast<std::size_t>(row)];
    const bool first = row == 0;
    // The connection is measured from the attempt, everything else from the line above.
    TimePoint from = first ? m_snapshot->time(m_snapshot->sessionRows(m_session)[0])
                           : m_lines[static_cast<std::size_t>(row - 1)].time;
    if (!from.known() || !line.time.known() || (first && line.count < 2))
        return {};
    const std::int64_t gap = line.time.ticks - from.ticks;
    const std::int64_t ms = gap / kTicksPerMillisecond;
    if (gap < 0)
        return QString::fromStdString(formatDuration(gap));
    if (ms >= 1000)
        return QLatin1Char('+') + QString::fromStdString(formatDuration(gap));
    const QString number = ms == 0 ? QStringLiteral("0") : QLatin1Char('+') + QString::number(ms);
    // The first gap names its unit, the others go without.
    const bool named = first || (row == 1 && m_lines.front().count < 2);
    return named ? number + QStringLiteral(" ms") : number;
}

QString ConversationModel::text(int row, int column) const
{
    switch (column) {
    case Time:
        return timeText(row);
    case Gap:
        return gapText(row);
    case Who:
        return spoken(row).who;
    case Said:
        return spoken(row).said;
    case Means:
        return spoken(row).means;
    default:
        return {};
    }
}

QString ConversationModel::tip(int row, int column) const
{
    const ConversationLine& line = m_lines[static_cast<std::size_t>(row)];
    const bool event = line.kind == ConversationLine::Kind::Event;
    switch (column) {
    case Time:
        return clock().full(line.time) + (event && m_analysis->links[line.link].uncertainty >= kTicksPerSecond
                                              ? QStringLiteral("\nThe export has whole seconds only.")
                                              : QString());
    case Gap:
        return row == 0 ? QString() : QStringLiteral("Milliseconds since the line above, longer waits with their unit");
    case Said:
        return spoken(row).saidWhole;
    case Means:
        return spoken(row).meansWhole.isEmpty() ? spoken(row).means : spoken(row).meansWhole;
    default:
        return place(*m_snapshot, line.row);
    }
}

QString ConversationModel::rawText(int row) const
{
    const ConversationLine& line = m_lines[static_cast<std::size_t>(row)];
    if (line.kind == ConversationLine::Kind::Event)
        return spoken(row).saidWhole;
    if (line.isWoven())
        return QString::fromStdString(m_cache.at(line.row).line);
    QStringList lines;
    const auto rows = m_snapshot->sessionRows(m_session).subspan(line.first, line.count);
    for (const RowIndex part : rows)
        lines.append(QString::fromStdString(m_cache.at(part).line));
    return lines.join(QLatin1Char('\n'));
}

QString ConversationModel::asText() const
{
    constexpr int kMost = 5000;
    QStringList lines;
    for (int row = 0; row < std::min(rowCount(), kMost); ++row) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column)
            cells.append(text(row, column));
        lines.append(cells.join(QStringLiteral(" | ")));
    }
    return lines.join(QLatin1Char('\n'));
}

QVariant ConversationModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const int row = index.row(), column = index.column();
    const ConversationLine& line = m_lines[static_cast<std::size_t>(row)];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(tip(row, column));
    case SeverityRole:
        return static_cast<int>(severityAt(row));
    case RowGroundRole:
        return severityAt(row) != Severity::Info;
    case RowIndexRole:
        return line.row;
    case SessionRole:
        return m_session;
    case SpeakerRole:
        return column == Who ? static_cast<int>(spoken(row).speaker) : static_cast<int>(Speaker::None);
    case EmphasisRole:
        return column == Who || (column == Said && severityAt(row) == Severity::Error);
    case FieldValueRole:
        return column == Said && line.count == 1 ? spoken(row).said : QString();
    case TimeRole:
        return QString::fromStdString(formatIsoTime(line.time, 7));
    case RawRole:
        return rawText(row);
    default:
        return columnRole(column, role);
    }
}

} // namespace sendwright
