// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time.h"

#include <QtTest>

using namespace sendwright;

// Promises of core/time: reads and writes ISO times to the tick, refuses what is no time, and knows the calendar.
class TestTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void roundTripsOverCenturies();
    void durations_data();
    void durations();
};

void TestTime::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("protocol log") << QByteArray("2017-10-18T14:07:11.365Z")
                                  << QByteArray("2017-10-18T14:07:11.3650000Z");
    QTest::newRow("no fraction") << QByteArray("2017-10-18T14:07:11Z") << QByteArray("2017-10-18T14:07:11.0000000Z");
    QTest::newRow("nine digits") << QByteArray("2017-10-18T14:07:11.123456789Z")
                                 << QByteArray("2017-10-18T14:07:11.1234567Z");
    QTest::newRow("blank, no zone") << QByteArray("2015-12-22 02:23:19.165775")
                                    << QByteArray("2015-12-22T02:23:19.1657750Z");
    QTest::newRow("leap day") << QByteArray("2024-02-29T00:00:00Z") << QByteArray("2024-02-29T00:00:00.0000000Z");
    QTest::newRow("before 1970") << QByteArray("1969-12-31T23:59:59.900Z")
                                 << QByteArray("1969-12-31T23:59:59.9000000Z");
}

void TestTime::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, written);
    const auto time = parseIsoTime(text.toStdString());
    QVERIFY(time);
    QCOMPARE(QByteArray::fromStdString(formatIsoTime(*time, 7)), written);
}

void TestTime::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "2017-10-18", "2017-13-18T14:07:11Z", "2023-02-29T00:00:00Z", "2017-10-18T24:00:00Z",
                             "2017-10-18T14:60:11Z", "2017-10-18T14:07:11.Z", "2017-10-18T14:07:11+02:00",
                             "2017-10-18X14:07:11Z", "2017-10-18T14:07:11.0000000000Z",
                             "\xD9\xA2\xD9\xA0"
                             "17-10-18T14:07:11Z"})
        QTest::addRow("%s", text) << QByteArray(text);
}

void TestTime::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseIsoTime(text.toStdString()));
}

void TestTime::roundTripsOverCenturies()
{
    for (std::int64_t day = -130'000; day < 200'000; day += 37) {
        const TimePoint time{day * 86'400 * kTicksPerSecond + 12'345'678};
        const auto back = fromCivil(toCivil(time));
        QVERIFY(back);
        QCOMPARE(back->ticks, time.ticks);
    }
}

void TestTime::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("milliseconds") << qint64(218) << QByteArray("218 ms");
    QTest::newRow("seconds") << qint64(1900) << QByteArray("1.9 s");
    QTest::newRow("minutes") << qint64(303'000) << QByteArray("5 min 3 s");
    QTest::newRow("hours") << qint64(7'440'000) << QByteArray("2 h 4 min");
    QTest::newRow("negative") << qint64(-15) << QByteArray("-15 ms");
}

void TestTime::durations()
{
    QFETCH(qint64, ms);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(formatDuration(ms * kTicksPerMillisecond)), text);
}

QTEST_GUILESS_MAIN(TestTime)
#include "tst_time.moc"
