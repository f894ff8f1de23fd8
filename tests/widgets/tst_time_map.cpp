// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// TimeMap promises: pixel to time and back ends on the same pixel, zooming keeps what is under the pointer, panning
// moves by what the hand moved, nothing leaves its bounds, and the span never falls under 10 ms.

#include "widgets/time_map.h"

#include <QtTest>

#include <random>

using namespace sendwright;

namespace {

TimePoint at(const char* iso)
{
    return *parseIsoTime(iso);
}
TimePoint plus(TimePoint time, std::int64_t milliseconds)
{
    return {time.ticks + milliseconds * kTicksPerMillisecond};
}

} // namespace

class TstTimeMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsAreAtTheEdges();
    void wholeBelowIsFloor();
    void roundTrip_data();
    void roundTrip();
    void zoomKeepsThePointer();
    void zoomStopsAtTheMinimum();
    void panFollowsTheHand();
    void clampedKeepsItsSpan();
    void clampedShowsAllWhenTooLong();
    void unknownTimesAreHarmless();
    void farthestTimesDoNotOverflow();
};

void TstTimeMap::endsAreAtTheEdges()
{
    const TimeMap map{at("2017-10-18T13:00:00Z"), at("2017-10-18T15:00:00Z"), 600};
    QCOMPARE(map.timeToX(at("2017-10-18T13:00:00Z")), 0.0);
    QVERIFY(qAbs(map.timeToX(at("2017-10-18T14:00:00Z")) - 300.0) < 1e-6);
    QVERIFY(qAbs(map.timeToX(at("2017-10-18T15:00:00Z")) - 600.0) < 1e-6);
    QVERIFY(qAbs(map.timeToX(at("2017-10-18T16:00:00Z")) - 900.0) < 1e-6);
    QCOMPARE(map.columnOf(at("2017-10-18T13:00:13Z")), 1.0);
    QCOMPARE(map.columnAfter(at("2017-10-18T13:00:13Z")), 2.0);
    QCOMPARE(map.columnAfter(at("2017-10-18T14:00:00Z")), 300.0);
    QCOMPARE(map.xToTime(150).ticks, at("2017-10-18T13:30:00Z").ticks);
}

void TstTimeMap::wholeBelowIsFloor()
{
    for (const double x : {0.0, 0.5, 1.0, -0.5, -1.0, -1.25, 4095.999, 123456789.5, -123456789.5})
        QCOMPARE(TimeMap::wholeBelow(x), std::floor(x));
    QCOMPARE(TimeMap::wholeBelow(1e300), 1e15);
    QCOMPARE(TimeMap::wholeBelow(-1e300), -1e15);
}

void TstTimeMap::roundTrip_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("10 ms") << qint64(10);
    QTest::newRow("1 s") << qint64(1000);
    QTest::newRow("1 day") << qint64(86'400'000);
    QTest::newRow("40 years") << qint64(40) * 365 * 86'400'000;
}

void TstTimeMap::roundTrip()
{
    QFETCH(qint64, milliseconds);
    const TimePoint from = at("2017-10-18T13:00:00.123Z");
    std::mt19937 random(7);
    for (int i = 0; i < 1000; ++i) {
        const int width = 1 + static_cast<int>(random() % 4000);
        const TimeMap map{from, plus(from, milliseconds), width};
        const double x = static_cast<double>(random() % static_cast<unsigned>(width));
        QVERIFY(qAbs(map.timeToX(map.xToTime(x)) - x) <= 1.0);
    }
}

void TstTimeMap::zoomKeepsThePointer()
{
    const TimeMap map{at("2017-10-18T13:00:00Z"), at("2017-10-18T15:00:00Z"), 600};
    const TimePoint under = map.xToTime(450);
    const TimeMap closer = map.zoomed(450, 2);
    QCOMPARE(closer.span(), map.span() / 2);
    QVERIFY(qAbs(closer.timeToX(under) - 450) < 0.01);
    const TimeMap back = closer.zoomed(450, 0.5);
    QVERIFY(qAbs(TimeMap::distance(back.from, map.from)) < kTicksPerMillisecond);
    QCOMPARE(map.zoomed(450, 0), map);
}

void TstTimeMap::zoomStopsAtTheMinimum()
{
    TimeMap map{at("2017-10-18T13:00:00Z"), at("2017-10-18T15:00:00Z"), 600};
    const TimePoint under = map.xToTime(200);
    for (int i = 0; i < 100; ++i)
        map = map.zoomed(200, 1.5);
    QCOMPARE(map.span(), static_cast<double>(TimeMap::kMinimumSpan));
    QVERIFY(qAbs(map.timeToX(under) - 200) <= 1.0);
}

void TstTimeMap::panFollowsTheHand()
{
    const TimeMap map{at("2017-10-18T13:00:00Z"), at("2017-10-18T15:00:00Z"), 600};
    const TimeMap moved = map.panned(150);
    QCOMPARE(moved.from.ticks, at("2017-10-18T12:30:00Z").ticks);
    QCOMPARE(moved.to.ticks, at("2017-10-18T14:30:00Z").ticks);
    QCOMPARE(moved.panned(-150), map);
}

void TstTimeMap::clampedKeepsItsSpan()
{
    const TimePoint first = at("2017-10-18T13:00:00Z"), last = at("2017-10-18T15:00:00Z");
    const TimeMap map{at("2017-10-18T13:00:00Z"), at("2017-10-18T14:00:00Z"), 600};
    QCOMPARE(map.panned(100).clamped(first, last), map);
    const TimeMap right = map.panned(-100'000).clamped(first, last);
    QCOMPARE(right.to.ticks, last.ticks);
    QCOMPARE(right.span(), map.span());
    QCOMPARE(map.panned(-60).clamped(first, last), map.panned(-60));
}

void TstTimeMap::clampedShowsAllWhenTooLong()
{
    const TimePoint first = at("2017-10-18T13:00:00Z"), last = at("2017-10-18T15:00:00Z");
    const TimeMap map{at("2017-10-18T10:00:00Z"), at("2017-10-18T18:00:00Z"), 600};
    QCOMPARE(map.clamped(first, last), (TimeMap{first, last, 600}));
    const TimeMap point = map.clamped(first, first);
    QCOMPARE(point.span(), static_cast<double>(TimeMap::kMinimumSpan));
}

void TstTimeMap::unknownTimesAreHarmless()
{
    const TimeMap none;
    QVERIFY(!none.valid());
    QVERIFY(!none.xToTime(5).known());
    QCOMPARE(none.timeToX(at("2017-10-18T13:00:00Z")), 0.0);
    QCOMPARE(none.zoomed(5, 2), none);
    QCOMPARE(none.panned(5), none);
    const TimeMap map{at("2017-10-18T10:00:00Z"), at("2017-10-18T18:00:00Z"), 600};
    QVERIFY(map.timeToX(TimePoint{}) < 0);
    QCOMPARE(map.clamped(TimePoint{}, TimePoint{}), map);
}

void TstTimeMap::farthestTimesDoNotOverflow()
{
    TimeMap map{at("1601-01-01T00:00:00Z"), at("9999-12-31T23:59:59Z"), 100};
    QCOMPARE(qRound(map.timeToX(map.to)), 100);
    for (int i = 0; i < 200; ++i)
        map = map.zoomed(50, 0.1).panned(100'000);
    QVERIFY(map.from.known());
    QVERIFY(map.from.ticks >= -2'000'000'000'000'000'000);
    QVERIFY(map.to.ticks <= 2'000'000'000'000'000'000);
}

QTEST_GUILESS_MAIN(TstTimeMap)
#include "tst_time_map.moc"
