// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// lane_layout promises: the bars are those of its plain twin below, the worst severity of what collapses wins, no more
// than three bars a pixel column, and 150,000 sessions take milliseconds.

#include "widgets/lane_layout.h"

#include <QElapsedTimer>
#include <QtTest>

#include <random>
#include <tuple>

using namespace sendwright;

namespace {

constexpr std::int64_t kMs = kTicksPerMillisecond;
const TimePoint kNoon = *parseIsoTime("2017-10-18T12:00:00Z");

TimePoint after(std::int64_t milliseconds)
{
    return {kNoon.ticks + milliseconds * kMs};
}

LaneItem item(std::int64_t start, std::int64_t end, Severity severity, std::uint32_t index)
{
    return LaneItem{after(start), after(end), index, severity, static_cast<std::uint8_t>(index % 5)};
}

/// Twin of layoutLane: looks at every item for every column and every way an item can begin. Slow, plain.
std::vector<LaneBar> plainLayout(const LaneItems& items, const TimeMap& map, int minimumWidth)
{
    struct Placed
    {
        LaneItem item;
        double from, end;
        bool wide;
    };
    std::vector<Placed> placed;
    for (const LaneItem& one : items) {
        const double from = map.columnOf(one.start), to = map.columnAfter(one.end);
        const bool wide = to - from > minimumWidth;
        placed.push_back({one, from, wide ? to : from + minimumWidth, wide});
    }
    std::vector<LaneBar> bars;
    const auto addGroup = [&](auto&& belongs) {
        LaneBar bar;
        for (const Placed& p : placed) {
            if (p.end <= 0 || p.from >= map.width || !belongs(p))
                continue;
            const int x = static_cast<int>(std::max(0.0, p.from));
            const int end = static_cast<int>(std::min<double>(map.width, p.end));
            if (bar.count == 0 || p.item.severity > bar.severity)
                bar = {bar.x, bar.width, bar.count, p.item.index, p.item.severity, p.item.shape};
            bar.x = x;
            bar.width = std::max(bar.width, end - x);
            ++bar.count;
        }
        if (bar.count > 0)
            bars.push_back(bar);
    };
    for (const bool wide : {false, true}) {
        for (int column = 0; column < map.width; ++column)
            addGroup([&](const Placed& p) { return p.wide == wide && p.from == column; });
        for (int end = 1; end < map.width; ++end)
            addGroup([&](const Placed& p) { return p.wide == wide && p.from < 0 && p.end == end; });
        addGroup([&](const Placed& p) { return p.wide == wide && p.from < 0 && p.end >= map.width; });
    }
    return bars;
}

std::vector<LaneBar> sorted(std::vector<LaneBar> bars)
{
    std::sort(bars.begin(), bars.end(), [](const LaneBar& a, const LaneBar& b) {
        return std::tie(a.x, a.width, a.index, a.count) < std::tie(b.x, b.width, b.index, b.count);
    });
    return bars;
}

LaneItems randomItems(std::mt19937& random, std::size_t count, std::uint32_t spread, std::uint32_t longest)
{
    std::vector<LaneItem> items;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto start = static_cast<std::int64_t>(random() % spread);
        const auto length = static_cast<std::int64_t>(random() % longest);
        items.push_back(item(start, start + length, static_cast<Severity>(random() % 4), i));
    }
    return LaneItems(std::move(items));
}

} // namespace

class TstLaneLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsAndMends();
    void oneSessionOneBar();
    void shortOnesCollapseAndTheWorstWins();
    void longOnesKeepTheirLength();
    void cutToTheStrip();
    void outsideIsLeftOut();
    void sameAsPlainTwin();
    void hitsWhatIsThere();
    void findsAndNearest();
    void manySessionsAreQuick();
};

void TstLaneLayout::sortsAndMends()
{
    const LaneItems lane({item(20, 10, Severity::Good, 2), item(5, 400, Severity::Good, 1)});
    QCOMPARE(lane[0].index, 1u);
    QCOMPARE(lane[1].end.ticks, after(20).ticks); // an end before the start
    QCOMPARE(lane.last().ticks, after(400).ticks);
    QVERIFY(LaneItems().empty());
}

void TstLaneLayout::oneSessionOneBar()
{
    const LaneItems lane({item(100, 200, Severity::Good, 7)});
    const auto bars = layoutLane(lane, {after(0), after(1000), 100}, 3);
    QCOMPARE(bars.size(), 1u);
    QVERIFY((bars[0] == LaneBar{10, 10, 1, 7, Severity::Good, 2}));
}

void TstLaneLayout::shortOnesCollapseAndTheWorstWins()
{
    const LaneItems lane({item(100, 101, Severity::Good, 1), item(102, 103, Severity::Error, 2),
                          item(104, 105, Severity::Warning, 3), item(106, 106, Severity::Error, 4)});
    const auto bars = layoutLane(lane, {after(0), after(1000), 100}, 3);
    QCOMPARE(bars.size(), 1u);
    QVERIFY((bars[0] == LaneBar{10, 3, 4, 2, Severity::Error, 2}));
}

void TstLaneLayout::longOnesKeepTheirLength()
{
    // A short failure inside a long good session stays short.
    const LaneItems lane({item(100, 900, Severity::Good, 1), item(100, 101, Severity::Error, 2)});
    const auto bars = sorted(layoutLane(lane, {after(0), after(1000), 100}, 3));
    QCOMPARE(bars.size(), 2u);
    QVERIFY((bars[0] == LaneBar{10, 3, 1, 2, Severity::Error, 2}));
    QVERIFY((bars[1] == LaneBar{10, 80, 1, 1, Severity::Good, 1}));
}

void TstLaneLayout::cutToTheStrip()
{
    const LaneItems lane({item(-500, 2000, Severity::Good, 1), item(-500, 100, Severity::Error, 2)});
    const auto bars = sorted(layoutLane(lane, {after(0), after(1000), 100}, 3));
    QCOMPARE(bars.size(), 2u);
    QVERIFY((bars[0] == LaneBar{0, 10, 1, 2, Severity::Error, 2}));
    QVERIFY((bars[1] == LaneBar{0, 100, 1, 1, Severity::Good, 1}));
}

void TstLaneLayout::outsideIsLeftOut()
{
    const LaneItems lane({item(-500, -400, Severity::Good, 1), item(1500, 1600, Severity::Good, 2)});
    QVERIFY(layoutLane(lane, {after(0), after(1000), 100}, 3).empty());
    QVERIFY(layoutLane(lane, {after(0), after(0), 100}, 3).empty());
    QVERIFY(layoutLane(lane, {after(0), after(1000), 0}, 3).empty());
    QVERIFY(layoutLane(LaneItems(), {after(0), after(1000), 100}, 3).empty());
}

void TstLaneLayout::sameAsPlainTwin()
{
    std::mt19937 random(20171018);
    for (int round = 0; round < 120; ++round) {
        const LaneItems lane = randomItems(random, random() % 300, 1 + random() % 20'000, 1 + random() % 4'000);
        const auto from = static_cast<std::int64_t>(random() % 10'000);
        const TimeMap map{after(from), after(from + 10 + random() % 12'000), 1 + static_cast<int>(random() % 150)};
        const int minimumWidth = 1 + static_cast<int>(random() % 4);
        const auto fast = sorted(layoutLane(lane, map, minimumWidth));
        const auto plain = sorted(plainLayout(lane, map, minimumWidth));
        QCOMPARE(fast.size(), plain.size());
        QVERIFY2(fast == plain, qPrintable(QStringLiteral("round %1").arg(round)));
        QVERIFY(fast.size() <= 3 * static_cast<std::size_t>(map.width));
    }
}

void TstLaneLayout::hitsWhatIsThere()
{
    const LaneItems lane({item(100, 900, Severity::Good, 1), item(400, 500, Severity::Error, 2)});
    const TimeMap map{after(0), after(1000), 100};
    QVERIFY(!hitLane(lane, map, 3, 5));
    QCOMPARE(hitLane(lane, map, 3, 15)->place, 0u);
    QCOMPARE(hitLane(lane, map, 3, 15)->count, 1u);
    QCOMPARE(hitLane(lane, map, 3, 45)->place, 1u);
    QCOMPARE(hitLane(lane, map, 3, 45)->count, 2u);
    QVERIFY(!hitLane(lane, map, 3, 90));
}

void TstLaneLayout::findsAndNearest()
{
    const LaneItems lane(
        {item(100, 110, Severity::Good, 4), item(100, 120, Severity::Good, 9), item(300, 310, Severity::Good, 5)});
    QCOMPARE(lane.find(9, after(100)).value(), 1u);
    QVERIFY(!lane.find(9, after(300)));
    QCOMPARE(lane.nearest(after(0)).value(), 0u);
    QCOMPARE(lane.nearest(after(199)).value(), 1u);
    QCOMPARE(lane.nearest(after(201)).value(), 2u);
    QCOMPARE(lane.nearest(after(9999)).value(), 2u);
    QVERIFY(!LaneItems().nearest(after(0)));
}

void TstLaneLayout::manySessionsAreQuick()
{
    std::mt19937 random(3);
    const LaneItems lane = randomItems(random, 150'000, 86'400'000, 3'000);
    const TimeMap map{after(0), after(86'400'000), 1200};
    QElapsedTimer timer;
    timer.start();
    const auto bars = layoutLane(lane, map, 3);
    const qint64 all = timer.nsecsElapsed();
    timer.start();
    layoutLane(lane, {after(40'000'000), after(40'060'000), 1200}, 3);
    const qint64 part = timer.nsecsElapsed();
    QVERIFY(bars.size() <= 2400u);
    // Generous, because this also runs unoptimised and under sanitizers: optimised it is about 1 ms.
    QVERIFY2(all < 200'000'000, qPrintable(QString::number(all)));
    QVERIFY2(part * 5 < all, qPrintable(QStringLiteral("%1 of %2 ns").arg(part).arg(all)));
    qInfo("all %.2f ms, a minute of it %.3f ms", double(all) / 1e6, double(part) / 1e6);
}

QTEST_GUILESS_MAIN(TstLaneLayout)
#include "tst_lane_layout.moc"
