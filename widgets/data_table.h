// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: moc of Qt 6.4 trips over libstdc++'s <compare> when it comes before any Qt header.
#include <QTableView>

#include "core/ids.h"
#include "widgets/table_style.h"

class QMenu;

namespace sendwright {

/// A flat table of evidence as all our lists use it: no grid, whole rows, columns that can be hidden, copying with
/// headers, a menu on every cell, and a sentence when there is nothing to show. Columns are remembered by the caller
/// through saveState and restoreState. Selecting follows and tells through the two hooks below.
class DataTable : public QTableView
{
    Q_OBJECT

public:
    DataTable(Theme& theme, QWidget* parent);

    void setModel(QAbstractItemModel* model) override;
    void keyboardSearch(const QString& typed) override;          ///< only in tables that are gone through at once
    void setEmptyText(const QString& title, const QString& how); ///< what is missing, and what would fill it
    void setRowHeight(int atLeast, int padding);                 ///< pixels; grows with the font
    void setColumnWidths(const QList<int>& characters);          ///< widths to begin with, in average characters
    void setColumnOrder(const QList<int>& columns);              ///< from left to right; the others follow as they are
    CellDelegate& cells() { return *m_delegate; }

    QByteArray saveState() const;
    bool restoreState(const QByteArray& state);

    /// The menu of a cell; the caller deletes it. Public, so that it can be shown for a cell by other means too.
    QMenu* cellMenu(const QModelIndex& index);
    /// Goes to a row: selected, in sight, without taking the focus. -1: nothing is selected.
    void goToRow(int row);

public Q_SLOTS:
    void copyRows(); ///< selected rows as text and HTML, with headers
    void copyRaw();  ///< the evidence behind the selected rows

Q_SIGNALS:
    void filterTermRequested(const QString& term); ///< to add to the filter: `tls:failed`, `-connector:"Internet"`
    void explainRequested(sendwright::RowIndex row);
    void rowChosen(int row);           ///< a person moved the selection here
    void noticed(const QString& what); ///< a sentence the person should see

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void lookAgain(); ///< fonts or colours have changed

private:
    void setUpHeaders();
    void tell();
    void addFilterActions(QMenu& menu, const QModelIndex& index);
    void addTimeActions(QMenu& menu, const QModelIndex& index);
    void addColumnActions(QMenu& menu);
    QList<int> selectedRowNumbers(qsizetype most) const;
    qsizetype selectedRowCount() const;
    void tellCopied(qsizetype copied, qsizetype leftOut);
    QList<int> shownColumns() const;

    Theme& m_theme;
    CellDelegate* m_delegate;
    QString m_emptyTitle, m_emptyHow;
    int m_leastHeight = 24, m_padding = 8;
    bool m_going = false; ///< the selection is being moved by us, not by a person
};

/// A filter term; empty when there is nothing to filter by. Quotes cannot be part of a value: it ends before them.
QString filterTerm(const QString& field, const QString& value, bool exclude);

} // namespace sendwright
