// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/source_view.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace sendwright {

SourceView::SourceView(Theme& theme, QWidget* parent) : DataTable(theme, parent), m_model(this)
{
    setAccessibleName(tr("Sources"));
    setModel(&m_model);
    setEmptyText(tr("Nothing opened"), tr("Drop logs or event exports here."));
    for (const int column : {SourceTableModel::FormatColumn, SourceTableModel::Zone, SourceTableModel::Note})
        setColumnHidden(column, true);
    horizontalHeader()->hide();
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QTableView::doubleClicked, this, &SourceView::problemsRequested);
}

void SourceView::show(std::shared_ptr<const Snapshot> snapshot)
{
    m_model.show(std::move(snapshot));
    fit();
}

void SourceView::fit()
{
    int widest = 0, problems = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        widest = std::max(
            widest, fontMetrics().horizontalAdvance(m_model.index(row, SourceTableModel::Entries).data().toString()));
        problems =
            std::max(problems,
                     fontMetrics().horizontalAdvance(m_model.index(row, SourceTableModel::Problems).data().toString()));
    }
    const int numbers = widest + 24;
    problems += problems > 0 ? 28 : 0;
    setColumnHidden(SourceTableModel::Problems, problems == 0);
    setColumnWidth(SourceTableModel::Entries, numbers);
    setColumnWidth(SourceTableModel::Problems, problems);
    setColumnWidth(SourceTableModel::Name, std::max(80, viewport()->width() - numbers - problems));
}

void SourceView::resizeEvent(QResizeEvent* event)
{
    DataTable::resizeEvent(event);
    fit();
}

void SourceView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT problemsRequested();
    else
        DataTable::keyPressEvent(event);
}

void SourceView::contextMenuEvent(QContextMenuEvent* event)
{
    const QModelIndex index = event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    const SourceInfo* source = m_model.sourceAt(index.row());
    if (source == nullptr)
        return;
    const QString path = QString::fromStdString(source->path);
    QMenu menu(this);
    QAction* zone = menu.addAction(tr("Set time zone…"), this, [this, path] { Q_EMIT zoneRequested(path); });
    zone->setEnabled(source->localTimes);
    zone->setToolTip(source->localTimes ? QString() : tr("This source has UTC times."));
    menu.addAction(tr("Set code page…"), this, [this, path] { Q_EMIT codePageRequested(path); })
        ->setEnabled(!source->pasted);
    menu.addAction(tr("Show problems"), this, &SourceView::problemsRequested)->setEnabled(source->problems > 0);
    menu.exec(event->globalPos());
}

} // namespace sendwright
