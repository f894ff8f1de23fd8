// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/job_queue.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace sendwright;

// Promises of OrderedBatches: batches of a unit come in their order and the end of it once; a reader that is far ahead
// of the writer waits, that of the unit at hand and the writer itself never do; a stop wakes all.
class TestJobQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEachUnitInOrder();
    void whoIsFarAheadWaits();
    void theUnitAtHandNeverWaits();
    void theWriterNeverWaits();
    void stopWakesAll();
};

namespace {

EntryBatch marked(std::uint32_t mark)
{
    EntryBatch batch;
    batch.firstSession = mark;
    return batch;
}

SourceResult resultOf(std::uint64_t bytes)
{
    SourceResult result;
    result.bytes = bytes;
    return result;
}

constexpr std::uint32_t kMany = 1000;

} // namespace

void TestJobQueue::givesEachUnitInOrder()
{
    OrderedBatches batches(2);
    QCOMPARE(batches.takeJob(), std::optional<std::size_t>(0));
    QCOMPARE(batches.takeJob(), std::optional<std::size_t>(1));
    QVERIFY(!batches.takeJob());
    batches.push(1, marked(10), {});
    batches.push(0, marked(1), {});
    batches.push(0, marked(2), {});
    batches.finish(0, resultOf(7));
    for (const std::uint32_t mark : {1u, 2u}) {
        const auto arrival = batches.take(0);
        QVERIFY(arrival.batch && !arrival.done);
        QCOMPARE(arrival.batch->firstSession, mark);
    }
    const auto end = batches.take(0);
    QVERIFY(!end.batch && end.done);
    QCOMPARE(end.done->bytes, std::uint64_t(7));
    QCOMPARE(batches.take(1).batch->firstSession, 10u);
    const auto nothing = batches.take(1);
    QVERIFY(!nothing.batch && !nothing.done);
}

void TestJobQueue::whoIsFarAheadWaits()
{
    OrderedBatches batches(2);
    std::atomic<std::uint32_t> pushed = 0;
    const std::jthread ahead([&] {
        for (std::uint32_t i = 0; i < kMany; ++i) {
            batches.push(1, marked(i), {});
            pushed = i + 1;
        }
        batches.finish(1, {});
    });
    QTRY_VERIFY(batches.full());
    QTest::qWait(20);
    QVERIFY2(pushed < 200, qPrintable(QString::number(pushed)));
    batches.finish(0, {});
    QVERIFY(batches.take(0).done);
    std::uint32_t came = 0;
    for (bool done = false; !done;) {
        batches.await(1, {});
        const auto arrival = batches.take(1);
        done = arrival.done.has_value();
        if (arrival.batch)
            QCOMPARE(arrival.batch->firstSession, came++);
    }
    QCOMPARE(came, kMany);
}

void TestJobQueue::theUnitAtHandNeverWaits()
{
    OrderedBatches batches(1);
    for (std::uint32_t i = 0; i < kMany; ++i) // would hang here
        batches.push(0, marked(i), {});
    QVERIFY(batches.full());
    for (std::uint32_t i = 0; i < kMany; ++i)
        QCOMPARE(batches.take(0).batch->firstSession, i);
    QVERIFY(!batches.full());
}

void TestJobQueue::theWriterNeverWaits()
{
    OrderedBatches batches(2);
    for (std::uint32_t i = 0; i < kMany; ++i) // would hang here
        batches.add(1, marked(i));
    QVERIFY(batches.full());
    batches.finish(0, {});
    QVERIFY(batches.take(0).done);
    for (std::uint32_t i = 0; i < kMany; ++i)
        QCOMPARE(batches.take(1).batch->firstSession, i);
}

void TestJobQueue::stopWakesAll()
{
    OrderedBatches batches(2);
    std::stop_source stop;
    std::atomic<int> awake = 0;
    const std::jthread ahead([&] {
        for (std::uint32_t i = 0; i < kMany; ++i)
            batches.push(1, marked(i), stop.get_token());
        ++awake;
    });
    const std::jthread writer([&] {
        batches.await(0, stop.get_token());
        ++awake;
    });
    QTRY_VERIFY(batches.full());
    QCOMPARE(awake.load(), 0);
    stop.request_stop();
    batches.wake();
    QTRY_COMPARE(awake.load(), 2);
}

QTEST_GUILESS_MAIN(TestJobQueue)
#include "tst_job_queue.moc"
