// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_run.h"
#include "support/case_folder.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QtTest>

using namespace sendwright::test;

// With SENDWRIGHT_SAMPLES set: every file there loads or is named for what it is, each row accounted for, within
// bounded time; the counts of expected.tsv are reached.
class TestSampleFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void counts_data();
    void counts();
    void transportCounts_data();
    void transportCounts();
    void everyFileIsAccountedFor_data();
    void everyFileIsAccountedFor();
    void theIncidentThatStartedIt();
};

void TestSampleFiles::initTestCase()
{
    if (extraSamples().isEmpty())
        QSKIP("SENDWRIGHT_SAMPLES is not set: no extra sample files to read.");
}

void TestSampleFiles::counts_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("events");
    QFile list(extraSamples() + QStringLiteral("/expected.tsv"));
    QVERIFY(list.open(QIODevice::ReadOnly));
    for (const QByteArray& line : list.readAll().split('\n').mid(1)) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.size() < 3)
            continue;
        const bool headerCounted =
            fields.at(0).contains("get-eventlog-export"); // see docs/formats.md: 6 lines, two of them headers
        QTest::newRow(fields.at(0).constData()) << QString::fromUtf8(fields.at(0)) << fields.at(1).toInt()
                                                << fields.at(2).toInt() - (headerCounted ? 1 : 0);
    }
}

void TestSampleFiles::counts()
{
    QFETCH(QString, path);
    QFETCH(int, entries);
    QFETCH(int, events);
    const CliRun run = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"),
                               extraSamples() + QLatin1Char('/') + path});
    QVERIFY2(run.exitCode == 0 || run.exitCode == 1, run.err.constData());
    QCOMPARE(run.json().value(QStringLiteral("entries")).toInt(), entries);
    QCOMPARE(run.json().value(QStringLiteral("events")).toInt(), events);
}

void TestSampleFiles::transportCounts_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("entries");
    const auto file = [](const char* path, int entries) {
        QTest::newRow(path) << QString::fromLatin1(path) << entries;
    };
    file("connectivity/msdocs-connectlog-2013-submission.log", 5);
    file("message-tracking/artefacts-MSGTRKMS2022091915-1.LOG", 2);
    file("message-tracking/elastic-test-messagetracking.log", 6);
    file("other-exchange/artefacts-AgentLog20220913-1.LOG", 2);
}

void TestSampleFiles::transportCounts()
{
    QFETCH(QString, path);
    QFETCH(int, entries);
    const CliRun run = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"),
                               extraSamples() + QLatin1Char('/') + path});
    QCOMPARE(run.exitCode, 0); // these logs tell of nothing that is wrong with TLS
    const QJsonObject json = run.json();
    QCOMPARE(json.value(QStringLiteral("transportEntries")).toInt(), entries);
    QCOMPARE(json.value(QStringLiteral("entries")).toInt(), 0);
    QCOMPARE(json.value(QStringLiteral("sources")).toArray().at(0).toObject().value(QStringLiteral("skipped")).toInt(),
             0);
}

void TestSampleFiles::everyFileIsAccountedFor_data()
{
    QTest::addColumn<QString>("path");
    for (const char* folder : {"smtp-protocol", "eventlog-xml", "eventlog-csv", "other-mail", "other-exchange",
                               "eventlog-txt-json", "evtx", "message-tracking", "connectivity"}) {
        QDirIterator walk(extraSamples() + QLatin1Char('/') + QString::fromLatin1(folder), QDir::Files);
        while (walk.hasNext()) {
            const QString path = walk.next();
            QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
        }
    }
}

void TestSampleFiles::everyFileIsAccountedFor()
{
    QFETCH(QString, path);
    const CliRun run = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"), path}, 20'000);
    QVERIFY2(run.exitCode >= 0 && run.exitCode <= 2, "crashed or hung");
    if (run.exitCode == 2) {
        QVERIFY2(run.err.contains("nothing could be read") && run.err.size() > 40, run.err.constData());
        return;
    }
    const QJsonObject source = run.json().value(QStringLiteral("sources")).toArray().at(0).toObject();
    const bool foreign = path.contains(QStringLiteral("/other-")) && !path.contains(QStringLiteral("AgentLog"));
    QVERIFY2(!foreign || source.value(QStringLiteral("entries")).toInt() == 0, "taken for what it is not");
    QVERIFY(!source.value(QStringLiteral("format")).toString().isEmpty());
}

void TestSampleFiles::theIncidentThatStartedIt()
{
    const CliRun run = runCli({QStringLiteral("analyse"), QStringLiteral("--json"), QStringLiteral("-"),
                               extraSamples() + QStringLiteral("/seed")});
    QCOMPARE(run.exitCode, 1);
    const QJsonObject json = run.json();
    QCOMPARE(json.value(QStringLiteral("entries")).toInt(), 23);
    QCOMPARE(json.value(QStringLiteral("sessions")).toInt(), 1);
    QCOMPARE(json.value(QStringLiteral("events")).toInt(), 1);
    QCOMPARE(
        json.value(QStringLiteral("findings")).toArray().at(0).toObject().value(QStringLiteral("cause")).toString(),
        QStringLiteral("key-read-missing"));
    QVERIFY(run.out.contains("assumed"));
}

QTEST_GUILESS_MAIN(TestSampleFiles)
#include "tst_sample_files.moc"
