// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "index/entry_index.h"
#include "index/event_twins.h"
#include "support/busy_timer.h"

using namespace sendwright;

// An event met in two sources is one entry with two places; what may be another event is never dropped.
class TestEventTwins : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameOrNot_data();
    void sameOrNot();
    void shownOnceWithBothPlaces();
    void sourcesCompleteEachOther();
    void repeatsInOneSourceStay();
    void manyEqualIdsStayQuick();
};

namespace {

EventRecord keyEvent()
{
    EventRecord event;
    event.time = TimePoint{17'000'000'000'000'000};
    event.recordId = 48204;
    event.eventId = 36870;
    event.provider = "Schannel";
    event.channel = "System";
    event.computer = "EX01.contoso.com";
    return event;
}

void addSource(EntryIndex& index, const char* path, const std::vector<EventRecord>& events, std::uint32_t line)
{
    SourceInfo info;
    info.path = path;
    index.beginSource(info);
    EntryBatch batch;
    for (const EventRecord& event : events)
        batch.addEvent(event, 0, 10, line++);
    index.append(std::move(batch));
    index.endSource(info);
}

} // namespace

void TestEventTwins::sameOrNot_data()
{
    QTest::addColumn<EventRecord>("other");
    QTest::addColumn<bool>("same");
    const auto with = [](auto change) {
        EventRecord event = keyEvent();
        change(event);
        return event;
    };
    QTest::newRow("the same") << keyEvent() << true;
    QTest::newRow("computer in other case") << with([](EventRecord& e) { e.computer = "ex01.CONTOSO.com"; }) << true;
    QTest::newRow("export without a channel") << with([](EventRecord& e) { e.channel.clear(); }) << true;
    QTest::newRow("export with whole seconds")
        << with([](EventRecord& e) { e.time.ticks -= 7'000'000, e.uncertainty = kTicksPerSecond; }) << true;
    QTest::newRow("local time, zone assumed") << with([](EventRecord& e) {
        e.time.ticks += 2 * 3600 * kTicksPerSecond - 7'000'000, e.uncertainty = kTicksPerSecond;
        e.localTime = true;
    }) << true;
    QTest::newRow("other record") << with([](EventRecord& e) { ++e.recordId; }) << false;
    QTest::newRow("other id") << with([](EventRecord& e) { ++e.eventId; }) << false;
    QTest::newRow("other computer") << with([](EventRecord& e) { e.computer = "EX02.contoso.com"; }) << false;
    QTest::newRow("other channel") << with([](EventRecord& e) { e.channel = "Application"; }) << false;
    QTest::newRow("other provider") << with([](EventRecord& e) { e.provider = "Kerberos"; }) << false;
    QTest::newRow("a second later") << with([](EventRecord& e) { e.time.ticks += kTicksPerSecond; }) << false;
    QTest::newRow("two hours later, both in UTC")
        << with([](EventRecord& e) { e.time.ticks += 7200 * kTicksPerSecond; }) << false;
    QTest::newRow("no time") << with([](EventRecord& e) { e.time = TimePoint{}; }) << false;
    QTest::newRow("no computer") << with([](EventRecord& e) { e.computer.clear(); }) << false;
    QTest::newRow("no record id") << with([](EventRecord& e) { e.recordId = 0; }) << false;
}

void TestEventTwins::sameOrNot()
{
    QFETCH(EventRecord, other);
    QFETCH(bool, same);
    QCOMPARE(isSameEvent(keyEvent(), other), same);
    QCOMPARE(isSameEvent(other, keyEvent()), same);
    EntryIndex index;
    addSource(index, "System.evtx", {keyEvent()}, 0);
    addSource(index, "System.xml", {other}, 7);
    QCOMPARE(index.rows(), same ? std::size_t{1} : std::size_t{2});
}

void TestEventTwins::shownOnceWithBothPlaces()
{
    EventRecord later = keyEvent();
    later.recordId = 48205;
    EventRecord worded = keyEvent();
    worded.message = "as rendered";
    EntryIndex index;
    addSource(index, "System.evtx", {keyEvent(), later}, 0);
    addSource(index, "System.xml", {worded}, 16);
    addSource(index, "again.xml", {worded, later}, 3);
    const auto snapshot = index.publish(true);
    QCOMPARE(snapshot->rows.size(), std::size_t{2});
    QCOMPARE(snapshot->sources.at(1).rows, 0u);
    QCOMPARE(snapshot->sources.at(1).repeated, 1u);
    QCOMPARE(snapshot->sources.at(2).repeated, 2u);
    const auto twins = snapshot->twinsOf(0);
    QCOMPARE(twins.size(), std::size_t{2});
    QCOMPARE(sendwright::index(twins[0].source), 1u);
    QCOMPARE(twins[0].line, 16u);
    QCOMPARE(snapshot->event(0).message, std::string("as rendered"));
    QVERIFY(snapshot->event(1).message.empty());
    QCOMPARE(twins[1].line, 3u);
    QCOMPARE(snapshot->twinsOf(1).size(), std::size_t{1});
    QVERIFY(snapshot->twinsOf(5).empty());
}

/// A table with texts comes before the log with values; neither may hide what the other tells.
void TestEventTwins::sourcesCompleteEachOther()
{
    EventRecord worded = keyEvent(), valued = keyEvent();
    worded.message = "as rendered";
    valued.data = {{"ErrorCode", "0x8009030d"}};
    for (const bool tableFirst : {true, false}) {
        EntryIndex index;
        addSource(index, "first", {tableFirst ? worded : valued}, 1);
        const auto early = index.publish(false);
        addSource(index, "second", {tableFirst ? valued : worded}, 1);
        const auto snapshot = index.publish(true);
        QCOMPARE(snapshot->event(0).message, worded.message);
        QCOMPARE(snapshot->event(0).data, valued.data);
        QCOMPARE(early->event(0).message.empty(), !tableFirst); // what was published does not change
        QCOMPARE(early->event(0).data.empty(), tableFirst);
    }
}

void TestEventTwins::repeatsInOneSourceStay()
{
    EntryIndex index;
    addSource(index, "edited.evtx", {keyEvent(), keyEvent()}, 0);
    QCOMPARE(index.rows(), std::size_t{2});
}

void TestEventTwins::manyEqualIdsStayQuick()
{
    EventRecord other = keyEvent();
    std::vector<EventRecord> first, second;
    for (int i = 0; i < 200'000; ++i) {
        other.time.ticks += kTicksPerSecond;
        (i % 2 == 0 ? first : second).push_back(other);
    }
    sendwright::test::BusyTimer timer;
    timer.start();
    EntryIndex index;
    addSource(index, "a.evtx", first, 0);
    addSource(index, "b.evtx", second, 0);
    QCOMPARE(index.rows(), std::size_t{200'000});
    QVERIFY2(timer.elapsed() < 5'000, "the search grows with the number of equal ids");
}

QTEST_APPLESS_MAIN(TestEventTwins)
#include "tst_event_twins.moc"
