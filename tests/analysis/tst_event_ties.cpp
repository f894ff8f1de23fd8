// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "analysis/correlate.h"
#include "analysis/event_ties.h"
#include "support/batch_builder.h"

#include <algorithm>

using namespace sendwright;
using namespace sendwright::test;

// Which session an event is tied to: its computer, program, certificate, address and activity decide before the time
// does, what contradicts keeps it apart, and every link says why.
class TestEventTies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void computerDecidesBeforeTime();
    void foreignComputerIsNotTied();
    void programOfTheCaller_data();
    void programOfTheCaller();
    void thumbprintTiesTheChainEngine();
    void addressDecides();
    void activityTiesMore();
    void computerNames();
};

namespace {

constexpr std::int64_t kStart = 1'700'000'000'000 * kTicksPerMillisecond;
const std::string kThumbprint = "A1B2C3D4E5F60718293A4B5C6D7E8F9001122334";

EventRecord schannel(std::int64_t ms, const std::string& computer = "EX01.contoso.com")
{
    EventRecord event;
    event.time = TimePoint{kStart + ms * kTicksPerMillisecond};
    event.provider = "Schannel";
    event.eventId = 36870;
    event.level = 2;
    event.computer = computer;
    return event;
}

void failing(BatchBuilder& builder, const std::string& id, const std::string& server, std::int64_t ms,
             const std::string& remote = "203.0.113.7:25")
{
    builder.at(ms);
    builder.session(id,
                    {plus(),
                     reply(220),
                     command(Verb::Ehlo),
                     reply(250, rowflag::kStartTls),
                     command(Verb::StartTls),
                     reply(220),
                     cert(),
                     {RowClass::CertThumbprint, 0, kThumbprint, 0, -1},
                     tlsBad(),
                     minus()},
                    server, remote);
}

std::shared_ptr<const Snapshot> withEvents(BatchBuilder& builder, std::vector<EventRecord> events)
{
    SourceInfo info;
    info.path = "System.evtx";
    builder.index().beginSource(info);
    EntryBatch batch;
    for (EventRecord& event : events)
        batch.addEvent(std::move(event), 0, 0, 0);
    builder.index().append(std::move(batch));
    builder.index().endSource(info);
    return builder.publish();
}

std::string sessionOf(const Snapshot& snapshot, const EventLink& link)
{
    return std::string(snapshot.text(snapshot.sessions()[link.session].id));
}

bool hasReason(const EventLink& link, const std::string& part)
{
    return std::any_of(link.reasons.begin(), link.reasons.end(),
                       [&](const std::string& reason) { return reason.find(part) != std::string::npos; });
}

} // namespace

void TestEventTies::computerDecidesBeforeTime()
{
    BatchBuilder builder(EntryKind::SmtpReceive);
    failing(builder, "AAAA", "EX01", 0);
    failing(builder, "BBBB", "EX02", 1000);
    // In time the event lies at the failure of EX02.
    const auto snapshot = withEvents(builder, {schannel(1090)});
    const auto links = correlate(*snapshot).links;
    QCOMPARE(links.size(), std::size_t{1});
    QCOMPARE(sessionOf(*snapshot, links[0]), std::string("AAAA"));
    QVERIFY(hasReason(links[0], "same server, EX01.contoso.com"));
    QVERIFY(hasReason(links[0], "before") || hasReason(links[0], "after"));
    QCOMPARE(links[0].rivals, 0u);
}

void TestEventTies::foreignComputerIsNotTied()
{
    BatchBuilder builder(EntryKind::SmtpReceive);
    failing(builder, "AAAA", "EX01", 0);
    const auto snapshot = withEvents(builder, {schannel(90, "DC01.contoso.com"), schannel(91, "ex01")});
    const auto links = correlate(*snapshot).links;
    QCOMPARE(links.size(), std::size_t{1});
    QCOMPARE(snapshot->event(links[0].eventRow).computer, std::string("ex01"));
}

void TestEventTies::programOfTheCaller_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("tied");
    QTest::addColumn<bool>("said");
    QTest::newRow("not told") << QString() << true << false;
    QTest::newRow("security subsystem") << QStringLiteral("lsass") << true << false;
    QTest::newRow("transport") << QStringLiteral("C:\\Program Files\\Exchange\\Bin\\EdgeTransport.exe") << true << true;
    QTest::newRow("front end") << QStringLiteral("MSExchangeFrontendTransport") << true << true;
    QTest::newRow("web server") << QStringLiteral("C:\\Windows\\System32\\inetsrv\\w3wp.exe") << false << false;
    QTest::newRow("remote desktop") << QStringLiteral("svchost") << false << false;
}

void TestEventTies::programOfTheCaller()
{
    QFETCH(QString, program);
    QFETCH(bool, tied);
    QFETCH(bool, said);
    BatchBuilder builder;
    failing(builder, "AAAA", {}, 0);
    EventRecord event = schannel(90);
    if (!program.isEmpty())
        event.data.emplace_back("CallerProcessImageName", program.toStdString());
    const auto links = correlate(*withEvents(builder, {event})).links;
    QCOMPARE(!links.empty(), tied);
    QCOMPARE(tied && hasReason(links[0], "it names the program"), said);
}

void TestEventTies::thumbprintTiesTheChainEngine()
{
    BatchBuilder builder;
    failing(builder, "AAAA", {}, 0);
    EventRecord chain = schannel(120);
    chain.provider = "Microsoft-Windows-CAPI2";
    chain.eventId = 11;
    chain.data.emplace_back("Certificate@fileRef", kThumbprint + ".cer");
    EventRecord other = chain;
    other.data.front().second = std::string(40, 'F') + ".cer";
    EventRecord fine = chain;
    fine.level = 4;
    const auto snapshot = withEvents(builder, {other, chain, fine});
    const auto links = correlate(*snapshot).links;
    QCOMPARE(links.size(), std::size_t{1});
    QCOMPARE(snapshot->event(links[0].eventRow).data.front().second, kThumbprint + ".cer");
    QVERIFY(hasReason(links[0], "thumbprint of the certificate this server sent"));
}

void TestEventTies::addressDecides()
{
    BatchBuilder builder(EntryKind::SmtpReceive);
    failing(builder, "AAAA", "EX01", 0, "10.0.0.12:4711");
    failing(builder, "BBBB", "EX01", 10, "10.0.0.1:4712");
    EventRecord event = schannel(60);
    event.provider = "MSExchangeFrontEndTransport";
    event.eventId = 1035;
    event.message = "Inbound authentication failed. The source IP address is [10.0.0.12].";
    const auto snapshot = withEvents(builder, {event});
    const auto links = correlate(*snapshot).links;
    QCOMPARE(links.size(), std::size_t{1});
    QCOMPARE(sessionOf(*snapshot, links[0]), std::string("AAAA"));
    QCOMPARE(links[0].rivals, 0u);
    QVERIFY(hasReason(links[0], "peer's address 10.0.0.12"));
}

void TestEventTies::activityTiesMore()
{
    BatchBuilder builder;
    failing(builder, "AAAA", {}, 0);
    EventRecord first = schannel(90);
    first.activityId = "{6D5A2B10-0000-0000-0000-000000000001}";
    EventRecord chain = schannel(20'000);
    chain.provider = "Microsoft-Windows-CAPI2";
    chain.eventId = 30;
    chain.activityId = "{6d5a2b10-0000-0000-0000-000000000001}";
    EventRecord late = chain;
    late.time.ticks += 3600 * kTicksPerSecond;
    EventRecord unrelated = chain;
    unrelated.activityId = "{00000000-0000-0000-0000-000000000000}";
    const auto snapshot = withEvents(builder, {chain, first, late, unrelated});
    const auto links = correlate(*snapshot).links;
    QCOMPARE(links.size(), std::size_t{2});
    QVERIFY(links[0].eventRow < links[1].eventRow);
    QVERIFY(hasReason(links[0], "same activity as Schannel 36870"));
    QCOMPARE(links[0].session, links[1].session);
}

void TestEventTies::computerNames()
{
    QVERIFY(isSameComputer("EX01", "ex01.contoso.com"));
    QVERIFY(isSameComputer("ex01.contoso.com", "EX01.CONTOSO.COM"));
    QVERIFY(!isSameComputer("ex01.contoso.com", "ex01.fabrikam.com"));
    QVERIFY(!isSameComputer("EX01", "EX011"));
}

QTEST_APPLESS_MAIN(TestEventTies)
#include "tst_event_ties.moc"
