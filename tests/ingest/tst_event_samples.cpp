// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads real exports where they are at hand: the folder named by SENDWRIGHT_SAMPLES holds `expected.tsv` (file,
// entries, events) and the files it lists. Every listed file of events is recognised and gives the number of events it
// holds; and every file in the folders of event exports is one we know the content of: so many events, so many lines
// or objects left out by name.

#ifndef Q_MOC_RUN // moc of Qt 6.4 stumbles over <concepts> of libstdc++ 12
#include "ingest/event_readers.h"
#include "ingest/sniff.h"
#include "support/event_builder.h"
#endif

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace sendwright;
using namespace sendwright::test;

namespace {

/// The list gives 5 for two exports of PowerShell that hold a type line, a header and four rows: it counts the header.
int eventsIn(const QByteArray& file, int listed)
{
    return file.startsWith("eventlog-csv/ja-get-eventlog-") && listed == 5 ? 4 : listed;
}

struct Known
{
    const char* file;
    const char* formatName;
    int events, skipped;
};

// The skipped ones: lines `[...]` of a page, heads of snapshot files, an event whose text was cut.
constexpr Known kKnown[] = {
    {"eventlog-csv/comidds-unraveled-security-labelled.csv", "Event Viewer CSV", 1, 2},
    {"eventlog-csv/en-eventviewer-security-noms.csv", "Event Viewer CSV", 5, 0},
    {"eventlog-csv/ja-get-eventlog-export-csv-ascii-mojibake.csv", "Get-EventLog CSV", 4, 0},
    {"eventlog-csv/ja-get-eventlog-export-csv-utf8.csv", "Get-EventLog CSV", 4, 0},
    {"eventlog-txt-json/evtxrs-event_json_sample_with_event_data.snap", "evtx_dump JSON", 1, 1},
    {"eventlog-txt-json/evtxrs-event_json_sample_with_separate_json_attributes.snap", "evtx_dump JSON", 1, 1},
    {"eventlog-txt-json/hayabusa-jq-concatenated.json", "NXLog JSON", 2, 0},
    {"eventlog-txt-json/hayabusa-nxlog-array.json", "NXLog JSON", 2, 0},
    {"eventlog-txt-json/otrf-cmd_userinitmprlogonscript_batch_2020-10-1922471810.json", "NXLog JSON", 122, 0},
    {"eventlog-txt-json/otrf-psh_input_capture_promptforcreds_2020-10-2001320841.json", "NXLog JSON", 163, 0},
    {"eventlog-xml/azuredocs-schannel-36870.txt", "Event Viewer XML", 1, 0},
    {"eventlog-xml/berluskuni-System-python-evtx.xml", "Event Viewer XML", 6, 0},
    {"eventlog-xml/evtxrs-MSExchange-Management-1-fr.snap", "Event Viewer XML", 1, 1},
    {"eventlog-xml/gh-credssp-18-schannel-36888.txt", "Event Viewer XML", 1, 1},
    {"eventlog-xml/ipban-1-4768.xml", "Event Viewer XML", 1, 0},
    {"eventlog-xml/ipban-3-4625.xml", "Event Viewer XML", 1, 0},
    {"eventlog-xml/ipban-5-4625-saved-as-xml.xml", "Event Viewer XML", 1, 0},
    {"eventlog-xml/spdexx-application-python-evtx.xml", "Event Viewer XML", 653, 0},
    {"eventlog-xml/spdexx-evx5142-no-root.xml", "Event Viewer XML", 6, 0},
};

} // namespace

class TestEventSamples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRealFiles_data();
    void readsRealFiles();
    void accountsForEveryFile_data();
    void accountsForEveryFile();
    void tellsZoneOfNxLog();
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

void TestEventSamples::accountsForEveryFile_data()
{
    QTest::addColumn<QString>("path");
    const QString folder = qEnvironmentVariable("SENDWRIGHT_SAMPLES");
    if (folder.isEmpty())
        QSKIP("SENDWRIGHT_SAMPLES is not set: the real event exports were NOT read.");
    for (const char* part : {"eventlog-csv", "eventlog-xml", "eventlog-txt-json"})
        for (QDirIterator walk(folder + QLatin1Char('/') + QLatin1String(part), QDir::Files); walk.hasNext();) {
            const QString path = walk.next();
            QTest::newRow(qPrintable(QLatin1String(part) + QLatin1Char('/') + walk.fileName())) << path;
        }
}

void TestEventSamples::accountsForEveryFile()
{
    QFETCH(QString, path);
    const auto known = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known& one) {
        return path.endsWith(QLatin1Char('/') + QLatin1String(one.file));
    });
    QVERIFY2(known != std::end(kKnown), "a file that is not in the list above");
    const auto source = ByteSource::open(path.toStdString());
    QVERIFY(source);
    const Recognised found = sniff(*source.value(), path.toStdString());
    QCOMPARE(found.formatName, std::string(known->formatName));
    const Reading got = read(readerFor(found.format), *source.value());
    QCOMPARE(int(got.events.size()), known->events);
    QCOMPARE(int(got.summary.skipped), known->skipped);
    QCOMPARE(int(got.skippedProblems()), known->skipped);
    for (const EventRecord& event : got.events)
        QVERIFY(event.time.known() && !event.provider.empty());
    for (std::size_t i = 1; i < got.offsets.size(); ++i)
        QVERIFY(got.offsets[i] >= got.offsets[i - 1] + got.lengths[i - 1]);
}

void TestEventSamples::tellsZoneOfNxLog()
{
    const QString folder = qEnvironmentVariable("SENDWRIGHT_SAMPLES");
    if (folder.isEmpty())
        QSKIP("SENDWRIGHT_SAMPLES is not set: the real event exports were NOT read.");
    for (const char* file : {"hayabusa-jq-concatenated.json", "hayabusa-nxlog-array.json"}) {
        const auto source =
            ByteSource::open((folder + QLatin1String("/eventlog-txt-json/") + QLatin1String(file)).toStdString());
        QVERIFY(source);
        const Reading got = read(readEventJson, *source.value(), "UTC+03:00");
        QCOMPARE(got.events.size(), 2u);
        // The events name their moment in UTC as well.
        for (const EventRecord& event : got.events)
            QCOMPARE(formatIsoTime(event.time, 0).substr(0, 19), [&] {
                std::string utc = valueOf(event, "UtcTime").substr(0, 19);
                utc[10] = 'T';
                return utc;
            }());
        QCOMPARE(got.events[0].recordId, std::uint64_t(138294));
        QCOMPARE(got.events[0].processId, 3496u);
        QCOMPARE(got.events[0].threadId, 4396u);
        QCOMPARE(int(got.events[0].level), 4);
    }
}

QTEST_GUILESS_MAIN(TestEventSamples)
#include "tst_event_samples.moc"
