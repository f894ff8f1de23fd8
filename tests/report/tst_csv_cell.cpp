// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/csv_cell.h"

#include <QtTest>

using namespace sendwright;

// Promises of csvCell: a spreadsheet takes no cell for a formula, the event symbols + and - alone excepted; quotes only
// where CSV needs them.
class TestCsvCell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data();
    void cells();
};

void TestCsvCell::cells_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("cell");
    const auto row = [](const char* name, const char* value, const char* cell) {
        QTest::newRow(name) << QByteArray(value) << QByteArray(cell);
    };
    row("empty", "", "");
    row("word", "Outbound", "Outbound");
    row("comma", "a,b", "\"a,b\"");
    row("quote", "say \"hi\"", "\"say \"\"hi\"\"\"");
    row("line end", "a\r\nb", "\"a\r\nb\"");
    row("semicolon", "a;b", "\"a;b\"");
    row("equals", "=1+1", "'=1+1");
    row("plus", "+49 30", "'+49 30");
    row("minus", "-5", "'-5");
    row("at", "@SUM(A1)", "'@SUM(A1)");
    row("tab", "\t=1", "'\t=1");
    row("carriage return", "\r=1", "\"'\r=1\"");
    row("formula with a quote", "=\"a\",1", "\"'=\"\"a\"\",1\"");
    row("symbol of a connection", "+", "+");
    row("symbol of its end", "-", "-");
    row("two symbols", "+-", "'+-");
    row("sign inside", "a=1", "a=1");
}

void TestCsvCell::cells()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, cell);
    QCOMPARE(QByteArray::fromStdString(csvCell(value.toStdString())), cell);
}

QTEST_GUILESS_MAIN(TestCsvCell)
#include "tst_csv_cell.moc"
