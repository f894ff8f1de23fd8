// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the timeline is made of promises: a lane a connector and an event source in the order that matters, tips that no
// evidence can forge, and labels at round times of the zone, at least half their distance apart.

#include "widgets/timeline_axis.h"
#include "widgets/timeline_evidence.h"
#include "widgets/timeline_lanes.h"
#include "widgets/timeline_text.h"

#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

QStringList laneTitles(const Evidence& evidence)
{
    QStringList titles;
    for (const TimelineLane& lane : buildLanes(*evidence.snapshot()).lanes)
        titles << lane.title;
    return titles;
}

} // namespace

class TstTimelineParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomesHaveSeverities();
    void lanesInTheOrderThatMatters();
    void manyConnectorsShareALane();
    void eventSources();
    void tipsEscapeEvidence();
    void tipsCount();
    void axis_data();
    void axis();
};

void TstTimelineParts::outcomesHaveSeverities()
{
    QCOMPARE(severityOf(Outcome::Delivered), Severity::Good);
    QCOMPARE(severityOf(Outcome::TlsFailed), Severity::Error);
    QCOMPARE(severityOf(Outcome::ConnectFailed), Severity::Error);
    QCOMPARE(severityOf(Outcome::Rejected), Severity::Warning);
    QCOMPARE(severityOf(Outcome::Dropped), Severity::Warning);
    QCOMPARE(severityOf(Outcome::NoMail), Severity::Info);
    QCOMPARE(severityOf(Outcome::CutOff), Severity::Info);
    QCOMPARE(outcomeText(Outcome::TlsFailed), QStringLiteral("TLS failed"));
    QCOMPARE(outcomeText(Outcome::NoMail), QStringLiteral("No mail"));
}

void TstTimelineParts::lanesInTheOrderThatMatters()
{
    Evidence evidence;
    evidence.session("Busy", 0, 1, Outcome::Delivered);
    evidence.session("Busy", 1, 1, Outcome::Delivered);
    evidence.session("Quiet", 2, 1, Outcome::NoMail);
    evidence.session("Broken", 3, 1, Outcome::TlsFailed);
    evidence.session("Quiet", 4, 1, Outcome::Delivered, EntryKind::SmtpReceive);
    evidence.session("", 5, 1, Outcome::Delivered);
    evidence.session("", 6, 1, Outcome::Delivered);
    evidence.session("", 7, 1, Outcome::Delivered);
    const QStringList titles = laneTitles(evidence);
    QCOMPARE(titles,
             QStringList({QStringLiteral("Broken"), QStringLiteral("Connector not named"), QStringLiteral("Busy"),
                          QStringLiteral("Quiet (receive)"), QStringLiteral("Quiet (send)")}));
}

void TstTimelineParts::manyConnectorsShareALane()
{
    Evidence evidence;
    for (int i = 0; i < 20; ++i)
        evidence.session(qPrintable(QStringLiteral("Connector %1").arg(i)), i, 1, Outcome::Delivered);
    const QStringList titles = laneTitles(evidence);
    QCOMPARE(titles.size(), 13);
    QCOMPARE(titles.last(), QStringLiteral("8 more connectors"));
}

void TstTimelineParts::eventSources()
{
    Evidence evidence;
    evidence.event("Application", "Wininit", kStart);
    evidence.event("Application", "Winlogon", kStart);
    evidence.event("Microsoft-Windows-CAPI2/Operational", "Microsoft-Windows-CAPI2", kStart, Severity::Info);
    evidence.event("System", "Schannel", kStart);
    evidence.event("Application", "MSExchangeTransport", kStart, Severity::Warning);
    const QStringList titles = laneTitles(evidence);
    QCOMPARE(titles,
             QStringList({QStringLiteral("System · Schannel"), QStringLiteral("Application · MSExchangeTransport"),
                          QStringLiteral("Operational · CAPI2"), QStringLiteral("Other events")}));
}

void TstTimelineParts::tipsEscapeEvidence()
{
    Evidence evidence;
    evidence.session("<img src=x>&\n<b>Bold</b>", 0, 1, Outcome::Rejected);
    evidence.session(std::string(5000, 'x').c_str(), 0, 1, Outcome::Delivered);
    const auto snapshot = evidence.snapshot();
    const TimelineLanes lanes = buildLanes(*snapshot);
    const TimelineText text{*snapshot, lanes, QTimeZone::utc()};
    const QString tip = tipHtml(text.session(0));
    QVERIFY(tip.contains(QStringLiteral("&lt;img src=x&gt;&amp; &lt;b&gt;")));
    QVERIFY(!tip.contains(QStringLiteral("<img")));
    QVERIFY(tip.startsWith(QStringLiteral("<qt><b>Rejected</b>")));
    QVERIFY(tipHtml(text.session(1)).size() < 1000);
}

void TstTimelineParts::tipsCount()
{
    Evidence evidence;
    for (int i = 0; i < 1200; ++i)
        evidence.session("Outbound", i / 1000, 0, i == 7 ? Outcome::ConnectFailed : Outcome::Delivered);
    const auto snapshot = evidence.snapshot();
    const TimelineLanes lanes = buildLanes(*snapshot);
    const TimelineText text{*snapshot, lanes, QTimeZone::utc()};
    const TimeMap map{plusSeconds(kStart, -100), plusSeconds(kStart, 100), 20};
    const auto hit = hitLane(lanes.lanes[0].items, map, 3, 10);
    QVERIFY(hit);
    const QStringList lines = text.group(0, *hit);
    QCOMPARE(lines[0], QStringLiteral("1,200 sessions here: 1 failed, 1,199 delivered"));
    QCOMPARE(lines[1], QStringLiteral("A click selects: Connect failed"));
    QCOMPARE(text.lane(0)[1], QStringLiteral("1,200 sessions, 1 failed"));
}

void TstTimelineParts::axis_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QStringList>("labels");
    const auto add = [](const char* name, const char* from, const char* to, const char* zone, const char* labels) {
        QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to) << QString::fromLatin1(zone)
                            << QString::fromLatin1(labels).split(QLatin1Char('|'));
    };
    add("hours", "2017-10-18T13:00:00Z", "2017-10-18T15:00:00Z", "UTC", "13:00|13:30|14:00|14:30|15:00");
    add("milliseconds", "2017-10-18T13:00:00Z", "2017-10-18T13:00:00.010Z", "UTC",
        "13:00:00.000|13:00:00.002|13:00:00.004|13:00:00.006|13:00:00.008|13:00:00.010");
    add("seconds", "2017-10-18T13:00:01Z", "2017-10-18T13:00:59Z", "UTC", "13:00:15|13:00:30|13:00:45");
    add("a new day", "2017-10-18T22:00:00Z", "2017-10-19T02:00:00Z", "UTC", "22:00|23:00|19 Oct|01:00|02:00");
    add("half-hour zone", "2017-10-18T18:00:00Z", "2017-10-18T19:00:00Z", "Asia/Kolkata",
        "23:30|23:45|19 Oct|00:15|00:30");
    add("clock put back", "2017-10-28T12:00:00Z", "2017-10-29T12:00:00Z", "Europe/Berlin", "18:00|29 Oct|06:00|12:00");
    add("years", "2001-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "UTC", "2005|2010|2015|2020");
}

void TstTimelineParts::axis()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, zone);
    QFETCH(QStringList, labels);
    const QTimeZone timeZone(zone.toLatin1());
    if (!timeZone.isValid())
        QSKIP("this computer does not know the zone");
    const TimeMap map{*parseIsoTime(from.toStdString()), *parseIsoTime(to.toStdString()), 500};
    QStringList texts;
    double previous = -1000;
    for (const AxisLabel& label : axisLabels(map, timeZone, 96)) {
        texts << label.text;
        QVERIFY(label.x - previous >= 48);
        previous = label.x;
        QCOMPARE(label.dayBorder, label.text.contains(QStringLiteral("Oct")));
    }
    QCOMPARE(texts, labels);
}

QTEST_GUILESS_MAIN(TstTimelineParts)
#include "tst_timeline_parts.moc"
