// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/copy_table.h"
#include "widgets/long_table.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

#include <random>

using namespace sendwright;

// Promises of LongTable: it looks and answers like a DataTable over the same model, whatever a person does; and with
// very many rows nothing takes longer: showing, one more row, jumping, selecting all, copying.
class TestLongTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isLikeItsTwin_data();
    void isLikeItsTwin();
    void mouseSelectsLikeItsTwin();
    void growsLikeItsTwin();
    void manyRowsCostNothing();
    void copiesAtMostWhatItSays();
};

namespace {

class Rows : public QAbstractTableModel
{
public:
    explicit Rows(int rows) : m_rows(rows) {}
    int rowCount(const QModelIndex& = {}) const override { return m_rows; }
    int columnCount(const QModelIndex& = {}) const override { return 5; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        ++m_asked;
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("%1 in %2").arg(index.row()).arg(index.column()))
                                       : QVariant();
    }
    void grow(int by)
    {
        beginInsertRows({}, m_rows, m_rows + by - 1);
        m_rows += by;
        endInsertRows();
    }
    int asked() const { return m_asked; }

private:
    int m_rows;
    mutable int m_asked = 0;
};

struct Twins
{
    Theme theme;
    Rows model;
    DataTable plain{theme, nullptr};
    LongTable ours{theme, nullptr};

    explicit Twins(int rows, QSize size = {520, 310}) : model(rows)
    {
        theme.setChoice(Theme::Choice::Light);
        theme.apply(*qApp);
        for (DataTable* table : both()) {
            table->setModel(&model);
            table->setColumnWidths({10, 30, 12, 8, 25});
            table->setColumnHidden(2, true);
            table->setColumnOrder({1, 0});
            table->resize(size);
            table->show();
        }
    }
    std::array<DataTable*, 2> both() { return {&plain, &ours}; }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        for (DataTable* table : both())
            QTest::keyClick(table, key, modifiers);
    }
    QString state(const DataTable& table) const
    {
        QStringList words{QString::number(table.currentIndex().row()), QString::number(table.currentIndex().column()),
                          QString::number(table.verticalScrollBar()->value()),
                          QString::number(table.verticalScrollBar()->maximum()),
                          QString::number(table.horizontalScrollBar()->value())};
        for (const QItemSelectionRange& range : table.selectionModel()->selection())
            words += QStringLiteral("%1-%2").arg(range.top()).arg(range.bottom());
        return words.join(QLatin1Char(' '));
    }
    bool same() { return ours.grab().toImage() == plain.grab().toImage() && state(ours) == state(plain); }
};

} // namespace

void TestLongTable::isLikeItsTwin_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("all fit") << 6;
    QTest::newRow("some do not") << 40;
    QTest::newRow("many") << 3000;
}

void TestLongTable::isLikeItsTwin()
{
    QFETCH(int, rows);
    Twins twins(rows);
    const std::array keys = {Qt::Key_Up,  Qt::Key_Down, Qt::Key_Left,   Qt::Key_Right,    Qt::Key_Home,
                             Qt::Key_End, Qt::Key_Down, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Down};
    const std::array modifiers = {Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier};
    std::mt19937 random(7);
    for (int i = 0; i < 150; ++i) {
        const Qt::Key key = keys[random() % keys.size()];
        const Qt::KeyboardModifiers with = modifiers[random() % modifiers.size()];
        const bool jump = rows > 0 && i % 20 == 19;
        const int to = rows > 0 ? static_cast<int>(random() % static_cast<unsigned>(rows)) : 0;
        const auto hint = static_cast<QAbstractItemView::ScrollHint>(random() % 4);
        if (jump)
            for (DataTable* table : twins.both())
                table->scrollTo(twins.model.index(to, 1), hint);
        else
            twins.press(key, with);
        const QByteArray step = "step " + QByteArray::number(i) + ", key " + QByteArray::number(key, 16);
        QVERIFY2(twins.state(twins.ours) == twins.state(twins.plain),
                 (step + ": " + twins.state(twins.ours).toUtf8() + " | " + twins.state(twins.plain).toUtf8()).data());
        for (const int row : {0, to, rows - 1})
            for (const int column : {0, 1, 4})
                QCOMPARE(twins.ours.visualRect(twins.model.index(row, column)),
                         twins.plain.visualRect(twins.model.index(row, column)));
        for (const QPoint point : {QPoint(3, 3), QPoint(200, 130), QPoint(400, 5000), QPoint(9, -700)})
            QCOMPARE(twins.ours.indexAt(point), twins.plain.indexAt(point));
        if (i % 10 == 0)
            QVERIFY2(twins.ours.grab().toImage() == twins.plain.grab().toImage(), step.data());
    }
}

void TestLongTable::mouseSelectsLikeItsTwin()
{
    Twins twins(500);
    for (DataTable* table : twins.both()) {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(40, 60));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ShiftModifier, QPoint(40, 160));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ControlModifier, QPoint(40, 210));
    }
    QVERIFY(twins.ours.selectionModel()->selectedRows().size() > 4);
    QCOMPARE(twins.state(twins.ours), twins.state(twins.plain));
    twins.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(twins.ours.selectionModel()->selectedRows().size(), 500);
    QCOMPARE(twins.state(twins.ours), twins.state(twins.plain));
}

void TestLongTable::growsLikeItsTwin()
{
    Twins twins(2);
    for (DataTable* table : twins.both())
        table->setCurrentIndex(twins.model.index(0, 1)); // else the one that gets the focus has one of its own
    for (int i = 0; i < 6; ++i) {
        twins.model.grow(1 << i);
        QTRY_VERIFY2(twins.same(), qPrintable(QString::number(i))); // the twin looks for its scroll bar a little later
    }
    for (DataTable* table : twins.both())
        table->setCurrentIndex(twins.model.index(60, 1));
    const int at = twins.ours.verticalScrollBar()->value();
    twins.model.grow(500);
    QTRY_VERIFY(twins.same());
    QVERIFY(at > 0);
    QCOMPARE(twins.ours.verticalScrollBar()->value(), at); // what is read stays in place
}

void TestLongTable::manyRowsCostNothing()
{
    Theme theme;
    Rows model(80'000'000);
    LongTable table(theme, nullptr);
    table.resize(520, 310);
    table.show();
    QElapsedTimer clock;
    clock.start();
    table.setModel(&model);
    model.grow(3);
    table.selectAll();
    table.setCurrentIndex(model.index(7, 0));
    QTest::keyClick(&table, Qt::Key_End, Qt::ControlModifier);
    table.grab();
    const QModelIndex last = model.index(80'000'002, 0);
    QVERIFY(table.viewport()->rect().contains(table.visualRect(last).center()));
    QCOMPARE(table.indexAt(table.visualRect(last).center()), last);
    table.selectAll();
    QTest::keyClick(&table, Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClicks(&table, QStringLiteral("no such text")); // would be looked for in every row
    table.grab();
    QCOMPARE(table.currentIndex().row(), 0);
    QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed()))); // optimised: about 20 ms
    QVERIFY2(model.asked() < 20'000, qPrintable(QString::number(model.asked())));
}

void TestLongTable::copiesAtMostWhatItSays()
{
    Theme theme;
    Rows model(30'000'000);
    LongTable table(theme, nullptr);
    table.setModel(&model);
    QSignalSpy noticed(&table, &DataTable::noticed);
    table.selectRow(5);
    table.copyRows();
    QCOMPARE(noticed.count(), 0);
    table.selectAll();
    for (const bool raw : {false, true}) {
        raw ? table.copyRaw() : table.copyRows();
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.endsWith(QStringLiteral("29990000 more row(s) were not copied\n")), qPrintable(text.right(60)));
        QCOMPARE(text.count(QLatin1Char('\n')), kMostCopiedRows + (raw ? 1 : 2));
    }
    QCOMPARE(noticed.count(), 2);
    QVERIFY(noticed[0][0].toString().contains(QStringLiteral("29,990,000")));
}

QTEST_MAIN(TestLongTable)
#include "tst_long_table.moc"
