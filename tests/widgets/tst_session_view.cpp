// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/batch_builder.h"
#include "tables/roles.h"
#include "tables/session_table_model.h"
#include "tables/view_state.h"
#include "widgets/session_view.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of SessionView (and of every table like it): it follows the selection without taking the focus, tells what a
// person chose, copies with headers, offers filters for a cell, remembers its columns, and says what would fill it.
class TestSessionView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsWithoutTheFocus();
    void tellsWhatAPersonChose();
    void focusAloneChoosesNothing();
    void keepsTheChoiceWhileLoading();
    void copiesWithHeaders();
    void offersFiltersForACell();
    void columnsAreRemembered();
    void termsAreSafe_data();
    void termsAreSafe();
    void paintsInBothThemes_data();
    void paintsInBothThemes();
    void isNamed();
};

namespace {

struct Window
{
    QWidget widget;
    Theme theme;
    ViewState state;
    QLineEdit edit{&widget};
    SessionView view{theme, state, &widget};
    BatchBuilder builder;

    Window()
    {
        view.setGeometry(0, 40, 900, 200);
        widget.resize(900, 240);
        for (const char* id : {"A", "B", "C"})
            builder.session(id, {plus(), reply(220), minus()});
        view.model()->show(builder.publish());
    }
    void open()
    {
        widget.show();
        QVERIFY(QTest::qWaitForWindowActive(&widget));
        edit.setFocus();
    }
    QAction* action(QMenu& menu, const QString& text)
    {
        for (QAction* action : menu.actions())
            if (action->text() == text)
                return action;
        return nullptr;
    }
};

} // namespace

void TestSessionView::followsWithoutTheFocus()
{
    Window window;
    window.open();
    window.state.selectSession(2);
    QCOMPARE(window.view.currentIndex().row(), 2);
    QVERIFY(window.view.selectionModel()->isRowSelected(2));
    QVERIFY(window.edit.hasFocus());
    window.state.selectSession(kNoSession);
    QVERIFY(!window.view.selectionModel()->hasSelection());
}

void TestSessionView::tellsWhatAPersonChose()
{
    Window window;
    window.open();
    const QRect row = window.view.visualRect(window.view.model()->index(1, SessionTableModel::Connector));
    QTest::mouseClick(window.view.viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(window.state.session(), SessionIndex{1});
    QTest::keyClick(&window.view, Qt::Key_Down);
    QCOMPARE(window.state.session(), SessionIndex{2});
    window.state.back();
    QCOMPARE(window.view.currentIndex().row(), 1);
}

void TestSessionView::focusAloneChoosesNothing()
{
    Window window;
    window.open();
    window.view.setFocus();
    QVERIFY(window.view.hasFocus());
    QCOMPARE(window.state.session(), kNoSession);
    // The first arrow key begins at the top.
    QTest::keyClick(&window.view, Qt::Key_Down);
    QCOMPARE(window.state.session(), SessionIndex{0});
}

void TestSessionView::keepsTheChoiceWhileLoading()
{
    Window window;
    window.state.selectSession(1);
    QSignalSpy spy(&window.state, &ViewState::sessionChanged);
    window.builder.session("D", {plus(), minus()});
    const auto snapshot = window.builder.publish();
    window.view.model()->apply(snapshot, nullptr, snapshot->sincePrevious);
    QCOMPARE(window.view.model()->rowCount(), 4);
    QCOMPARE(window.view.currentIndex().row(), 1);
    window.view.model()->show(snapshot); // a reset
    QCOMPARE(window.view.currentIndex().row(), 1);
    QCOMPARE(spy.count(), 0);
}

void TestSessionView::copiesWithHeaders()
{
    Window window;
    window.open();
    window.state.selectSession(1);
    window.view.setFocus();
    for (int column = 0; column < SessionTableModel::ColumnCount; ++column)
        window.view.setColumnHidden(column, column != SessionTableModel::Connector && column != SessionTableModel::Id);
    QTest::keyClick(&window.view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("Connector\tSession\nInternet\tB\n"));
    QVERIFY(QApplication::clipboard()->mimeData()->html().contains(QStringLiteral("<td>Internet</td><td>B</td>")));
    QTest::keyClick(&window.view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("B\n"));
}

void TestSessionView::offersFiltersForACell()
{
    Window window;
    QSignalSpy terms(&window.view, &DataTable::filterTermRequested),
        explains(&window.view, &DataTable::explainRequested);
    const std::unique_ptr<QMenu> menu(
        window.view.cellMenu(window.view.model()->index(0, SessionTableModel::Connector)));
    window.action(*menu, QStringLiteral("Show only this"))->trigger();
    window.action(*menu, QStringLiteral("Hide this"))->trigger();
    window.action(*menu, QStringLiteral("After"))->trigger();
    window.action(*menu, QStringLiteral("Explain"))->trigger();
    QCOMPARE(terms.at(0).at(0).toString(), QStringLiteral("connector:Internet"));
    QCOMPARE(terms.at(1).at(0).toString(), QStringLiteral("-connector:Internet"));
    QCOMPARE(terms.at(2).at(0).toString(), QStringLiteral("after:2023-11-14T22:13:20.000Z"));
    QCOMPARE(explains.at(0).at(0).value<RowIndex>(),
             window.view.model()->index(0, 0).data(RowIndexRole).value<RowIndex>());
    const std::unique_ptr<QMenu> other(
        window.view.cellMenu(window.view.model()->index(0, SessionTableModel::Duration)));
    QVERIFY(!window.action(*other, QStringLiteral("Show only this"))->isEnabled());
}

void TestSessionView::columnsAreRemembered()
{
    Window window;
    window.view.setColumnHidden(SessionTableModel::Server, true);
    window.view.setColumnWidth(SessionTableModel::Peer, 321);
    const QByteArray state = window.view.saveState();
    Window other;
    QVERIFY(other.view.restoreState(state));
    QVERIFY(other.view.isColumnHidden(SessionTableModel::Server));
    QCOMPARE(other.view.columnWidth(SessionTableModel::Peer), 321);
    QVERIFY(!other.view.restoreState(QByteArray("rubbish")));
    // The menu shows and hides; the last column cannot be hidden.
    const std::unique_ptr<QMenu> menu(other.view.cellMenu(other.view.model()->index(0, 0)));
    const QList<QAction*> columns = window.action(*menu, QStringLiteral("Columns"))->menu()->actions();
    QCOMPARE(columns.size(), int(SessionTableModel::ColumnCount));
    QCOMPARE(columns.at(0)->text(), QStringLiteral("State"));
    columns.at(0)->setChecked(false);
    QVERIFY(other.view.isColumnHidden(SessionTableModel::State));
}

void TestSessionView::termsAreSafe_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("word") << QStringLiteral("tls") << QStringLiteral("failed") << QStringLiteral("tls:failed");
    QTest::newRow("blanks") << QStringLiteral("connector") << QStringLiteral("To the net")
                            << QStringLiteral("connector:\"To the net\"");
    QTest::newRow("quote inside") << QStringLiteral("text") << QStringLiteral("550 \"no\" -x")
                                  << QStringLiteral("text:550");
    QTest::newRow("no field") << QString() << QStringLiteral("x") << QString();
    QTest::newRow("no value") << QStringLiteral("peer") << QStringLiteral("  ") << QString();
    QTest::newRow("long") << QStringLiteral("text") << QString(5000, QLatin1Char('x'))
                          << QStringLiteral("text:") + QString(120, QLatin1Char('x'));
}

void TestSessionView::termsAreSafe()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QTEST(filterTerm(field, value, false), "expected");
}

void TestSessionView::paintsInBothThemes_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestSessionView::paintsInBothThemes()
{
    QFETCH(bool, dark);
    Window window;
    window.theme.setChoice(dark ? Theme::Choice::Dark : Theme::Choice::Light);
    window.state.selectSession(1);
    const QImage image = window.view.viewport()->grab().toImage();
    const auto colorAt = [&](int row) {
        const QRect cell = window.view.visualRect(window.view.model()->index(row, SessionTableModel::Start));
        return image.pixelColor((cell.topRight() + QPoint(-3, 3)) * image.devicePixelRatio());
    };
    QCOMPARE(colorAt(0).name(), window.theme.panel().name());
    QCOMPARE(colorAt(1).name(), window.theme.selection().name());
    for (const QColor& ground :
         {window.theme.panel(), window.theme.selection(), window.theme.badGround(), window.theme.warnGround()})
        for (const QColor& color :
             {window.theme.dim(), peerColor(window.theme), window.theme.accent(), window.theme.bad()})
            QVERIFY(Theme::contrast(legible(color, ground, window.theme), ground) >= 4.5);
}

void TestSessionView::isNamed()
{
    Window window;
    QCOMPARE(window.view.accessibleName(), QStringLiteral("Sessions"));
    QVERIFY(window.view.accessibleDescription().contains(QStringLiteral("protocol logs")));
    window.view.model()->show(std::make_shared<Snapshot>());
    QVERIFY(!window.view.viewport()->grab().isNull()); // the sentence of an empty view
}

QTEST_MAIN(TestSessionView)
#include "tst_session_view.moc"
