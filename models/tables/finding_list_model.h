// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: moc of Qt 6.4 trips over libstdc++'s <compare> when it comes before any Qt header.
#include <QAbstractListModel>

#include "analysis/finding.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"

#include <memory>

namespace sendwright {

/// Findings as cards, most likely first; below them what was ruled out. GUI thread. DisplayRole: the short title;
/// DetailRole: area, sessions, how sure; ToolTipRole: the whole sentence and its summary; IdRole: rule id, for a card
/// of what was ruled out `ruled-out/<cause>`.
class FindingListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Analysis> analysis,
              const Knowledge& knowledge);

    bool isFinding(int row) const
    {
        return row >= 0 && row < findings();
    } ///< else: ruled out. Row = index of the finding
    int findings() const { return m_analysis ? static_cast<int>(m_analysis->findings.size()) : 0; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    QVariant findingData(const Finding& finding, int role) const;
    QVariant ruledOutData(const RuledOut& ruledOut, int role) const;
    QString shortTitle(const std::string& cause, const std::string& title) const;
    QString sessionsText(const Finding& finding) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const Analysis> m_analysis;
    const Knowledge* m_knowledge = nullptr;
};

} // namespace sendwright
