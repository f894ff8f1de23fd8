// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/source_table_model.h"
#include "widgets/data_table.h"

namespace sendwright {

/// What was opened: name, entries, problems. A source that was not recognised stays, with the reason.
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
    void problemsRequested();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    SourceTableModel m_model;
};

} // namespace sendwright
