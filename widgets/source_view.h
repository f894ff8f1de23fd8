// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/source_table_model.h"
#include "widgets/data_table.h"

namespace sendwright {

class GroupDelegate;

/// What was opened, under the server it came from: name, entries, problems. A source that was not recognised stays,
/// with the reason. A heading is part of the first row of its group, so that arrow keys never stop at one.
class SourceView : public DataTable
{
    Q_OBJECT

public:
    SourceView(Theme& theme, QWidget* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot);
    using QWidget::show;
    SourceTableModel& sources() { return m_model; }

Q_SIGNALS:
    void zoneRequested(const QString& path);
    void codePageRequested(const QString& path);
    void recoverRequested(const QString& path, bool on); ///< look for deleted records of an event log
    void problemsRequested(const QString& path);         ///< empty: of all sources

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void askProblems(const QModelIndex& index);
    void fit();
    void spaceGroups();

    SourceTableModel m_model;
    GroupDelegate* m_groups;
};

} // namespace sendwright
