// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/data_table.h"

#include <cstdint>

namespace sendwright {

/// A DataTable for any number of rows. QTableView keeps a size for every row and adds all of them up again when rows
/// come in: half a second and 400 MB at 50 million. Here all rows are equally high and a row's place is a product; the
/// scroll bar counts rows. Looks and answers like its twin, a DataTable over the same model; rows cannot be hidden or
/// moved.
class LongTable : public DataTable
{
    Q_OBJECT

public:
    LongTable(Theme& theme, QWidget* parent);

    QRect visualRect(const QModelIndex& index) const override;
    QModelIndex indexAt(const QPoint& point) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    void reset() override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    int verticalOffset() const override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    void dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight, const QList<int>& roles) override;
    void rowsInserted(const QModelIndex& parent, int first, int last) override;

private:
    int rows() const { return model() == nullptr ? 0 : model()->rowCount(rootIndex()); }
    int rowHeight() const;
    std::int64_t hiddenAbove() const;   ///< pixels
    int wholeRows() const;              ///< that fit the viewport, at least one
    int rowAtY(int y) const;            ///< -1 outside
    int yOfRow(int row) const;          ///< may lie far outside the viewport
    int step(int column, int by) const; ///< the next shown column to one side, the same when there is none
    void paintRow(QPainter& painter, QStyleOptionViewItem option, int row);
};

} // namespace sendwright
