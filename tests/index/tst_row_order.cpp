// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/histogram.h"
#include "support/batch_builder.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the merged order and of Density: rows of all sources by time, ties by source and place, rows without a
// time last; a snapshot tells whether rows were appended; counts by time agree with counting one by one.
class TestRowOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesRandomSourcesLikeASort();
    void saysWhatChanged();
    void densityAgreesWithCounting();
    void anEmptySnapshotIsHarmless();
};

void TestRowOrder::mergesRandomSourcesLikeASort()
{
    quint32 seed = 5;
    BatchBuilder builder;
    std::shared_ptr<const Snapshot> snapshot;
    for (int source = 0; source < 12; ++source) {
        if (source > 0)
            builder.begin(EntryKind::SmtpSend, std::to_string(source));
        for (int i = 0; i < 30; ++i) {
            seed = seed * 1664525u + 1013904223u;
            builder.at(seed >> 20);
            builder.session("08D1" + std::to_string(i), {plus(), minus()});
        }
        snapshot = builder.publish(); // extends the order piece by piece
    }
    const auto& order = *snapshot->order;
    QCOMPARE(order.size(), std::size_t{720});
    for (std::size_t i = 1; i < order.size(); ++i) {
        const TimePoint a = snapshot->time(order[i - 1]), b = snapshot->time(order[i]);
        QVERIFY(a < b || (a == b && order[i - 1] < order[i]));
    }
}

void TestRowOrder::saysWhatChanged()
{
    BatchBuilder builder;
    builder.session("08D1A", {plus()});
    builder.publish();
    builder.session("08D1B", {plus(), minus()});
    const Change appended = builder.publish()->sincePrevious;
    QCOMPARE(appended.kind, Change::Kind::Appended);
    QCOMPARE(appended.first, 1u);
    QCOMPARE(appended.count, 2u);
    builder.at(0);
    builder.session("08D1C", {plus()});
    builder.session("08D1D", {plus()});
    QCOMPARE(builder.publish()->sincePrevious.kind, Change::Kind::Reordered);
}

void TestRowOrder::densityAgreesWithCounting()
{
    BatchBuilder builder;
    for (int i = 0; i < 400; ++i) {
        builder.at((i * 7919) % 100'000);
        builder.session("08D1" + std::to_string(i), {plus()});
    }
    const auto snapshot = builder.publish();
    const Density density(*snapshot);
    QCOMPARE(density.count(0, density.first(), density.last()), 400u);
    std::uint32_t sum = 0;
    const std::int64_t span = density.last().ticks - density.first().ticks;
    for (int i = 0; i < 100; ++i)
        sum += density.count(0, TimePoint{density.first().ticks + span * i / 100},
                             TimePoint{density.first().ticks + span * (i + 1) / 100});
    QCOMPARE(sum, 400u);
    QCOMPARE(density.count(2, density.first(), density.last()), 0u);
}

void TestRowOrder::anEmptySnapshotIsHarmless()
{
    const Snapshot snapshot;
    QVERIFY(Density(snapshot).empty());
    QCOMPARE(Density(snapshot).count(0, TimePoint{0}, TimePoint{1}), 0u);
    QVERIFY(snapshot.sessionRows(0).empty());
    QCOMPARE(snapshot.rowIndex({SourceId{3}, 0}), kNoRow);
}

QTEST_GUILESS_MAIN(TestRowOrder)
#include "tst_row_order.moc"
