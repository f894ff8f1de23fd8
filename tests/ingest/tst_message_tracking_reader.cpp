// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/sniff.h"
#include "ingest/transport_readers.h"
#include "ingest/transport_row.h"
#include "support/read_run.h"
#include "support/transport_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the message tracking reader: the columns of 2010, 2013 and 2016 alike; a torn #Fields line rejects no
// row; quoted values with commas, quotes and line breaks; the session id of source-context; every row accounted for.
class TestMessageTrackingReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEachVersion_data();
    void readsEachVersion();
    void aTornHeaderRejectsNothing();
    void sessionIds_data();
    void sessionIds();
    void whoIsWho();
    void severities_data();
    void severities();
    void quotedValues();
    void accountsForEveryRow();
    void survivesAnyCut();
};

void TestMessageTrackingReader::readsEachVersion_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<bool>("header");
    for (const int columns : {26, 27, 30})
        for (const bool header : {true, false})
            QTest::addRow("%d columns, %s header", columns, header ? "with" : "without") << columns << header;
}

void TestMessageTrackingReader::readsEachVersion()
{
    QFETCH(int, columns);
    QFETCH(bool, header);
    TransportBuilder log;
    if (header)
        log.trackingHeader(columns);
    TrackingRow bare; // as NOTIFYMAPI rows are: most columns empty
    bare.event = "NOTIFYMAPI";
    bare.source = "STOREDRIVER";
    bare.context = bare.connector = bare.messageId = bare.recipient = bare.serverIp = bare.serverHost = "";
    bare.clientHost = "EX02";
    log.tracking({}, columns).tracking(bare, columns);
    QCOMPARE(sniff(*ByteSource::fromText(log.text()), "x.log").format, Format::MessageTrackingLog);
    const ReadRun run = readText(readMessageTrackingLog, log.text());
    QCOMPARE(run.rows(), std::size_t{2});
    QVERIFY(run.problems().empty());
    QVERIFY(run.summary.note.empty());
    const EntryBatch& batch = run.batches.front();
    QCOMPARE(batch.kind, EntryKind::Tracking);
    QCOMPARE(batch.flags[0], std::uint8_t{0});
    const TransportRecord& record = batch.transports[0];
    QCOMPARE(record.session, std::string("08D50F79EFBB5A31"));
    QCOMPARE(record.messageId, std::string("m1@contoso.com"));
    QCOMPARE(record.source + ' ' + record.action, std::string("SMTP RECEIVE"));
    QCOMPARE(record.connector, std::string("Default Frontend EX01"));
    QCOMPARE(record.peer, std::string("203.0.113.7"));
    QCOMPARE(record.server, std::string("EX01"));
    QCOMPARE(batch.transports[1].server, std::string("EX02"));
    const std::string text = log.text();
    TransportParts parts;
    QVERIFY(splitTransportRow(EntryKind::Tracking, text.substr(batch.offset[0], batch.length[0]), parts));
    QCOMPARE(parts.sender + ' ' + parts.recipient, std::string("ann@contoso.com bob@fabrikam.com"));
    QCOMPARE(parts.local, std::string("10.0.0.5"));
}

void TestMessageTrackingReader::aTornHeaderRejectsNothing()
{
    // 30 names with a second, partial copy glued on: 49 names for rows of 30 values.
    const std::string fields = TransportBuilder::trackingFields(30);
    TransportBuilder log;
    log.header("Message Tracking Log", fields + fields.substr(fields.find("message-id")));
    log.tracking({}).tracking({});
    const ReadRun run = readText(readMessageTrackingLog, log.text());
    QCOMPARE(run.rows(), std::size_t{2});
    QCOMPARE(run.skipped(), std::size_t{0});
    QCOMPARE(run.batches.front().transports[1].messageId, std::string("m1@contoso.com"));
    QVERIFY(run.summary.note.find("assumed") != std::string::npos);
}

void TestMessageTrackingReader::sessionIds_data()
{
    QTest::addColumn<QByteArray>("context");
    QTest::addColumn<QByteArray>("session");
    QTest::newRow("receive") << QByteArray("08DC1DB12C345BE5;2024-01-25T15:16:09.544Z;0")
                             << QByteArray("08DC1DB12C345BE5");
    QTest::newRow("alone") << QByteArray("08DC1DB12C345BE5") << QByteArray("08DC1DB12C345BE5");
    QTest::newRow("reply first") << QByteArray(";250 2.6.0 <a@b> [InternalId=5, Hostname=mx] 1 bytes;ClientSubmitTime:")
                                 << QByteArray();
    QTest::newRow("words") << QByteArray("No suitable shadow servers") << QByteArray();
    QTest::newRow("mailbox") << QByteArray("MDB:12345678-3232, Mailbox:33345678") << QByteArray();
    QTest::newRow("too long for an id") << QByteArray("08DC1DB12C345BE500;x") << QByteArray();
}

void TestMessageTrackingReader::sessionIds()
{
    QFETCH(QByteArray, context);
    QFETCH(QByteArray, session);
    TrackingRow row;
    row.context = context.toStdString();
    const ReadRun run = readText(readMessageTrackingLog, TransportBuilder().trackingHeader().tracking(row).text());
    QCOMPARE(run.rows(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(run.batches.front().transports[0].session), session);
}

void TestMessageTrackingReader::whoIsWho()
{
    TrackingRow out;
    out.event = "SENDEXTERNAL";
    out.connector = "Outbound to Office 365";
    out.clientIp = "10.0.0.5";
    out.clientHost = "EX01";
    out.serverIp = "203.0.113.9";
    out.serverHost = "mx.fabrikam.com";
    out.messageId = "no-brackets@contoso.com";
    const ReadRun run = readText(readMessageTrackingLog, TransportBuilder().trackingHeader().tracking(out).text());
    const TransportRecord& record = run.batches.front().transports[0];
    QCOMPARE(record.server, std::string("EX01"));
    QCOMPARE(record.peer, std::string("203.0.113.9"));
    QCOMPARE(record.messageId, std::string("no-brackets@contoso.com"));
    QCOMPARE(record.connector, std::string("Outbound to Office 365"));
}

void TestMessageTrackingReader::severities_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<int>("severity");
    for (const char* healthy : {"RECEIVE", "SEND", "SENDEXTERNAL", "DELIVER", "SUBMIT", "NOTIFYMAPI", "HAREDIRECT",
                                "HAREDIRECTFAIL", "AGENTINFO"})
        QTest::newRow(healthy) << QByteArray(healthy) << int(Severity::Info);
    for (const char* delayed : {"DSN", "DEFER", "SUBMITDEFER"})
        QTest::newRow(delayed) << QByteArray(delayed) << int(Severity::Warning);
    for (const char* lost : {"FAIL", "POISONMESSAGE", "BADMAIL"})
        QTest::newRow(lost) << QByteArray(lost) << int(Severity::Error);
}

void TestMessageTrackingReader::severities()
{
    QFETCH(QByteArray, event);
    QFETCH(int, severity);
    TrackingRow row;
    row.event = event.toStdString();
    const ReadRun run = readText(readMessageTrackingLog, TransportBuilder().trackingHeader().tracking(row).text());
    QCOMPARE(int(run.batches.front().severity[0]), severity);
}

void TestMessageTrackingReader::quotedValues()
{
    TrackingRow row;
    row.subject = "Quotes \"twice\", commas\nand a line break";
    row.context = ";250 2.6.0 <a@b> [InternalId=5, Hostname=mx] \"queued\"";
    TransportBuilder log;
    log.trackingHeader().tracking(row).tracking({});
    const ReadRun run = readText(readMessageTrackingLog, log.text());
    QCOMPARE(run.rows(), std::size_t{2});
    QVERIFY(run.problems().empty());
    const EntryBatch& batch = run.batches.front();
    QCOMPARE(batch.line[1], 8u); // the first row takes two lines
    QCOMPARE(batch.transports[0].messageId, std::string("m1@contoso.com"));
    TransportParts parts;
    QVERIFY(splitTransportRow(EntryKind::Tracking, log.text().substr(batch.offset[0], batch.length[0]), parts));
    QCOMPARE(parts.context, row.context);
}

void TestMessageTrackingReader::accountsForEveryRow()
{
    TransportBuilder log;
    log.trackingHeader().tracking({}).raw("rubbish").raw("2017-10-18T14:07:12.000Z,1,2,3");
    log.tracking({});
    TrackingRow row;
    std::string comma = TransportBuilder().tracking(row).text();
    comma.replace(comma.find("Hello"), 5, "Hello, you"); // a subject whose comma was not quoted
    log.raw(comma.substr(0, comma.size() - 2));
    // A quote that is never closed costs its own row at most.
    std::string open = TransportBuilder().tracking(row).text();
    open.replace(open.find("Hello"), 5, "\"Hello");
    log.raw(open.substr(0, open.size() - 2)).tracking({});
    const ReadRun run = readText(readMessageTrackingLog, log.text());
    QCOMPARE(run.rows() + run.skipped(), std::size_t{7});
    QCOMPARE(run.rows(), std::size_t{4});
    QCOMPARE(run.summary.skipped, 3u);
    QCOMPARE(run.problems().size(), std::size_t{4}); // three skipped, one assumed
}

void TestMessageTrackingReader::survivesAnyCut()
{
    TrackingRow row;
    row.subject = "a \"b\",\nc";
    const std::string whole = TransportBuilder().trackingHeader(27).tracking(row, 27).tracking(row, 27).text();
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const ReadRun run = readText(readMessageTrackingLog, whole.substr(0, size));
        QVERIFY(run.rows() + run.skipped() <= 4);
        for (const EntryBatch& batch : run.batches)
            for (std::size_t i = 0; i < batch.size(); ++i)
                QVERIFY(batch.offset[i] + batch.length[i] <= size);
    }
}

QTEST_GUILESS_MAIN(TestMessageTrackingReader)
#include "tst_message_tracking_reader.moc"
