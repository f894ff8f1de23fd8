// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "index/histogram.h"
#include "support/batch_builder.h"

#include <QtTest>

#include <numeric>
#include <random>

using namespace sendwright;
using namespace sendwright::test;

// Promises of the merged order and of Density: rows of all sources by time, ties by source and place, rows without a
// time last; a snapshot tells whether rows were appended; counts by time agree with counting one by one.
class TestRowOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesRandomSourcesLikeASort();
    void mergesLargeSources_data();
    void mergesLargeSources();
    void saysWhatChanged();
    void densityAgreesWithCounting();
    void densityIsExactToItsBins();
    void anEmptySnapshotIsHarmless();
};

static bool isInOrder(const Snapshot& snapshot)
{
    const auto& order = *snapshot.order;
    for (std::size_t i = 1; i < order.size(); ++i) {
        const TimePoint a = snapshot.time(order[i - 1]), b = snapshot.time(order[i]);
        if (b < a || (a == b && order[i] <= order[i - 1]))
            return false;
    }
    return true;
}

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
    QCOMPARE(snapshot->order->size(), std::size_t{720});
    QVERIFY(isInOrder(*snapshot));
}

void TestRowOrder::mergesLargeSources_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<int>("from"); // ms at which each source but the first begins
    QTest::newRow("two alike") << QList<int>{50'000, 50'000} << 0;
    QTest::newRow("a short one after a long one") << QList<int>{99'000, 40} << 150'000;
    QTest::newRow("a long one before a short one") << QList<int>{40, 99'000} << -150'000;
    QTest::newRow("they touch") << QList<int>{40'000, 40'000} << 79'990;
    QTest::newRow("three") << QList<int>{40'000, 30'001, 50'003} << 20'000;
}

/// So many that two cores share in a merge.
void TestRowOrder::mergesLargeSources()
{
    QFETCH(QList<int>, rows);
    QFETCH(int, from);
    std::mt19937 random(3);
    BatchBuilder builder;
    for (qsizetype source = 0; source < rows.size(); ++source) {
        if (source > 0)
            builder.begin(EntryKind::SmtpSend, std::to_string(source));
        EntryBatch batch;
        batch.sessions.push_back({batch.texts.add("Internet"), 0, batch.texts.add("08D1")});
        std::int64_t ms = source > 0 ? from : 0;
        for (int i = 0; i < rows[source]; ++i, ms += static_cast<std::int64_t>(random() % 4))
            builder.row(batch, TimePoint{ms * kTicksPerMillisecond}, Severity::Info);
        builder.index().append(std::move(batch));
    }
    const auto snapshot = builder.publish();
    QCOMPARE(snapshot->order->size(), std::accumulate(rows.begin(), rows.end(), std::size_t{0}));
    QVERIFY(isInOrder(*snapshot));
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

/// Bins of a millisecond: what is counted between two whole ones is known to the entry.
void TestRowOrder::densityIsExactToItsBins()
{
    constexpr std::int64_t kBins = Density::kBins;
    std::mt19937 random(11);
    std::vector<std::pair<std::int64_t, Severity>> made{{0, Severity::Good}, {kBins - 1, Severity::Error}};
    std::int64_t ms = 0;
    for (int i = 0; i < 210'000; ++i) { // runs in order, as files have them, and jumps between them; for two threads
        ms = i % 100 == 0 ? static_cast<std::int64_t>(random() % kBins) : std::min(ms + 1, kBins - 1);
        made.emplace_back(ms, static_cast<Severity>(random() % 4));
    }
    BatchBuilder builder;
    EntryBatch batch;
    batch.sessions.push_back({batch.texts.add("Internet"), 0, batch.texts.add("08D1")});
    for (const auto& [at, severity] : made)
        builder.row(batch, TimePoint{at * kTicksPerMillisecond}, severity);
    builder.row(batch, TimePoint{}, Severity::Error); // without a time: counted nowhere
    builder.index().append(std::move(batch));
    const Density density(*builder.publish());
    const std::array<std::vector<Severity>, Density::kClasses> classes = {
        {{Severity::Info, Severity::Good}, {Severity::Warning}, {Severity::Error}}};
    for (int round = 0; round < 40; ++round) {
        const auto from = static_cast<std::int64_t>(random() % kBins), to = static_cast<std::int64_t>(random() % kBins);
        for (std::size_t kind = 0; kind < classes.size(); ++kind) {
            const auto belongs = [&](const auto& entry) {
                return entry.first >= from && entry.first < to &&
                       std::find(classes[kind].begin(), classes[kind].end(), entry.second) != classes[kind].end();
            };
            QCOMPARE(static_cast<std::ptrdiff_t>(density.count(kind, TimePoint{from * kTicksPerMillisecond},
                                                               TimePoint{to * kTicksPerMillisecond})),
                     std::count_if(made.begin(), made.end(), belongs));
        }
    }
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
