// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/batch_builder.h"
#include "widgets/source_view.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of SourceView: sources stand under the server they came from, pasted text last; a heading takes room above
// the first of its group and none where there is only one group of unknown origin; Enter shows the problems.
class TestSourceView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headings_data();
    void headings();
    void enterShowsProblems();
    void paintsItsHeadings();
};

namespace {

std::shared_ptr<const Snapshot> sourcesOf(const QStringList& servers)
{
    auto snapshot = std::make_shared<Snapshot>();
    for (const QString& server : servers) {
        SourceInfo source;
        source.id = static_cast<SourceId>(snapshot->sources.size());
        source.path = "log" + std::to_string(snapshot->sources.size());
        source.pasted = server == QStringLiteral("(pasted)");
        source.server = source.pasted ? std::string() : server.toStdString();
        source.format = Format::SmtpSendLog;
        source.done = true;
        snapshot->sources.push_back(source);
    }
    return snapshot;
}

} // namespace

void TestSourceView::headings_data()
{
    QTest::addColumn<QStringList>("servers");
    QTest::addColumn<QList<int>>("headed"); // rows that begin a group
    QTest::newRow("nothing") << QStringList{} << QList<int>{};
    QTest::newRow("one unknown group") << QStringList{QString(), QString()} << QList<int>{};
    QTest::newRow("one server") << QStringList{QStringLiteral("EX01"), QStringLiteral("EX01")} << QList<int>{0};
    QTest::newRow("two servers and a paste") << QStringList{QStringLiteral("EX02"), QStringLiteral("(pasted)"),
                                                            QStringLiteral("EX01"), QStringLiteral("EX02")}
                                             << QList<int>{0, 1, 3};
    QTest::newRow("a paste alone") << QStringList{QStringLiteral("(pasted)")} << QList<int>{0};
}

void TestSourceView::headings()
{
    QFETCH(QStringList, servers);
    QFETCH(QList<int>, headed);
    Theme theme;
    SourceView view(theme);
    view.show(sourcesOf(servers));
    const int plain = view.verticalHeader()->defaultSectionSize();
    QList<int> found;
    for (int row = 0; row < servers.size(); ++row)
        if (view.rowHeight(row) > plain)
            found += row;
    QCOMPARE(found, headed);
}

void TestSourceView::enterShowsProblems()
{
    Theme theme;
    SourceView view(theme);
    view.show(sourcesOf({QStringLiteral("EX01")}));
    QSignalSpy asked(&view, &SourceView::problemsRequested);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(asked.count(), 1);
}

/// The heading stays on the panel's ground although the row below it is selected.
void TestSourceView::paintsItsHeadings()
{
    Theme theme;
    theme.setChoice(Theme::Choice::Light);
    SourceView view(theme);
    view.resize(240, 200);
    view.show(sourcesOf({QStringLiteral("EX01"), QStringLiteral("EX02")}));
    view.show();
    view.goToRow(1);
    const QImage picture = view.viewport()->grab().toImage();
    const int top = view.rowViewportPosition(1);
    const int right = view.columnViewportPosition(SourceTableModel::Name) + 200;
    QCOMPARE(picture.pixelColor(std::min(right, 190), top + 3), theme.panel());
    QCOMPARE(picture.pixelColor(3, top + view.rowHeight(1) - 4), theme.selection());
}

QTEST_MAIN(TestSourceView)
#include "tst_source_view.moc"
