// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/finding_list_model.h"

#include "tables/display.h"
#include "tables/roles.h"

namespace sendwright {

void FindingListModel::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Analysis> analysis,
                            const Knowledge& knowledge)
{
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_analysis = std::move(analysis);
    m_knowledge = &knowledge;
    endResetModel();
}

int FindingListModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || !m_analysis)
        return 0;
    return static_cast<int>(m_analysis->findings.size() + m_analysis->ruledOut.size());
}

QVariant FindingListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (isFinding(index.row()))
        return findingData(m_analysis->findings[static_cast<std::size_t>(index.row())], role);
    return ruledOutData(m_analysis->ruledOut[static_cast<std::size_t>(index.row() - findings())], role);
}

QString FindingListModel::shortTitle(const std::string& slug, const std::string& title) const
{
    const Cause* cause = m_knowledge->cause(slug);
    return QString::fromStdString(cause != nullptr && !cause->shortTitle.empty() ? cause->shortTitle : title);
}

QString FindingListModel::sessionsText(const Finding& finding) const
{
    if (finding.sessions.empty())
        return finding.eventRows.empty() ? QStringLiteral("no session")
                                         : counted(finding.eventRows.size(), "event", "events");
    const bool all = finding.sessions.size() > 1 && finding.sessions.size() == m_snapshot->sessions().size();
    return all ? QStringLiteral("all sessions") : counted(finding.sessions.size(), "session", "sessions");
}

QVariant FindingListModel::findingData(const Finding& finding, int role) const
{
    const QString title = shortTitle(finding.cause, finding.title);
    const QString sure = QString::fromUtf8(sureness(finding.confidence)).toLower();
    QString detail =
        QStringList{QString::fromUtf8(name(finding.area)), sessionsText(finding), sure}.join(QStringLiteral(" · "));
    if (finding.recovery.state == Recovery::State::Mended)
        detail += QStringLiteral("\nMended: not seen since ") +
                  QString::fromStdString(formatPlainTime(finding.recovery.lastFailure)) + QStringLiteral("; ") +
                  counted(finding.recovery.deliveredCount, "session", "sessions") + QStringLiteral(" delivered since");
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case DetailRole:
        return detail;
    case Qt::AccessibleTextRole:
        return title + QStringLiteral(", ") + detail;
    case Qt::AccessibleDescriptionRole:
        return QString::fromStdString(finding.summary);
    case Qt::ToolTipRole:
        return toolTip(QString::fromStdString(finding.title) + QLatin1Char('\n') +
                       QString::fromStdString(finding.summary) + QLatin1Char('\n') +
                       QStringLiteral("%1 % sure").arg(qRound(finding.confidence * 100)));
    case SeverityRole:
        return static_cast<int>(finding.severity);
    case SessionRole:
        return finding.sessions.empty() ? kNoSession : finding.sessions.front();
    case RowIndexRole:
        return finding.evidence.empty() ? kNoRow : finding.evidence.front().row;
    case EmphasisRole:
        return true;
    case IdRole:
        return QString::fromStdString(finding.rule);
    default:
        return {};
    }
}

QVariant FindingListModel::ruledOutData(const RuledOut& ruledOut, int role) const
{
    const QString title = QStringLiteral("Ruled out: ") + QString::fromStdString(ruledOut.title);
    const QString why = QString::fromStdString(ruledOut.why);
    switch (role) {
    case Qt::DisplayRole:
        return title;
    case DetailRole:
        return why;
    case Qt::AccessibleTextRole:
        return title + QStringLiteral(", ") + why;
    case Qt::ToolTipRole:
        return toolTip(title + QLatin1Char('\n') + why);
    case SeverityRole:
        return static_cast<int>(Severity::Good);
    case SessionRole:
        return kNoSession;
    case RowIndexRole:
        return ruledOut.evidence.empty() ? kNoRow : ruledOut.evidence.front().row;
    case EmphasisRole:
        return true;
    case IdRole:
        return QStringLiteral("ruled-out/") + QString::fromStdString(ruledOut.cause);
    default:
        return {};
    }
}

} // namespace sendwright
