// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/source_view.h"

#include "tables/roles.h"
#include "widgets/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace sendwright {

namespace {

QString headingOf(const QModelIndex& index)
{
    return static_cast<const SourceTableModel*>(index.model())->headingAt(index.row());
}

} // namespace

/// Cells as everywhere, with room for a heading above the first of a group.
class GroupDelegate : public CellDelegate
{
public:
    GroupDelegate(const Theme& theme, QTableView* view) : CellDelegate(theme, view), m_theme(theme), m_view(view) {}

    int headingHeight() const { return m_view->fontMetrics().height() + 12; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QString heading = headingOf(index);
        if (heading.isEmpty())
            return CellDelegate::paint(painter, option, index);
        QStyleOptionViewItem below = option;
        below.rect.setTop(option.rect.top() + headingHeight());
        CellDelegate::paint(painter, below, index);
        QRect band = option.rect;
        band.setHeight(headingHeight());
        painter->fillRect(band, m_theme.panel());
        // The heading runs over all columns; each cell paints its part of it.
        const int indent = index.siblingAtColumn(SourceTableModel::Name).data(IndentRole).toInt() * kIndent;
        const QRect whole(0, band.top(), m_view->viewport()->width(), band.height());
        painter->save();
        painter->setClipRect(band, Qt::IntersectClip);
        paintHeading(*painter, whole.adjusted(8 + indent, 6, -8, 0), heading);
        painter->restore();
    }

private:
    void paintHeading(QPainter& painter, const QRect& room, const QString& heading) const
    {
        QFont bold = m_view->font();
        bold.setWeight(QFont::DemiBold);
        painter.save();
        painter.setFont(bold);
        painter.setPen(m_theme.text());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetrics(bold).elidedText(heading, Qt::ElideRight, room.width()));
        painter.restore();
    }

    const Theme& m_theme;
    QTableView* m_view;
};

SourceView::SourceView(Theme& theme, QWidget* parent)
    : DataTable(theme, parent), m_model(this), m_groups(new GroupDelegate(theme, this))
{
    setAccessibleName(tr("Sources"));
    setModel(&m_model);
    setItemDelegate(m_groups);
    m_groups->setRowLines(false);
    setEmptyText(tr("Nothing opened"), tr("Drop logs, event exports, or archives of them here."));
    for (const int column : {SourceTableModel::FormatColumn, SourceTableModel::Zone, SourceTableModel::Note})
        setColumnHidden(column, true);
    horizontalHeader()->hide();
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    connect(this, &QTableView::doubleClicked, this, &SourceView::askProblems);
}

void SourceView::show(std::shared_ptr<const Snapshot> snapshot)
{
    m_model.show(std::move(snapshot));
    fit();
    spaceGroups();
}

void SourceView::askProblems(const QModelIndex& index)
{
    const SourceInfo* source = m_model.sourceAt(index.row());
    Q_EMIT problemsRequested(source != nullptr ? QString::fromStdString(source->path) : QString());
}

void SourceView::spaceGroups()
{
    m_groups->refreshFonts();
    QHeaderView* rows = verticalHeader();
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const int extra = headingOf(m_model.index(row, 0)).isEmpty() ? 0 : m_groups->headingHeight();
        rows->resizeSection(row, rows->defaultSectionSize() + extra);
    }
}

void SourceView::changeEvent(QEvent* event)
{
    DataTable::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        spaceGroups();
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
        askProblems(currentIndex());
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
        ->setEnabled(!source->pasted && source->format != Format::Archive);
    QAction* deleted = menu.addAction(tr("Look for deleted records"));
    deleted->setCheckable(true);
    deleted->setChecked(source->recoverDeleted);
    deleted->setEnabled(source->format == Format::Evtx);
    connect(deleted, &QAction::triggered, this, [this, path](bool on) { Q_EMIT recoverRequested(path, on); });
    menu.addAction(tr("Show problems"), this, [this, index] { askProblems(index); })->setEnabled(source->problems > 0);
    menu.exec(event->globalPos());
}

} // namespace sendwright
