// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/transport_join.h"
#include "index/query.h"
#include "support/batch_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of joinTransport: a row belongs to the session with its id on its server; where no server tells, only when
// one session fits; message ids tie rows to the sessions that carried the message. And of the index: such rows are in
// no session, and filters find them by their own values.
class TestTransportJoin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bySessionId_data();
    void bySessionId();
    void byMessageId();
    void ordersAndSpans();
    void boundsRepeatedIds();
    void rowsAreInNoSession();
    void filters_data();
    void filters();
};

namespace {

constexpr std::int64_t kStart = 1'700'000'000'000 * kTicksPerMillisecond; // as BatchBuilder begins

BuiltRow message(const char* id)
{
    return {RowClass::MessageStart, 0, id, 0, -1};
}

/// Adds rows of another log, all at `days` after the start.
void addRows(BatchBuilder& builder, EntryKind kind, std::initializer_list<TransportRecord> records, int days = 0)
{
    builder.begin(kind, std::string(name(kind)) + ".log");
    EntryBatch batch;
    batch.kind = kind;
    std::uint32_t line = 0;
    for (TransportRecord record : records) {
        record.time = TimePoint{kStart + days * 86'400 * kTicksPerSecond + 20 * kTicksPerMillisecond};
        batch.addTransport(std::move(record), Severity::Info, 0, 0, ++line);
    }
    builder.index().append(std::move(batch));
}

TransportRecord ofSession(const char* id, const char* server = "")
{
    TransportRecord record;
    record.session = id;
    record.server = server;
    record.action = "RECEIVE";
    return record;
}

TransportRecord ofMessage(const char* id, const char* server = "")
{
    TransportRecord record;
    record.messageId = id;
    record.server = server;
    return record;
}

QString told(const Snapshot& snapshot)
{
    QStringList all;
    for (const TransportJoin& join : joinTransport(snapshot))
        all.append(
            QStringLiteral("%1:%2 %3").arg(join.session).arg(join.row).arg(QString::fromLatin1(name(join.reason))));
    return all.join(QStringLiteral("; "));
}

} // namespace

void TestTransportJoin::bySessionId_data()
{
    QTest::addColumn<QByteArray>("firstServer");
    QTest::addColumn<QByteArray>("secondServer"); // of a second session with the same id; "-": there is none
    QTest::addColumn<QByteArray>("rowServer");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* what, const char* first, const char* second, const char* server, int days,
                        const char* expected) {
        QTest::newRow(what) << QByteArray(first) << QByteArray(second) << QByteArray(server) << days
                            << QString::fromLatin1(expected);
    };
    row("same server", "EX01", "-", "EX01", 0, "0:2 session id");
    row("same server, full name", "EX01", "-", "ex01.contoso.com", 0, "0:2 session id");
    row("another server", "EX01", "-", "EX02", 0, "");
    row("server not known", "", "-", "EX01", 0, "0:2 session id");
    row("not known and days later", "", "-", "EX01", 3, "");
    row("row does not know", "EX01", "-", "", 0, "0:2 session id");
    row("two sessions, the server tells", "EX01", "EX02", "EX02", 0, "1:4 session id");
    row("two sessions fit", "EX01", "EX02", "", 0, "");
}

void TestTransportJoin::bySessionId()
{
    QFETCH(QByteArray, firstServer);
    QFETCH(QByteArray, secondServer);
    QFETCH(QByteArray, rowServer);
    QFETCH(int, days);
    QFETCH(QString, expected);
    BatchBuilder builder(EntryKind::SmtpReceive);
    builder.session("08D1A", {plus(), minus()}, firstServer.toStdString());
    if (secondServer != "-")
        builder.session("08D1A", {plus(), minus()}, secondServer.toStdString());
    addRows(builder, EntryKind::Tracking, {ofSession("08D1A", rowServer.constData()), ofSession("08D1B")}, days);
    QCOMPARE(told(*builder.publish()), expected);
}

void TestTransportJoin::byMessageId()
{
    BatchBuilder builder(EntryKind::SmtpReceive);
    builder.session("08D1A", {plus(), message("m1@contoso.com"), minus()}, "EX01");
    builder.session("08D1B", {plus(), message("m1@contoso.com"), minus()}, "EX02");
    builder.session("08D1C", {plus(), message("m2@contoso.com"), minus()}, "EX01");
    TransportRecord both = ofSession("08D1A", "EX01");
    both.messageId = "m1@contoso.com";
    addRows(builder, EntryKind::Tracking,
            {ofMessage("m1@contoso.com"), ofMessage("m1@contoso.com", "EX02"), both, ofMessage("other@contoso.com")});
    QCOMPARE(told(*builder.publish()),
             QStringLiteral("0:9 message id; 0:11 session id; 1:9 message id; 1:10 message id"));
}

void TestTransportJoin::ordersAndSpans()
{
    BatchBuilder builder;
    builder.session("08D1A", {plus()});
    builder.session("08D1B", {plus()});
    addRows(builder, EntryKind::Connectivity, {ofSession("08D1B"), ofSession("08D1A"), ofSession("08D1B")});
    const auto joins = joinTransport(*builder.publish());
    QCOMPARE(joins.size(), std::size_t{3});
    QCOMPARE(joinsOf(joins, 0).size(), std::size_t{1});
    QCOMPARE(joinsOf(joins, 1).size(), std::size_t{2});
    QCOMPARE(joinsOf(joins, 1).front().row, 2u);
    QVERIFY(joinsOf(joins, 2).empty());
    QVERIFY(joinsOf({}, 0).empty());
}

void TestTransportJoin::boundsRepeatedIds()
{
    BatchBuilder builder;
    for (int i = 0; i < 200; ++i)
        builder.session("08D1" + std::to_string(i), {message("same@contoso.com")});
    addRows(builder, EntryKind::Tracking, {ofMessage("same@contoso.com"), ofMessage("same@contoso.com")});
    QCOMPARE(joinTransport(*builder.publish()).size(), 2 * kSessionsAMessage);
}

void TestTransportJoin::rowsAreInNoSession()
{
    BatchBuilder builder;
    builder.session("08D1A", {plus(), minus()});
    addRows(builder, EntryKind::Agent, {ofSession("08D1A")});
    builder.begin(EntryKind::SmtpSend, "SEND2.LOG");
    builder.session("08D1B", {plus()});
    const auto snapshot = builder.publish();
    QCOMPARE(snapshot->protocolEntries(), std::size_t{3});
    QVERIFY(snapshot->isTransport(2) && !snapshot->isEvent(2) && !snapshot->isProtocol(2));
    QCOMPARE(snapshot->sessionOf(2), kNoSession);
    QCOMPARE(snapshot->kindOf(2), EntryKind::Agent);
    QCOMPARE(snapshot->sessionOf(3), SessionIndex{1});
    QCOMPARE(snapshot->sessionRows(0).size() + snapshot->sessionRows(1).size(), std::size_t{3});
    QCOMPARE(snapshot->sources[1].rows, 1u);
    QVERIFY(snapshot->sources[1].first.known());
}

void TestTransportJoin::filters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("rows");
    const auto row = [](const char* query, int rows) { QTest::newRow(query) << QByteArray(query) << rows; };
    row("kind:tracking", 1);
    row("kind:connectivity", 1);
    row("kind:agent", 0);
    row("kind:receive", 3);
    row("-kind:receive", 2);
    row("message:m1@contoso", 2); // the tracking row and the session's row that names the message
    row("session:08d1a", 4);
    row("session:08d1a kind:connectivity", 1);
    row("server:ex01", 4);
    row("connector:out", 1);
    row("peer:mx1", 1);
    row("tls:failed", 0);
}

void TestTransportJoin::filters()
{
    struct NoText final : RowText
    {
        std::string line(RowId) const override { return {}; }
        EventRecord event(RowId) const override { return {}; }
    };
    QFETCH(QByteArray, query);
    QFETCH(int, rows);
    BatchBuilder builder(EntryKind::SmtpReceive);
    builder.session("08D1A", {plus(), message("m1@contoso.com"), minus()}, "EX01");
    addRows(builder, EntryKind::Connectivity, {ofSession("08D1A")});
    TransportRecord tracked = ofMessage("m1@contoso.com", "EX01");
    tracked.connector = "Outbound";
    tracked.peer = "mx1.fabrikam.com";
    addRows(builder, EntryKind::Tracking, {tracked});
    const auto snapshot = builder.publish();
    QueryError error;
    const auto found = filterRows(*snapshot, parseQuery(query.toStdString(), &error), NoText{}, {});
    QVERIFY(error.what.empty());
    QCOMPARE(static_cast<int>(found.size()), rows);
}

QTEST_GUILESS_MAIN(TestTransportJoin)
#include "tst_transport_join.moc"
