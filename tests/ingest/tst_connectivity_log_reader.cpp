// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/sniff.h"
#include "ingest/transport_readers.h"
#include "ingest/transport_row.h"
#include "support/log_builder.h"
#include "support/read_run.h"
#include "support/transport_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the connectivity log's reader: recognised with and without header and never mistaken for a protocol log;
// descriptions keep their commas; only rows that tell of a failure are warnings; every row is accounted for.
class TestConnectivityLogReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognises_data();
    void recognises();
    void readsRows();
    void severities_data();
    void severities();
    void accountsForEveryRow();
    void readsByTheFieldsLine();
    void survivesAnyCut();
};

static std::string twoSessions()
{
    TransportBuilder log;
    log.connectivityHeader();
    log.connectivity("08D50F79EFBB5A31", "+", "DnsConnectorDelivery 1e6eb197;QueueLength=1");
    log.connectivity("08D50F79EFBB5A31", ">", "mx1.fabrikam.com[203.0.113.7]");
    log.connectivity("08D50F79EFBB5A31", "-", "Messages: 1 Bytes: 2000 ()");
    return log.text();
}

void TestConnectivityLogReader::recognises_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("format");
    const std::string whole = twoSessions();
    LogBuilder smtp;
    smtp.header().session("Internet", "08D50F79EFBB5A31").row("+").row("-", "", "Local");
    QTest::newRow("with header") << QByteArray::fromStdString(whole) << int(Format::ConnectivityLog);
    QTest::newRow("rows alone") << QByteArray::fromStdString(whole.substr(whole.find("2017-10-18T14:07")))
                                << int(Format::ConnectivityLog);
    QTest::newRow("names line without its mark")
        << QByteArray::fromStdString(whole.substr(whole.find("date-time,"))) << int(Format::ConnectivityLog);
    QTest::newRow("a protocol log") << QByteArray::fromStdString(smtp.text()) << int(Format::SmtpSendLog);
    QTest::newRow("header of another log")
        << QByteArray("#Software: Microsoft Exchange Server\r\n#Log-type: EWS Log\r\n") << int(Format::Unknown);
    QTest::newRow("other rows of six values")
        << QByteArray("2017-10-18T14:07:11.000Z,a b,c d,e,f,g\r\n") << int(Format::Unknown);
}

void TestConnectivityLogReader::recognises()
{
    QFETCH(QByteArray, text);
    QFETCH(int, format);
    const auto found = sniff(*ByteSource::fromText(text.toStdString()), "x.log");
    QCOMPARE(int(found.format), format);
    QCOMPARE(readerFor(found.format) != nullptr, found.format != Format::Unknown);
}

void TestConnectivityLogReader::readsRows()
{
    TransportBuilder log;
    log.connectivityHeader().connectivity("08D50F79EFBB5A31", ">", "Failed to connect to 203.0.113.7:25, error 10060");
    const ReadRun run = readText(readConnectivityLog, log.text());
    QCOMPARE(run.rows(), std::size_t{1});
    QCOMPARE(run.summary.format, Format::ConnectivityLog);
    const EntryBatch& batch = run.batches.front();
    QCOMPARE(batch.kind, EntryKind::Connectivity);
    QCOMPARE(batch.rowClass[0], RowClass::Transport);
    QCOMPARE(formatIsoTime(TimePoint{batch.time[0]}), std::string("2017-10-18T14:07:11.000Z"));
    QCOMPARE(batch.line[0], 6u);
    const std::string text = log.text();
    const std::string line = text.substr(batch.offset[0], batch.length[0]);
    QVERIFY(line.starts_with("2017-10-18T14:07:11.000Z,08D5") && line.ends_with("error 10060"));
    const TransportRecord& record = batch.transports[0];
    QCOMPARE(record.session, std::string("08D50F79EFBB5A31"));
    QCOMPARE(record.source, std::string("SMTP"));
    QCOMPARE(record.action, std::string(">"));
    QCOMPARE(record.peer, std::string("fabrikam.com"));
    QVERIFY(record.messageId.empty() && record.connector.empty() && record.server.empty());
    TransportParts parts;
    QVERIFY(splitTransportRow(EntryKind::Connectivity, line, parts));
    QCOMPARE(parts.data, std::string("Failed to connect to 203.0.113.7:25, error 10060"));
    QVERIFY(run.problems().empty());
}

void TestConnectivityLogReader::severities_data()
{
    QTest::addColumn<QByteArray>("description");
    QTest::addColumn<int>("severity");
    const auto row = [](const char* description, Severity severity) {
        QTest::newRow(description) << QByteArray(description) << int(severity);
    };
    row("Undefined 00000000-0000-0000-0000-000000000000;QueueLength=0", Severity::Info);
    row("mx1.fabrikam.com[203.0.113.7]", Severity::Info);
    row("Established connection to 203.0.113.7", Severity::Info);
    row("Messages: 3 Bytes: 20000 ()", Severity::Info);
    row("Messages: 0 Bytes: 0 (Retry : Service not active)", Severity::Warning);
    row("Failed connection to 203.0.113.7:25 (TimedOut)", Severity::Warning);
    row("DNS server returned ErrorRetry reported by 10.0.0.1", Severity::Warning);
    row("DNS server returned InfoDomainNonexistent reported by 10.0.0.1", Severity::Warning);
}

void TestConnectivityLogReader::severities()
{
    QFETCH(QByteArray, description);
    QFETCH(int, severity);
    TransportBuilder log;
    log.connectivityHeader().connectivity("08D50F79EFBB5A31", ">", description.toStdString());
    const ReadRun run = readText(readConnectivityLog, log.text());
    QCOMPARE(run.rows(), std::size_t{1});
    QCOMPARE(int(run.batches.front().severity[0]), severity);
}

void TestConnectivityLogReader::accountsForEveryRow()
{
    TransportBuilder log;
    log.connectivityHeader().connectivity("08D50F79EFBB5A31", "+", "a");
    log.raw("")
        .raw("no row at all")
        .raw("not a time,08D5,SMTP,fabrikam.com,+,b")
        .raw("2017-10-18T14:07:12.000Z,08D5,x");
    log.connectivityHeader().connectivity("08D50F79EFBB5A31", "-", "c");
    const ReadRun run = readText(readConnectivityLog, log.text());
    QCOMPARE(run.rows(), std::size_t{2});
    QCOMPARE(run.skipped(), std::size_t{3});
    QCOMPARE(run.summary.skipped, 3u);
    for (const Problem& problem : run.problems())
        QVERIFY(problem.line >= 8 && problem.line <= 10 && problem.what.size() > 20);
}

void TestConnectivityLogReader::readsByTheFieldsLine()
{
    TransportBuilder log;
    log.header("Transport Connectivity Log", "date-time,direction,session,new-column,source,destination,description");
    log.raw("2017-10-18T14:07:11.000Z,+,08D50F79EFBB5A31,x,SMTP,fabrikam.com,fine");
    const ReadRun run = readText(readConnectivityLog, log.text());
    QCOMPARE(run.rows(), std::size_t{1});
    QCOMPARE(run.batches.front().transports[0].session, std::string("08D50F79EFBB5A31"));
    QCOMPARE(run.batches.front().transports[0].action, std::string("+"));
    // Read back alone it cannot be taken apart; whoever shows it is told so.
    QCOMPARE(int(run.batches.front().flags[0]), int(rowflag::kOwnColumns));
    TransportParts parts;
    QVERIFY(!splitTransportRow(EntryKind::Connectivity, "2017,+,08D5", parts, true));
    QCOMPARE(parts.data, std::string("2017,+,08D5"));
}

void TestConnectivityLogReader::survivesAnyCut()
{
    const std::string whole = twoSessions();
    for (std::size_t size = 0; size <= whole.size(); ++size) {
        const ReadRun run = readText(readConnectivityLog, whole.substr(0, size));
        QVERIFY(run.rows() <= 3);
        for (const EntryBatch& batch : run.batches)
            for (std::size_t i = 0; i < batch.size(); ++i)
                QVERIFY(batch.offset[i] + batch.length[i] <= size);
    }
}

QTEST_GUILESS_MAIN(TestConnectivityLogReader)
#include "tst_connectivity_log_reader.moc"
