// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/query.h"
#include "support/batch_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of Query: words and field:value terms, all of which must hold; exclusion; sessions and rows agree; a filter
// can be stopped; nonsense is named.
class TestQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sessions_data();
    void sessions();
    void rows_data();
    void rows();
    void parsesQuotesAndExclusion();
    void namesABadTime();
    void stops();

private:
    std::shared_ptr<const Snapshot> m_snapshot;
};

/// Text of rows without files: the row's number in words.
class NumberedText : public RowText
{
public:
    EventRecord event(RowId) const override { return {}; }
    std::string line(RowId row) const override { return "row number " + std::to_string(row.ordinal) + " end"; }
};

void TestQuery::initTestCase()
{
    BatchBuilder builder;
    builder.session("08D1AAAAAAAAAAAA",
                    {attempt(), plus(), reply(220), command(Verb::Ehlo), reply(250, rowflag::kStartTls),
                     command(Verb::StartTls), reply(220), tlsBad(), minus()});
    builder.session("08D1BBBBBBBBBBBB",
                    {attempt(), plus(), reply(220), command(Verb::Mail), reply(550, 0, "550 no"), minus()}, {},
                    "198.51.100.9:25");
    builder.begin(EntryKind::SmtpReceive, "RECV1.LOG");
    builder.session("08D1CCCCCCCCCCCC", {plus(), reply(220), minus("Remote")}, "EX01");
    builder.begin(EntryKind::Event, "System.xml");
    EntryBatch events;
    EventRecord event;
    event.provider = "Schannel";
    event.eventId = 36870;
    event.level = 2;
    event.time = TimePoint{1'700'000'000'000 * kTicksPerMillisecond};
    events.addEvent(event, 0, 0, 1);
    builder.index().append(std::move(events));
    m_snapshot = builder.publish();
}

void TestQuery::sessions_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QVector<uint>>("found");
    QTest::newRow("TLS failed") << QByteArray("tls:failed") << QVector<uint>{0};
    QTest::newRow("TLS error by name") << QByteArray("tls:unknowncred") << QVector<uint>{0};
    QTest::newRow("outcome") << QByteArray("outcome:rejected") << QVector<uint>{1};
    QTest::newRow("kind") << QByteArray("kind:receive") << QVector<uint>{2};
    QTest::newRow("connector in quotes") << QByteArray("connector:\"Internet\"") << QVector<uint>{0, 1, 2};
    QTest::newRow("peer") << QByteArray("peer:198.51") << QVector<uint>{1};
    QTest::newRow("two terms") << QByteArray("kind:send -tls:failed") << QVector<uint>{1};
    QTest::newRow("session id in any case") << QByteArray("session:08d1c") << QVector<uint>{2};
    QTest::newRow("code of a reply") << QByteArray("code:550") << QVector<uint>{1};
    QTest::newRow("text of one of its rows") << QByteArray("\"number 10 \"") << QVector<uint>{1};
    QTest::newRow("nothing") << QByteArray("session:zzz") << QVector<uint>{};
}

void TestQuery::sessions()
{
    QFETCH(QByteArray, query);
    QFETCH(QVector<uint>, found);
    const auto result = filterSessions(*m_snapshot, parseQuery(query.toStdString()), NumberedText(), {});
    QCOMPARE(QVector<uint>(result.begin(), result.end()), found);
}

void TestQuery::rows_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("count");
    QTest::newRow("empty takes all") << QByteArray("") << 19;
    QTest::newRow("event id") << QByteArray("code:36870") << 1;
    QTest::newRow("provider") << QByteArray("provider:schan") << 1;
    QTest::newRow("rows of a session") << QByteArray("session:08d1a") << 9;
    QTest::newRow("errors") << QByteArray("severity:error") << 1;
    QTest::newRow("source") << QByteArray("source:recv") << 3;
    QTest::newRow("before all") << QByteArray("before:2000-01-01") << 0;
    QTest::newRow("after") << QByteArray("after:2000-01-01T00:00:00Z") << 19;
    QTest::newRow("unknown field is text") << QByteArray("number:7") << 0;
}

void TestQuery::rows()
{
    QFETCH(QByteArray, query);
    QFETCH(int, count);
    QCOMPARE(int(filterRows(*m_snapshot, parseQuery(query.toStdString()), NumberedText(), {}).size()), count);
}

void TestQuery::parsesQuotesAndExclusion()
{
    const Query query = parseQuery("  connector:\"Outbound to Office 365\" -tls:ok  word ");
    QCOMPARE(query.terms.size(), std::size_t{3});
    QCOMPARE(query.terms[0].field, std::string("connector"));
    QCOMPARE(query.terms[0].value, std::string("outbound to office 365"));
    QVERIFY(query.terms[1].exclude);
    QVERIFY(query.needsText());
    QVERIFY(!parseQuery("tls:failed").needsText());
}

void TestQuery::namesABadTime()
{
    QueryError error;
    parseQuery("after:yesterday", &error);
    QVERIFY(error.what.find("after") != std::string::npos);
    parseQuery("after:2026-11-23", &error);
    QVERIFY(error.what.empty());
}

void TestQuery::stops()
{
    BatchBuilder builder;
    for (int i = 0; i < 2000; ++i)
        builder.session("08D1" + std::to_string(i), {plus(), minus()});
    const auto snapshot = builder.publish();
    std::stop_source source;
    source.request_stop();
    QVERIFY(filterRows(*snapshot, parseQuery("kind:send"), NumberedText(), source.get_token()).size() < 2000);
}

QTEST_GUILESS_MAIN(TestQuery)
#include "tst_query.moc"
