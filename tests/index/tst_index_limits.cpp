// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/entry_index.h"

#include <QtTest>

#include <string>

using namespace sendwright;

// Promise of the index: what does not fit is left out and said, once a source; the rest stays as it is.
class TestIndexLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsFull_data();
    void saysWhatIsFull();
    void listsSoManyProblems();
};

/// A session of three rows.
static EntryBatch sessionNamed(const std::string& id)
{
    EntryBatch batch;
    batch.sessions.push_back({batch.texts.add("Internet"), 0, batch.texts.add(id)});
    batch.resizeRows(3);
    for (std::uint32_t i = 0; i < 3; ++i)
        batch.line[i] = i + 1;
    return batch;
}

void TestIndexLimits::saysWhatIsFull_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("sessions");
    QTest::addColumn<int>("textBytes");
    QTest::addColumn<QString>("said");
    QTest::newRow("entries") << 8 << 100 << 1'000'000 << QStringLiteral("8 entries");
    QTest::newRow("sessions") << 100 << 2 << 1'000'000 << QStringLiteral("2 sessions");
    QTest::newRow("texts") << 100 << 100 << 15 << QStringLiteral("of different texts");
    QTest::newRow("nothing") << 100 << 100 << 1'000'000 << QString();
}

void TestIndexLimits::saysWhatIsFull()
{
    QFETCH(int, rows);
    QFETCH(int, sessions);
    QFETCH(int, textBytes);
    QFETCH(QString, said);
    IndexLimits limits;
    limits.rows = std::size_t(rows);
    limits.sessions = std::size_t(sessions);
    limits.textBytes = std::size_t(textBytes);
    EntryIndex index(limits);
    for (const char* file : {"SEND1.LOG", "SEND2.LOG"}) {
        SourceInfo info;
        info.path = file;
        index.beginSource(info);
        for (int i = 0; i < 4; ++i)
            index.append(sessionNamed("08D" + std::to_string(i)));
        index.endSource(info);
    }
    const auto snapshot = index.publish(true);
    const auto& problems = *snapshot->problems;
    if (said.isEmpty()) {
        QVERIFY(problems.empty());
        QCOMPARE(snapshot->rows.size(), std::size_t{24});
        return;
    }
    QCOMPARE(snapshot->rows.size(), std::size_t{6});
    QCOMPARE(snapshot->sources[0].rows, 6u);
    QCOMPARE(snapshot->sources[0].skipped, 6u);
    QCOMPARE(snapshot->sources[1].skipped, 12u);
    QCOMPARE(problems.size(), std::size_t{2});
    QVERIFY2(QString::fromStdString(problems[0].what).contains(said), problems[0].what.c_str());
    QVERIFY(problems[0].what.find("open fewer files") != std::string::npos);
}

void TestIndexLimits::listsSoManyProblems()
{
    IndexLimits limits;
    limits.problems = 3;
    EntryIndex index(limits);
    index.beginSource({});
    for (std::uint32_t i = 0; i < 9; ++i) {
        EntryBatch batch;
        batch.problems.push_back({"odd", {}, i + 1, Problem::Kind::Assumed, {}});
        index.append(std::move(batch));
    }
    index.endSource({});
    const auto snapshot = index.publish(true);
    QCOMPARE(snapshot->sources[0].problems, 9u);
    QCOMPARE(snapshot->problems->size(), std::size_t{4});
    QVERIFY(snapshot->problems->back().what.find("no longer listed") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestIndexLimits)
#include "tst_index_limits.moc"
