// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/long_table.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace sendwright {

namespace {

/// Stands where QTableView wants a header for rows, and knows of none.
class NoRows : public QHeaderView
{
public:
    explicit NoRows(QWidget* parent) : QHeaderView(Qt::Vertical, parent)
    {
        QHeaderView::setModel(new QStandardItemModel(this));
    }
    void setModel(QAbstractItemModel*) override {}
    void setSelectionModel(QItemSelectionModel* selection) override
    {
        if (selection->model() == model())
            QHeaderView::setSelectionModel(selection);
    }
};

} // namespace

LongTable::LongTable(Theme& theme, QWidget* parent) : DataTable(theme, parent)
{
    setVerticalHeader(new NoRows(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setVerticalScrollMode(ScrollPerItem);
    lookAgain();
}

int LongTable::rowHeight() const
{
    return std::max(1, verticalHeader()->defaultSectionSize());
}

std::int64_t LongTable::hiddenAbove() const
{
    const QScrollBar* bar = verticalScrollBar();
    const std::int64_t height = rowHeight();
    // At the end of the table the last row is whole, and the first one in sight may not be.
    if (bar->maximum() > 0 && bar->value() == bar->maximum())
        return rows() * height - viewport()->height();
    return bar->value() * height;
}

int LongTable::wholeRows() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

int LongTable::rowAtY(int y) const
{
    const std::int64_t place = hiddenAbove() + y;
    return place >= 0 && place < std::int64_t(rows()) * rowHeight() ? static_cast<int>(place / rowHeight()) : -1;
}

int LongTable::yOfRow(int row) const
{
    constexpr std::int64_t kFar = std::numeric_limits<int>::max() / 2;
    return static_cast<int>(std::clamp(std::int64_t(row) * rowHeight() - hiddenAbove(), -kFar, kFar));
}

/// Only differences of it are of use, and those of what lies far apart of none.
int LongTable::verticalOffset() const
{
    return static_cast<int>(hiddenAbove() & std::numeric_limits<int>::max());
}

QRect LongTable::visualRect(const QModelIndex& index) const
{
    if (!index.isValid() || index.model() != model() || isColumnHidden(index.column()))
        return {};
    return QRect(columnViewportPosition(index.column()), yOfRow(index.row()), columnWidth(index.column()), rowHeight());
}

QModelIndex LongTable::indexAt(const QPoint& point) const
{
    const int row = rowAtY(point.y()), column = columnAt(point.x());
    return row >= 0 && column >= 0 ? model()->index(row, column, rootIndex()) : QModelIndex();
}

bool LongTable::isIndexHidden(const QModelIndex& index) const
{
    return isColumnHidden(index.column());
}

void LongTable::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid() || isColumnHidden(index.column()))
        return;
    const int row = index.row(), page = wholeRows();
    int first = verticalScrollBar()->value();
    if (hint == PositionAtTop)
        first = row;
    else if (hint == PositionAtCenter)
        first = row - std::max(0, viewport()->height() / 2 / rowHeight() - 1); // as QTableView counts
    else if (hint == PositionAtBottom || yOfRow(row) + rowHeight() > viewport()->height())
        first = row - page + 1;
    else if (yOfRow(row) < 0)
        first = row;
    verticalScrollBar()->setValue(first);
    const int left = columnViewportPosition(index.column()), width = columnWidth(index.column());
    QScrollBar* across = horizontalScrollBar();
    if (left < 0 || width > viewport()->width())
        across->setValue(across->value() + left);
    else if (left + width > viewport()->width())
        across->setValue(across->value() + left + width - viewport()->width());
}

void LongTable::updateGeometries()
{
    QScrollBar* bar = verticalScrollBar();
    const int first = bar->value();
    {
        const QSignalBlocker quiet(bar); // for QTableView there are no rows
        DataTable::updateGeometries();
    }
    bar->setRange(0, std::max(0, rows() - wholeRows()));
    bar->setPageStep(wholeRows());
    bar->setSingleStep(1);
    bar->setValue(first);
}

void LongTable::scrollContentsBy(int dx, int dy)
{
    if (dx != 0)
        DataTable::scrollContentsBy(dx, 0);
    if (dy != 0)
        viewport()->update();
}

void LongTable::reset()
{
    DataTable::reset();
    updateGeometries();
}

void LongTable::rowsInserted(const QModelIndex& parent, int first, int last)
{
    DataTable::rowsInserted(parent, first, last);
    updateGeometries();
    if (yOfRow(first) <= viewport()->height())
        viewport()->update();
}

void LongTable::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles)
{
    DataTable::dataChanged(topLeft, bottomRight, roles);
    if (yOfRow(topLeft.row()) <= viewport()->height() && yOfRow(bottomRight.row()) + rowHeight() > 0)
        viewport()->update();
}

int LongTable::step(int column, int by) const
{
    const QHeaderView* header = horizontalHeader();
    for (int place = header->visualIndex(column) + by; place >= 0 && place < header->count(); place += by)
        if (!header->isSectionHidden(header->logicalIndex(place)))
            return header->logicalIndex(place);
    return column;
}

QModelIndex LongTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (rows() == 0)
        return {};
    const QHeaderView* header = horizontalHeader();
    const bool far = (modifiers & Qt::ControlModifier) != 0;
    const int last = rows() - 1, page = wholeRows();
    if (!currentIndex().isValid()) {
        const int left = header->logicalIndex(0);
        return model()->index(0, header->isSectionHidden(left) ? step(left, 1) : left, rootIndex());
    }
    int row = currentIndex().row(), column = currentIndex().column();
    const auto toEnd = [&](int by) {
        for (int next = step(column, by); next != column; next = step(column, by))
            column = next;
    };
    switch (action) {
    case MoveUp:
        row = row - 1;
        break;
    case MoveDown:
        row = row + 1;
        break;
    case MoveLeft:
    case MovePrevious:
        column = step(column, -1);
        break;
    case MoveRight:
    case MoveNext:
        column = step(column, 1);
        break;
    case MoveHome:
        row = far ? 0 : row;
        toEnd(-1);
        break;
    case MoveEnd:
        row = far ? last : row;
        toEnd(1);
        break;
    case MovePageUp:
        row = row - page;
        break;
    case MovePageDown:
        row = row > last - page ? last : row + page;
        break;
    }
    return model()->index(std::clamp(row, 0, last), column, rootIndex());
}

void LongTable::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    const QModelIndex from = indexAt(rect.topLeft()), to = indexAt(rect.bottomRight());
    if (selectionModel() != nullptr && from.isValid() && to.isValid())
        selectionModel()->select(QItemSelection(from, to), command);
}

QRegion LongTable::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    const int first = std::max(0, rowAtY(0)), last = first + wholeRows() + 1;
    for (const QItemSelectionRange& range : selection) {
        if (range.bottom() < first || range.top() > last)
            continue;
        const int top = yOfRow(std::max(range.top(), first)), bottom = yOfRow(std::min(range.bottom(), last));
        region += QRect(0, top, viewport()->width(), bottom - top + rowHeight());
    }
    return region;
}

void LongTable::paintRow(QPainter& painter, QStyleOptionViewItem option, int row)
{
    const QHeaderView* header = horizontalHeader();
    const int right = viewport()->width(), top = yOfRow(row), height = rowHeight();
    const QStyle::State state = option.state;
    const QModelIndex current = hasFocus() ? currentIndex() : QModelIndex();
    for (int place = std::max(0, header->visualIndexAt(0)); place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        const int left = header->sectionViewportPosition(column), width = header->sectionSize(column);
        if (left >= right)
            break;
        if (width == 0 || header->isSectionHidden(column))
            continue;
        const QModelIndex index = model()->index(row, column, rootIndex());
        option.rect = QRect(left, top, width, height);
        option.state = state;
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_HasFocus, index == current);
        itemDelegate()->paint(&painter, option, index);
    }
}

void LongTable::paintEvent(QPaintEvent* event)
{
    if (rows() == 0 || selectionModel() == nullptr)
        return DataTable::paintEvent(event);
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int first = rowAtY(event->rect().top());
    const int last = rowAtY(event->rect().bottom());
    for (int row = first; row >= 0 && row <= (last < 0 ? rows() - 1 : last); ++row)
        paintRow(painter, option, row);
}

} // namespace sendwright
