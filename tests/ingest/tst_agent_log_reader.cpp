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

// Promises of the agent log's reader: 17 and 20 columns and any order the #Fields line names; refusals are warnings,
// all else is quiet.
class TestAgentLogReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRows_data();
    void readsRows();
    void takesColumnsByName();
    void severities_data();
    void severities();
    void namesOtherLogs_data();
    void namesOtherLogs();
};

void TestAgentLogReader::readsRows_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<bool>("header");
    for (const int columns : {17, 20})
        for (const bool header : {true, false})
            QTest::addRow("%d columns, %s header", columns, header ? "with" : "without") << columns << header;
}

void TestAgentLogReader::readsRows()
{
    QFETCH(int, columns);
    QFETCH(bool, header);
    TransportBuilder log;
    if (header)
        log.agentHeader(columns);
    log.agent({}, columns);
    QCOMPARE(sniff(*ByteSource::fromText(log.text()), "x.log").format, Format::AgentLog);
    const ReadRun run = readText(readAgentLog, log.text());
    QCOMPARE(run.rows(), std::size_t{1});
    QVERIFY(run.problems().empty());
    const EntryBatch& batch = run.batches.front();
    QCOMPARE(batch.kind, EntryKind::Agent);
    const TransportRecord& record = batch.transports[0];
    QCOMPARE(record.session, std::string("08D50F79EFBB5A31"));
    QCOMPARE(record.source, std::string("Sender Filter Agent"));
    QCOMPARE(record.action, std::string("RejectCommand"));
    QCOMPARE(record.peer, std::string("203.0.113.7:46904"));
    QCOMPARE(record.messageId, std::string("m1@contoso.com"));
    TransportParts parts;
    QVERIFY(splitTransportRow(EntryKind::Agent, log.text().substr(batch.offset[0], batch.length[0]), parts));
    QCOMPARE(parts.data, std::string("554 5.1.0 Sender denied"));
    QCOMPARE(parts.context, std::string("OnMailCommand: BlockedSender"));
    QCOMPARE(parts.local, std::string("10.0.0.5:25"));
}

void TestAgentLogReader::takesColumnsByName()
{
    TransportBuilder log;
    log.header("Agent Log", "Action,Timestamp,Agent,SessionId");
    log.raw("AcceptMessage,2017-10-18T14:07:11.000Z,\"Agent, the\",08D50F79EFBB5A31");
    log.raw("AcceptMessage,no time,Agent,08D50F79EFBB5A31");
    const ReadRun run = readText(readAgentLog, log.text());
    QCOMPARE(run.rows(), std::size_t{1});
    QCOMPARE(run.skipped(), std::size_t{1});
    QCOMPARE(run.batches.front().transports[0].source, std::string("Agent, the"));
    QCOMPARE(int(run.batches.front().flags[0]), int(rowflag::kOwnColumns));
}

void TestAgentLogReader::severities_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<int>("severity");
    for (const char* quiet : {"ModifyHeaders", "AcceptMessage", "StampScl"})
        QTest::newRow(quiet) << QByteArray(quiet) << int(Severity::Info);
    for (const char* refused : {"RejectMessage", "RejectCommand", "DeleteMessage", "QuarantineMessage", "Disconnect"})
        QTest::newRow(refused) << QByteArray(refused) << int(Severity::Warning);
}

void TestAgentLogReader::severities()
{
    QFETCH(QByteArray, action);
    QFETCH(int, severity);
    AgentRow row;
    row.action = action.toStdString();
    const ReadRun run = readText(readAgentLog, TransportBuilder().agentHeader().agent(row).text());
    QCOMPARE(int(run.batches.front().severity[0]), severity);
}

void TestAgentLogReader::namesOtherLogs_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    const auto headed = [](const char* type) {
        return QByteArray("#Software: Microsoft Exchange Server\r\n#Log-type: ") + type +
               "\r\n#Fields: DateTime,A\r\n2017-10-18T14:07:11.000Z,b\r\n";
    };
    QTest::newRow("HttpProxy") << headed("HttpProxy Logs") << QByteArray("Exchange HttpProxy log (web access)");
    QTest::newRow("ECP") << headed("ECP Activity Context Log") << QByteArray("Exchange ECP log (admin center)");
    QTest::newRow("audit") << headed("audit") << QByteArray("Exchange audit log");
    QTest::newRow("another") << headed("Some New Log") << QByteArray("Exchange Some New Log");
    QTest::newRow("IMAP4 without header")
        << QByteArray("2017-10-18T14:07:11.000Z,00000000000ABC12,2,10.0.0.5:143,203.0.113.7:6546,ann,118,31,34,"
                      "authenticate,PLAIN,R=OK,\r\n")
        << QByteArray("Exchange IMAP4 log");
}

void TestAgentLogReader::namesOtherLogs()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const auto found = sniff(*ByteSource::fromText(text.toStdString()), "x.log");
    QCOMPARE(found.format, Format::Unknown);
    QCOMPARE(QByteArray::fromStdString(found.formatName), name);
    QVERIFY(!found.reason.empty());
}

QTEST_GUILESS_MAIN(TestAgentLogReader)
#include "tst_agent_log_reader.moc"
