// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/roles.h"
#include "widgets/copy_table.h"

#include <QStandardItemModel>
#include <QtTest>

using namespace sendwright;

// Promises of the table copy: headers, one row a line whatever the cells hold, nothing a spreadsheet would run, nothing
// a browser would take for markup, and the evidence untouched when asked for raw.
class TestCopyTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textHasHeadersAndRows();
    void htmlIsEscapedAndLiteral();
    void neutralises_data();
    void neutralises();
    void hostileCellsStayCells_data();
    void hostileCellsStayCells();
    void iconsSayTheirWord();
    void rawIsUntouched();
    void saysWhatWasLeftOut();
    void theClipboardGetsBoth();
};

namespace {

/// A model of text cells, a row a list.
std::unique_ptr<QStandardItemModel> modelOf(const QStringList& headers, const QList<QStringList>& rows)
{
    auto model = std::make_unique<QStandardItemModel>();
    model->setHorizontalHeaderLabels(headers);
    for (const QStringList& row : rows) {
        QList<QStandardItem*> items;
        for (const QString& cell : row)
            items.append(new QStandardItem(cell));
        model->appendRow(items);
    }
    return model;
}

} // namespace

void TestCopyTable::textHasHeadersAndRows()
{
    const auto model = modelOf({QStringLiteral("Start"), QStringLiteral("Peer"), QStringLiteral("TLS")},
                               {{QStringLiteral("14:07"), QStringLiteral("192.0.2.1"), QStringLiteral("failed")},
                                {QStringLiteral("14:08"), QStringLiteral("192.0.2.2"), QStringLiteral("1.2")}});
    QCOMPARE(tableAsText(*model, {0, 1}, {2, 0}), QStringLiteral("TLS\tStart\nfailed\t14:07\n1.2\t14:08\n"));
    QCOMPARE(tableAsText(*model, {1}, {1}), QStringLiteral("Peer\n192.0.2.2\n"));
}

void TestCopyTable::htmlIsEscapedAndLiteral()
{
    const auto model =
        modelOf({QStringLiteral("A&B")}, {{QStringLiteral("<script>alert(\"1\")</script>")}, {QStringLiteral("=1+1")}});
    QCOMPARE(
        tableAsHtml(*model, {0, 1}, {0}),
        QStringLiteral(
            "<table>\n<tr><th>A&amp;B</th></tr>\n<tr><td>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</td></tr>\n"
            "<tr><td>=1+1</td></tr>\n</table>\n"));
}

void TestCopyTable::neutralises_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << QStringLiteral("220 ready") << QStringLiteral("220 ready");
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("connect symbol") << QStringLiteral("+") << QStringLiteral("+");
    QTest::newRow("disconnect symbol") << QStringLiteral("-") << QStringLiteral("-");
    QTest::newRow("formula") << QStringLiteral("=cmd|'/c calc'!A0") << QStringLiteral("'=cmd|'/c calc'!A0");
    QTest::newRow("plus") << QStringLiteral("+47 ms") << QStringLiteral("'+47 ms");
    QTest::newRow("minus") << QStringLiteral("-2+3") << QStringLiteral("'-2+3");
    QTest::newRow("at") << QStringLiteral("@SUM(A1)") << QStringLiteral("'@SUM(A1)");
    QTest::newRow("tab first") << QStringLiteral("\t=1") << QStringLiteral("' =1");
    QTest::newRow("line end first") << QStringLiteral("\r=1") << QStringLiteral("' =1");
    QTest::newRow("equals inside") << QStringLiteral("a=b") << QStringLiteral("a=b");
    QTest::newRow("full-width equals") << QString(QChar(0xFF1D)) + QLatin1Char('1')
                                       << QLatin1Char('\'') + QString(QChar(0xFF1D)) + QLatin1Char('1');
}

void TestCopyTable::neutralises()
{
    QFETCH(QString, cell);
    QTEST(neutralised(cell), "expected");
}

void TestCopyTable::hostileCellsStayCells_data()
{
    QTest::addColumn<QString>("cell");
    QTest::newRow("tab") << QStringLiteral("a\tb");
    QTest::newRow("line ends") << QStringLiteral("a\r\nb\nc");
    QTest::newRow("separators of Unicode") << QStringLiteral("a") + QChar(0x2028) + QStringLiteral("b") + QChar(0x2029);
    QTest::newRow("vertical tab, form feed, NUL") << QStringLiteral("a\v\f") + QChar(0) + QStringLiteral("b");
    QTest::newRow("table markup") << QStringLiteral("</td></tr></table><img src=x onerror=alert(1)>");
    QTest::newRow("long") << QString(100'000, QLatin1Char('x'));
}

void TestCopyTable::hostileCellsStayCells()
{
    QFETCH(QString, cell);
    const auto model = modelOf({QStringLiteral("A"), QStringLiteral("B")}, {{cell, QStringLiteral("end")}});
    const QString text = tableAsText(*model, {0}, {0, 1});
    QCOMPARE(text.count(QLatin1Char('\n')), 2);
    QCOMPARE(text.count(QLatin1Char('\t')), 2);
    const QString html = tableAsHtml(*model, {0}, {0, 1});
    QCOMPARE(html.count(QStringLiteral("<td>")), 2);
    QCOMPARE(html.count(QStringLiteral("</table>")), 1);
    QVERIFY(!html.contains(QStringLiteral("<img")));
    QVERIFY(!html.contains(QChar(0)));
}

void TestCopyTable::iconsSayTheirWord()
{
    const auto model = modelOf({QStringLiteral("State")}, {{QString()}});
    model->setData(model->index(0, 0), QStringLiteral("Failed"), Qt::AccessibleTextRole);
    QCOMPARE(tableAsText(*model, {0}, {0}), QStringLiteral("State\nFailed\n"));
}

void TestCopyTable::rawIsUntouched()
{
    const auto model = modelOf({QStringLiteral("A")}, {{QStringLiteral("shown")}});
    model->setData(model->index(0, 0), QStringLiteral("2017-10-18T14:07:11.365Z,\"a,b\",+,,"), RawRole);
    QCOMPARE(rawRows(*model, {0}), QStringLiteral("2017-10-18T14:07:11.365Z,\"a,b\",+,,\n"));
}

void TestCopyTable::saysWhatWasLeftOut()
{
    const auto model = modelOf({QStringLiteral("A")}, {{QStringLiteral("x")}});
    const QList<int> rows(kMostCopiedRows + 5, 0);
    const QString text = tableAsText(*model, rows, {0});
    QCOMPARE(text.count(QLatin1Char('\n')), kMostCopiedRows + 2);
    QVERIFY(text.trimmed().endsWith(QStringLiteral("5 more row(s) were not copied")));
}

void TestCopyTable::theClipboardGetsBoth()
{
    const auto model = modelOf({QStringLiteral("A")}, {{QStringLiteral("x")}});
    const auto data = copyTable(*model, {0}, {0});
    QVERIFY(data->hasText() && data->hasHtml());
}

QTEST_GUILESS_MAIN(TestCopyTable)
#include "tst_copy_table.moc"
