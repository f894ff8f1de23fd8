// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// TimelineView promises: selection shared with ViewState both ways, zoom, pan and range by hand and by keyboard, words
// for screen readers, times in the zone chosen, and frames that do not cost by the session.

#include "widgets/theme.h"
#include "widgets/timeline_evidence.h"
#include "widgets/timeline_view.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QWheelEvent>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

namespace {

/// Two connectors and an event source over an hour: sessions 0, 2, 4 … of `Outbound`, the last ones failing.
Evidence someEvidence()
{
    Evidence evidence;
    for (int i = 0; i < 10; ++i) {
        evidence.session("Outbound", i * 360, 20, i < 7 ? Outcome::Delivered : Outcome::TlsFailed);
        evidence.session("Internet", i * 360 + 120, 20, Outcome::Delivered);
    }
    evidence.event("System", "Schannel", plusSeconds(kStart, 2521));
    return evidence;
}

struct Window
{
    Theme theme;
    ViewState state;
    TimelineView view{theme, state};

    explicit Window(const Evidence& evidence, std::shared_ptr<const Analysis> analysis = {})
    {
        theme.setChoice(Theme::Choice::Light);
        view.resize(900, 240);
        const auto snapshot = evidence.snapshot();
        view.show(snapshot, std::move(analysis), std::make_shared<const Density>(*snapshot));
        view.setVisible(true);
    }

    void wheel(const QPoint& where, int delta)
    {
        QWheelEvent event(where, view.mapToGlobal(where), QPoint(), QPoint(0, delta), Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
    }

    void drag(const QPoint& from, const QPoint& to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&view, Qt::LeftButton, modifiers, from);
        // QTest::mouseMove sends no buttons, and a drag needs only the position.
        for (const QPoint& point : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, point, view.mapToGlobal(point), Qt::NoButton, Qt::LeftButton,
                             modifiers);
            QCoreApplication::sendEvent(&view, &move);
        }
        QTest::mouseRelease(&view, Qt::LeftButton, modifiers, to);
    }

    QPoint inPlot(int x, int y = 10) const { return view.plotRect().topLeft() + QPoint(x, y); }
};

} // namespace

class TstTimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptySaysWhatToDo();
    void unknownTimesAreLeftOut();
    void clickSelectsSession();
    void clickSelectsEvent();
    void wheelZoomsAtThePointer();
    void dragPansAndSelectsNothing();
    void shiftDragSelectsARange();
    void doubleClickShowsAll();
    void farEventsDoNotSqueezeSessions();
    void followsTheSelection();
    void keyboardMovesAndSelects();
    void keyboardZooms();
    void failuresLookDifferent();
    void markedSessionsAndDashedLine();
    void growsWhileLoading();
    void smallerCaseWhileLoading();
    void zoneChangesLabels();
    void sizesAreHarmless_data();
    void sizesAreHarmless();
    void frameDoesNotCostBySession();
};

void TstTimelineView::emptySaysWhatToDo()
{
    Theme theme;
    ViewState state;
    TimelineView view(theme, state);
    view.show(nullptr, nullptr, nullptr);
    QVERIFY(view.isEmpty());
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("Open log files")));
    QVERIFY(!view.grab().isNull());
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::mouseClick(&view, Qt::LeftButton);
    QTest::mouseDClick(&view, Qt::LeftButton);
    QCOMPARE(state.session(), kNoSession);
}

void TstTimelineView::unknownTimesAreLeftOut()
{
    Evidence evidence;
    const SessionIndex session = evidence.session("Outbound", 0, 1, Outcome::Delivered);
    evidence.at(session).first = evidence.at(session).last = TimePoint{};
    const RowIndex event = evidence.event("System", "Schannel", TimePoint{});
    Window window(evidence);
    QVERIFY(window.view.laneTitles().isEmpty());
    window.state.selectSession(session);
    window.state.selectEntry(event, kNoSession);
    QVERIFY(!window.view.pointOfSession(session));
    QVERIFY(!window.view.pointOfEvent(event));
    QVERIFY(!window.view.grab().isNull());
}

void TstTimelineView::clickSelectsSession()
{
    Window window(someEvidence());
    const auto point = window.view.pointOfSession(6);
    QVERIFY(point);
    QTest::mouseClick(&window.view, Qt::LeftButton, {}, *point);
    QCOMPARE(window.state.session(), 6u);
    QVERIFY(window.view.accessibleDescription().contains(QStringLiteral("Outbound")));
    QVERIFY(window.view.accessibleDescription().contains(QStringLiteral("Delivered")));
    // Beside it is nothing: the selection stays.
    QTest::mouseClick(&window.view, Qt::LeftButton, {}, *point + QPoint(20, 0));
    QCOMPARE(window.state.session(), 6u);
}

void TstTimelineView::clickSelectsEvent()
{
    Evidence evidence = someEvidence();
    const RowIndex row = evidence.event("System", "Schannel", plusSeconds(kStart, 1000));
    Window window(evidence);
    window.state.selectSession(3);
    QTest::mouseClick(&window.view, Qt::LeftButton, {}, window.view.pointOfEvent(row).value());
    QCOMPARE(window.state.entry(), row);
    QCOMPARE(window.state.session(), kNoSession);
    QVERIFY(window.view.accessibleDescription().contains(QStringLiteral("Schannel 36870")));
}

void TstTimelineView::wheelZoomsAtThePointer()
{
    Window window(someEvidence());
    const TimeMap before = window.view.map();
    const TimePoint under = before.xToTime(300);
    window.wheel(window.inPlot(300), 120);
    QVERIFY(window.view.map().span() < before.span());
    QVERIFY(qAbs(window.view.map().timeToX(under) - 300) <= 1);
    for (int i = 0; i < 200; ++i)
        window.wheel(window.inPlot(300), 120);
    QVERIFY(qAbs(window.view.map().span() - double(TimeMap::kMinimumSpan)) < 2);
    for (int i = 0; i < 200; ++i)
        window.wheel(window.inPlot(10), -120);
    QCOMPARE(window.view.map(), before);
}

void TstTimelineView::dragPansAndSelectsNothing()
{
    Window window(someEvidence());
    window.wheel(window.inPlot(300), 240);
    const TimeMap before = window.view.map();
    const QPoint onSession = window.view.pointOfSession(8).value_or(window.inPlot(300, 60));
    window.drag(onSession, onSession + QPoint(40, 0));
    QVERIFY(qAbs(window.view.map().timeToX(before.from) - 40) <= 1);
    QCOMPARE(window.view.map().span(), before.span());
    QCOMPARE(window.state.session(), kNoSession);
}

void TstTimelineView::shiftDragSelectsARange()
{
    Window window(someEvidence());
    const TimeMap map = window.view.map();
    QSignalSpy spy(&window.state, &ViewState::rangeChanged);
    window.drag(window.inPlot(400), window.inPlot(200), Qt::ShiftModifier);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(window.state.from().ticks, map.xToTime(200).ticks);
    QCOMPARE(window.state.to().ticks, map.xToTime(400).ticks);
    QCOMPARE(window.view.map(), map);
    window.drag(window.inPlot(400), window.inPlot(401), Qt::ShiftModifier);
    QCOMPARE(spy.size(), 1); // a slip of the hand
    QTest::keyClick(&window.view, Qt::Key_Escape);
    QVERIFY(!window.state.from().known());
}

void TstTimelineView::doubleClickShowsAll()
{
    Window window(someEvidence());
    const TimeMap all = window.view.map();
    QVERIFY(all.from < kStart);
    QVERIFY(all.to > plusSeconds(kStart, 9 * 360 + 140));
    window.wheel(window.inPlot(300), 600);
    QVERIFY(window.view.map() != all);
    QTest::mouseDClick(&window.view, Qt::LeftButton, {}, window.inPlot(300));
    QCOMPARE(window.view.map(), all);
}

void TstTimelineView::farEventsDoNotSqueezeSessions()
{
    Evidence evidence = someEvidence();
    evidence.event("System", "Schannel", plusSeconds(kStart, -30 * 86'400));
    Window window(evidence);
    const TimeMap first = window.view.map();
    QVERIFY(first.from > plusSeconds(kStart, -3600));
    QTest::mouseDClick(&window.view, Qt::LeftButton, {}, window.inPlot(300));
    QVERIFY(window.view.map().from < plusSeconds(kStart, -30 * 86'400));
    QTest::mouseDClick(&window.view, Qt::LeftButton, {}, window.inPlot(300));
    QCOMPARE(window.view.map(), first);
}

void TstTimelineView::followsTheSelection()
{
    Window window(someEvidence());
    for (int i = 0; i < 12; ++i)
        window.wheel(window.inPlot(10), 120);
    const double span = window.view.map().span();
    QVERIFY(!window.view.pointOfSession(18));
    window.state.selectSession(18);
    QVERIFY(window.view.pointOfSession(18));
    QVERIFY(qAbs(window.view.map().span() - span) < 2);
    // What is in sight already does not move.
    const TimeMap still = window.view.map();
    window.state.selectSession(18);
    QCOMPARE(window.view.map(), still);
}

void TstTimelineView::keyboardMovesAndSelects()
{
    Window window(someEvidence());
    // Lane 0 is Outbound (it fails): sessions 0, 2, 4 …
    QTest::keyClick(&window.view, Qt::Key_Home);
    QCOMPARE(window.state.session(), 0u);
    QTest::keyClick(&window.view, Qt::Key_Right);
    QCOMPARE(window.state.session(), 2u);
    QTest::keyClick(&window.view, Qt::Key_Left);
    QTest::keyClick(&window.view, Qt::Key_Left);
    QCOMPARE(window.state.session(), 0u);
    QTest::keyClick(&window.view, Qt::Key_End);
    QCOMPARE(window.state.session(), 18u);
    QVERIFY(window.view.accessibleDescription().contains(QStringLiteral("TLS failed")));
    QTest::keyClick(&window.view, Qt::Key_Down);
    QCOMPARE(window.state.session(), 18u); // only looked at
    QVERIFY(window.view.accessibleDescription().contains(QStringLiteral("Internet")));
    QTest::keyClick(&window.view, Qt::Key_Return);
    QCOMPARE(window.state.session(), 19u);
    QTest::keyClick(&window.view, Qt::Key_Down);
    QTest::keyClick(&window.view, Qt::Key_Enter);
    QCOMPARE(window.state.entry(), 20u); // the Schannel event
}

void TstTimelineView::keyboardZooms()
{
    Window window(someEvidence());
    const TimeMap all = window.view.map();
    QTest::keyClick(&window.view, Qt::Key_Plus);
    QVERIFY(window.view.map().span() < all.span());
    const TimeMap closer = window.view.map();
    QTest::keyClick(&window.view, Qt::Key_PageDown);
    QVERIFY(window.view.map().from > closer.from);
    QTest::keyClick(&window.view, Qt::Key_0);
    QCOMPARE(window.view.map(), all);
    QTest::keyClick(&window.view, Qt::Key_Plus);
    QTest::keyClick(&window.view, Qt::Key_Minus);
    QTest::keyClick(&window.view, Qt::Key_Minus);
    QCOMPARE(window.view.map(), all);
}

void TstTimelineView::failuresLookDifferent()
{
    Window window(someEvidence());
    const QImage image = window.view.grab().toImage();
    const auto column = [&](SessionIndex session, const QColor& like) {
        const QPoint point = window.view.pointOfSession(session).value();
        int tall = 0;
        for (int y = point.y() - 12; y <= point.y() + 12; ++y) {
            const QColor color = image.pixelColor(point.x(), y);
            const int off =
                qAbs(color.red() - like.red()) + qAbs(color.green() - like.green()) + qAbs(color.blue() - like.blue());
            tall += off < 120 ? 1 : 0;
        }
        return tall;
    };
    const int good = column(0, window.theme.good()), bad = column(18, window.theme.bad());
    QVERIFY2(good >= 8, qPrintable(QString::number(good)));
    QVERIFY2(bad >= good + 4, qPrintable(QStringLiteral("%1 and %2").arg(good).arg(bad)));
    QCOMPARE(column(0, window.theme.bad()), 0);
}

void TstTimelineView::markedSessionsAndDashedLine()
{
    auto analysis = std::make_shared<Analysis>();
    Finding finding;
    finding.first = plusSeconds(kStart, 1500);
    finding.sessions = {14, 16, 18, 4711}; // the last is of no session
    analysis->findings = {finding};
    Window window(someEvidence(), analysis);
    const int x = window.view.plotRect().left() + static_cast<int>(window.view.map().timeToX(finding.first));
    const auto accents = [&](const QRect& where) {
        const QImage image = window.view.grab(where).toImage();
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int i = 0; i < image.width(); ++i)
                count += image.pixelColor(i, y) == window.theme.accent() ? 1 : 0;
        return count;
    };
    const QRect line(x, window.view.plotRect().top(), 1, window.view.plotRect().height());
    QVERIFY(accents(line) > line.height() / 3);
    const QPoint marked = window.view.pointOfSession(18).value();
    const QRect under(marked.x() - 3, marked.y(), 6, 16);
    QCOMPARE(accents(under), 0);
    window.state.selectFinding(0);
    QVERIFY(accents(under) > 0);
}

void TstTimelineView::growsWhileLoading()
{
    Evidence evidence = someEvidence();
    Window window(evidence);
    const TimeMap before = window.view.map();
    evidence.session("Outbound", 7200, 10, Outcome::Delivered);
    window.view.show(evidence.snapshot(), nullptr, nullptr);
    QVERIFY(window.view.map().to > before.to);
    // A range somebody chose stays.
    window.wheel(window.inPlot(100), 480);
    const TimeMap chosen = window.view.map();
    evidence.session("Outbound", 9000, 10, Outcome::Delivered);
    window.view.show(evidence.snapshot(), nullptr, nullptr);
    QCOMPARE(window.view.map(), chosen);
}

/// A new case has fewer sessions than the one whose lanes are still shown.
void TstTimelineView::smallerCaseWhileLoading()
{
    Evidence big;
    for (int i = 0; i < 60'000; ++i)
        big.session("Outbound", i, 1, Outcome::Delivered);
    Window window(big);
    Evidence small;
    small.session("Internet", 0, 1, Outcome::Delivered);
    auto loading = std::make_shared<Snapshot>(*small.snapshot());
    loading->complete = false;
    window.view.show(loading, nullptr, nullptr);
    QTest::keyClick(&window.view, Qt::Key_End);
    for (int x = 0; x < window.view.plotRect().width(); x += 50)
        QTest::mouseClick(&window.view, Qt::LeftButton, {}, window.inPlot(x, 60));
    QVERIFY(!window.view.grab().isNull());
    QTRY_COMPARE(window.view.laneTitles(), QStringList({QStringLiteral("Internet")}));
}

void TstTimelineView::zoneChangesLabels()
{
    QCOMPARE(momentText(kStart, QTimeZone(2 * 3600)), QStringLiteral("18 Oct 2017 15:00:00.000"));
    QCOMPARE(dayText(at("2017-10-18T23:00:00Z"), QTimeZone(2 * 3600)), QStringLiteral("19 Oct 2017"));
    QCOMPARE(momentText(TimePoint{}, QTimeZone::utc()), QString());
    Window window(someEvidence());
    const QImage before = window.view.grab().toImage();
    window.view.setZone(QTimeZone(2 * 3600));
    QVERIFY(window.view.grab().toImage() != before);
    window.view.setZone(QTimeZone()); // not valid: stays
    window.view.setZone(QTimeZone::utc());
    QCOMPARE(window.view.grab().toImage(), before);
}

void TstTimelineView::sizesAreHarmless_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(1, 1), QSize(40, 30), QSize(360, 90), QSize(700, 220), QSize(3000, 1200)})
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void TstTimelineView::sizesAreHarmless()
{
    QFETCH(QSize, size);
    Window window(someEvidence());
    window.view.resize(size);
    QVERIFY(!window.view.grab().isNull());
    window.wheel(QPoint(size.width() / 2, size.height() / 2), 120);
    QTest::keyClick(&window.view, Qt::Key_End);
    QTest::keyClick(&window.view, Qt::Key_Down);
    window.theme.setChoice(Theme::Choice::Dark);
    QVERIFY(!window.view.grab().isNull());
    QVERIFY(window.view.plotRect().width() >= 1);
    QCOMPARE(window.view.map().width, window.view.plotRect().width());
}

void TstTimelineView::frameDoesNotCostBySession()
{
    Evidence evidence;
    for (int i = 0; i < 150'000; ++i)
        evidence.session(i % 3 == 0 ? "Outbound" : "Internet", (i * 7919LL) % 86'400, i % 20,
                         i % 50 == 0 ? Outcome::TlsFailed : Outcome::Delivered);
    Window window(evidence);
    // A minute of the day: only what is seen may be laid out.
    for (int i = 0; i < 32; ++i)
        window.wheel(window.inPlot(300), 120);
    window.view.grab();
    QElapsedTimer timer;
    timer.start();
    constexpr int kFrames = 20;
    for (int i = 0; i < kFrames; ++i) {
        window.wheel(window.inPlot(300), i % 2 == 0 ? 12 : -12);
        window.view.grab();
    }
    const double each = static_cast<double>(timer.nsecsElapsed()) / 1e6 / kFrames;
    qInfo("%.2f ms a frame", each);
    // Generous, because this also runs unoptimised and under sanitizers; laying out every session takes longer.
    QVERIFY2(each < 60, qPrintable(QString::number(each)));
}

QTEST_MAIN(TstTimelineView)
#include "tst_timeline_view.moc"
