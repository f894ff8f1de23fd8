// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/view_state.h"

#include <QSignalSpy>
#include <QtTest>

using namespace sendwright;

// Promises of ViewState: one selection for all views, nothing said when nothing changed, back and forward through
// sessions and filters, reading inside one session counted as one place, and a bounded memory.
class TestViewState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysOnlyWhatChanged();
    void aNewSessionDropsTheEntry();
    void entryAndSessionComeTogether();
    void goesBackAndForward();
    void readingASessionIsOnePlace();
    void aNewPlaceEndsTheWayForward();
    void remembersABoundedNumber();
    void resets();
    void listenersMayEcho();
};

void TestViewState::saysOnlyWhatChanged()
{
    ViewState state;
    QSignalSpy sessions(&state, &ViewState::sessionChanged), filters(&state, &ViewState::filterChanged);
    QSignalSpy ranges(&state, &ViewState::rangeChanged), history(&state, &ViewState::historyChanged);
    state.selectSession(4);
    state.selectSession(4);
    QCOMPARE(sessions.count(), 1);
    state.setFilter(QStringLiteral("tls:failed"));
    state.setFilter(QStringLiteral("tls:failed"));
    QCOMPARE(filters.count(), 1);
    state.setRange(TimePoint{10}, TimePoint{20});
    state.setRange(TimePoint{10}, TimePoint{20});
    QCOMPARE(ranges.count(), 1);
    QCOMPARE(history.count(), 3);
}

void TestViewState::aNewSessionDropsTheEntry()
{
    ViewState state;
    state.selectEntry(70, 1);
    state.selectSession(1);
    QCOMPARE(state.entry(), RowIndex{70});
    state.selectSession(2);
    QCOMPARE(state.entry(), kNoRow);
}

void TestViewState::entryAndSessionComeTogether()
{
    ViewState state;
    RowIndex seen = kNoRow;
    connect(&state, &ViewState::sessionChanged, &state, [&] { seen = state.entry(); });
    state.selectEntry(70, 1);
    QCOMPARE(seen, RowIndex{70});
    QCOMPARE(state.session(), SessionIndex{1});
}

void TestViewState::goesBackAndForward()
{
    ViewState state;
    state.selectSession(1);
    state.setFilter(QStringLiteral("a"));
    state.selectSession(2);
    state.back();
    QCOMPARE(state.session(), SessionIndex{1});
    QCOMPARE(state.filter(), QStringLiteral("a"));
    state.back();
    QCOMPARE(state.filter(), QString());
    state.forward();
    state.forward();
    QCOMPARE(state.session(), SessionIndex{2});
    QVERIFY(!state.canGoForward());
    state.forward();
    QCOMPARE(state.session(), SessionIndex{2});
}

void TestViewState::readingASessionIsOnePlace()
{
    ViewState state;
    state.selectEntry(10, 1);
    for (RowIndex row = 11; row < 20; ++row)
        state.selectEntry(row, 1);
    state.selectEntry(50, 2);
    state.back();
    QCOMPARE(state.session(), SessionIndex{1});
    QCOMPARE(state.entry(), RowIndex{19});
    state.back();
    QCOMPARE(state.session(), kNoSession);
}

void TestViewState::aNewPlaceEndsTheWayForward()
{
    ViewState state;
    state.selectSession(1);
    state.selectSession(2);
    state.back();
    QVERIFY(state.canGoForward());
    state.selectSession(3);
    QVERIFY(!state.canGoForward());
}

void TestViewState::remembersABoundedNumber()
{
    ViewState state;
    for (SessionIndex session = 0; session < 1000; ++session)
        state.selectSession(session);
    int steps = 0;
    for (; state.canGoBack(); ++steps)
        state.back();
    QCOMPARE(steps, 200);
    QCOMPARE(state.session(), SessionIndex{799});
}

void TestViewState::resets()
{
    ViewState state;
    state.selectEntry(5, 1);
    state.selectFinding(2);
    state.openStep(QStringLiteral("queue"));
    QSignalSpy findings(&state, &ViewState::findingChanged), steps(&state, &ViewState::stepChanged);
    state.reset();
    QCOMPARE(state.session(), kNoSession);
    QCOMPARE(state.finding(), -1);
    QCOMPARE(findings.count(), 1);
    QCOMPARE(steps.count(), 1);
    QVERIFY(!state.canGoBack() && !state.canGoForward());
}

void TestViewState::listenersMayEcho()
{
    ViewState state;
    int said = 0;
    connect(&state, &ViewState::sessionChanged, &state, [&](SessionIndex session) {
        ++said;
        state.selectSession(session);
        state.selectEntry(9, session);
    });
    state.selectSession(7);
    QCOMPARE(said, 1);
    QCOMPARE(state.entry(), RowIndex{9});
}

QTEST_GUILESS_MAIN(TestViewState)
#include "tst_view_state.moc"
