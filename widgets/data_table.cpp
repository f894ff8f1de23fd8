// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data_table.h"

#include "tables/roles.h"
#include "widgets/copy_table.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace sendwright {

namespace {

constexpr int kCellSide = 8; ///< left and right of a cell, as CellDelegate has it

/// Does not look at what is selected: to know whether a column is, Qt asks every row, for each painting of the header.
class ColumnHeader : public QHeaderView
{
public:
    explicit ColumnHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) { setSectionsClickable(true); }
    void setSelectionModel(QItemSelectionModel* selection) override
    {
        if (selection->parent() == this) // its own, always empty
            QHeaderView::setSelectionModel(selection);
    }
};

} // namespace

QString filterTerm(const QString& field, const QString& value, bool exclude)
{
    constexpr int kLongest = 120;
    const QString usable = value.section(QLatin1Char('"'), 0, 0).left(kLongest).trimmed();
    if (field.isEmpty() || usable.isEmpty())
        return {};
    const bool plain = std::all_of(usable.begin(), usable.end(), [](QChar c) { return !c.isSpace(); });
    const QString quoted = plain ? usable : QLatin1Char('"') + usable + QLatin1Char('"');
    return (exclude ? QStringLiteral("-") : QString()) + field + QLatin1Char(':') + quoted;
}

DataTable::DataTable(Theme& theme, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_delegate(new CellDelegate(theme, this))
{
    setItemDelegate(m_delegate);
    setHorizontalHeader(new ColumnHeader(this));
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false); // Tab goes on to the next control, as everywhere else
    setCornerButtonEnabled(false);
    setCornerWidget(new QWidget(this)); // else a style draws a box there
    setUpHeaders();
    connect(&theme, &Theme::changed, this, &DataTable::lookAgain);
}

void DataTable::setUpHeaders()
{
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // any other mode asks every row for its height
    QHeaderView* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    header->setSectionsMovable(true);
    header->setMinimumSectionSize(32);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) {
        QMenu menu(this);
        addColumnActions(menu);
        menu.exec(header->mapToGlobal(at));
    });
    lookAgain();
}

void DataTable::lookAgain()
{
    m_delegate->refreshFonts();
    const int text = std::max(QFontMetrics(Theme::monospace()).height(), fontMetrics().height());
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(std::max(m_leastHeight, text + m_padding));
    viewport()->update();
}

void DataTable::setRowHeight(int atLeast, int padding)
{
    m_leastHeight = atLeast;
    m_padding = padding;
    lookAgain();
}

void DataTable::setColumnWidths(const QList<int>& characters)
{
    const int one = std::max(fontMetrics().averageCharWidth(), fontMetrics().horizontalAdvance(QLatin1Char('0')));
    for (int column = 0; column < characters.size(); ++column)
        setColumnWidth(column, characters.at(column) * one + 2 * kCellSide);
}

void DataTable::setColumnOrder(const QList<int>& columns)
{
    for (int place = 0; place < columns.size(); ++place)
        horizontalHeader()->moveSection(horizontalHeader()->visualIndex(columns.at(place)), place);
}

void DataTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DataTable::tell);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &DataTable::tell);
    // The sentence of an empty view covers all of it.
    const auto repaint = [this] { viewport()->update(); };
    connect(model, &QAbstractItemModel::rowsInserted, this, repaint);
    connect(model, &QAbstractItemModel::modelReset, this, repaint);
}

void DataTable::setEmptyText(const QString& title, const QString& how)
{
    m_emptyTitle = title;
    m_emptyHow = how;
    setAccessibleDescription(title + QLatin1Char(' ') + how);
    viewport()->update();
}

QByteArray DataTable::saveState() const
{
    return horizontalHeader()->saveState();
}

bool DataTable::restoreState(const QByteArray& state)
{
    return !state.isEmpty() && horizontalHeader()->restoreState(state);
}

void DataTable::tell()
{
    const QModelIndex current = currentIndex();
    // Taking the focus makes a row current without selecting it; that is nobody's choice.
    if (!m_going && current.isValid() && selectionModel()->isRowSelected(current.row()))
        Q_EMIT rowChosen(current.row());
}

void DataTable::goToRow(int row)
{
    const QScopedValueRollback<bool> going(m_going, true);
    if (row < 0 || row >= model()->rowCount()) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    if (currentIndex().row() == row && selectionModel()->isRowSelected(row))
        return; // keeps what else a person selected
    const int column = std::max(0, currentIndex().column());
    const QModelIndex index = model()->index(row, isColumnHidden(column) ? shownColumns().value(0) : column);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const int across = horizontalScrollBar()->value();
    const QRect place = visualRect(index);
    if (place.top() < 0 || place.bottom() >= viewport()->height())
        scrollTo(index, PositionAtCenter); // not at an edge, where a panel that shrinks would cut it
    horizontalScrollBar()->setValue(across);
}

/// A current row that was in sight stays in sight when the panel shrinks.
void DataTable::resizeEvent(QResizeEvent* event)
{
    const QRect place = visualRect(currentIndex());
    const bool seen = currentIndex().isValid() && place.bottom() >= 0 && place.top() < event->oldSize().height();
    QTableView::resizeEvent(event);
    if (!seen || visualRect(currentIndex()).bottom() < viewport()->height())
        return;
    const int across = horizontalScrollBar()->value();
    scrollTo(currentIndex(), EnsureVisible);
    horizontalScrollBar()->setValue(across);
}

/// The first selected rows, in their order. Asks the ranges, never row by row: everything may be selected.
QList<int> DataTable::selectedRowNumbers(qsizetype most) const
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    if (ranges.empty() && currentIndex().isValid())
        ranges.emplace_back(currentIndex().row(), currentIndex().row());
    std::sort(ranges.begin(), ranges.end());
    QList<int> rows;
    for (const auto& [top, bottom] : ranges)
        for (int row = std::max(top, rows.isEmpty() ? 0 : rows.last() + 1); row <= bottom && rows.size() < most; ++row)
            rows.append(row);
    return rows;
}

qsizetype DataTable::selectedRowCount() const
{
    std::vector<std::pair<int, int>> ranges;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    qsizetype count = 0;
    int next = 0;
    for (const auto& [top, bottom] : ranges) {
        count += std::max(0, bottom + 1 - std::max(top, next));
        next = std::max(next, bottom + 1);
    }
    return count;
}

QList<int> DataTable::shownColumns() const
{
    QList<int> columns;
    for (int place = 0; place < horizontalHeader()->count(); ++place)
        if (const int column = horizontalHeader()->logicalIndex(place); !isColumnHidden(column))
            columns.append(column);
    return columns;
}

void DataTable::copyRows()
{
    const QList<int> rows = selectedRowNumbers(kMostCopiedRows);
    if (rows.isEmpty())
        return;
    const qsizetype leftOut = std::max<qsizetype>(0, selectedRowCount() - rows.size());
    QApplication::clipboard()->setMimeData(copyTable(*model(), rows, shownColumns(), leftOut).release());
    tellCopied(rows.size(), leftOut);
}

void DataTable::copyRaw()
{
    const QList<int> rows = selectedRowNumbers(kMostCopiedRows);
    if (rows.isEmpty())
        return;
    const qsizetype leftOut = std::max<qsizetype>(0, selectedRowCount() - rows.size());
    QApplication::clipboard()->setText(rawRows(*model(), rows, leftOut));
    tellCopied(rows.size(), leftOut);
}

void DataTable::tellCopied(qsizetype copied, qsizetype leftOut)
{
    if (leftOut > 0)
        Q_EMIT noticed(
            tr("The first %1 of the selected rows were copied; %2 more were left out. Filter for fewer, or list all "
               "entries with: sendwright-cli entries --format csv")
                .arg(QLocale(QLocale::English).toString(copied), QLocale(QLocale::English).toString(leftOut)));
}

void DataTable::keyboardSearch(const QString& typed)
{
    constexpr int kAtOnce = 5000;
    if (model() != nullptr && model()->rowCount() <= kAtOnce)
        QTableView::keyboardSearch(typed);
}

bool DataTable::event(QEvent* event)
{
    // Keeps a menu's Ctrl+C from answering for us.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->keyCombination() == (Qt::CTRL | Qt::SHIFT | Qt::Key_C)) {
            event->accept();
            return true;
        }
    }
    return QTableView::event(event);
}

void DataTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        lookAgain();
}

void DataTable::keyPressEvent(QKeyEvent* event)
{
    if (event->keyCombination() == (Qt::CTRL | Qt::SHIFT | Qt::Key_C))
        return copyRaw();
    if (event->matches(QKeySequence::Copy))
        return copyRows();
    QTableView::keyPressEvent(event);
}

void DataTable::contextMenuEvent(QContextMenuEvent* event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(viewport()->mapFromGlobal(event->globalPos()));
    const std::unique_ptr<QMenu> menu(cellMenu(index));
    const QPoint at =
        byKey && index.isValid() ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos();
    menu->exec(at);
}

QMenu* DataTable::cellMenu(const QModelIndex& index)
{
    auto* menu = new QMenu(this);
    if (index.isValid()) {
        addFilterActions(*menu, index);
        addTimeActions(*menu, index);
        menu->addSeparator();
        menu->addAction(tr("Copy"), this, &DataTable::copyRows)->setShortcut(QKeySequence::Copy);
        menu->addAction(tr("Copy raw"), this, &DataTable::copyRaw)
            ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
        menu->addSeparator();
        const RowIndex row = index.data(RowIndexRole).toUInt();
        QAction* explain = menu->addAction(tr("Explain"), this, [this, row] { Q_EMIT explainRequested(row); });
        explain->setEnabled(index.data(RowIndexRole).isValid() && row != kNoRow);
        menu->addSeparator();
    }
    addColumnActions(*menu->addMenu(tr("Columns")));
    return menu;
}

void DataTable::addFilterActions(QMenu& menu, const QModelIndex& index)
{
    const QString field = index.data(FieldRole).toString(), value = index.data(FieldValueRole).toString();
    const auto add = [&](const QString& text, bool exclude) {
        const QString term = filterTerm(field, value, exclude);
        QAction* action = menu.addAction(text, this, [this, term] { Q_EMIT filterTermRequested(term); });
        action->setEnabled(!term.isEmpty());
    };
    add(tr("Show only this"), false);
    add(tr("Hide this"), true);
}

void DataTable::addTimeActions(QMenu& menu, const QModelIndex& index)
{
    QString time = index.data(TimeRole).toString();
    time.replace(QStringLiteral("0000Z"), QStringLiteral("Z")); // whole milliseconds read better
    const auto add = [&](const QString& text, const char* field) {
        const QString term = filterTerm(QLatin1String(field), time, false);
        QAction* action = menu.addAction(text, this, [this, term] { Q_EMIT filterTermRequested(term); });
        action->setEnabled(!term.isEmpty());
    };
    add(tr("Before"), "before");
    add(tr("After"), "after");
}

void DataTable::addColumnActions(QMenu& menu)
{
    const QList<int> visible = shownColumns();
    for (int place = 0; place < horizontalHeader()->count(); ++place) {
        const int column = horizontalHeader()->logicalIndex(place);
        const QString title = model()->headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
        QAction* action = menu.addAction(title);
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(visible != QList<int>{column}); // one has to stay
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
}

void DataTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (model() == nullptr || model()->rowCount() > 0 || m_emptyTitle.isEmpty())
        return;
    QPainter painter(viewport());
    const QRect room = viewport()->rect().adjusted(24, 8, -24, -8);
    const QString text = m_emptyTitle + QLatin1Char('\n') + m_emptyHow;
    const QRect needed = painter.boundingRect(room, Qt::AlignCenter | Qt::TextWordWrap, text);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(m_theme.text());
    QRect used;
    painter.drawText(QRect(room.left(), needed.top(), room.width(), room.bottom() - needed.top()),
                     Qt::AlignHCenter | Qt::TextWordWrap, m_emptyTitle, &used);
    painter.setFont(font());
    painter.setPen(m_theme.dim());
    painter.drawText(QRect(room.left(), used.bottom() + 5, room.width(), room.bottom() - used.bottom()),
                     Qt::AlignHCenter | Qt::TextWordWrap, m_emptyHow);
}

} // namespace sendwright
