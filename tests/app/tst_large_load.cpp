// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/frame_clock.h"
#include "bench/log_generator.h"
#include "support/sanitized.h"
#include "tables/session_table_model.h"
#include "widgets/query_bar.h"
#include "widgets/session_view.h"
#include "widgets/timeline_view.h"
#include "window_case.h"

#include <QElapsedTimer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>
#include <QWheelEvent>
#include <QtTest>

using namespace sendwright;
using namespace sendwright::test;

// Promises of a large load: first rows at once, and a window that answers all the while. SENDWRIGHT_BIG_LOAD may name a
// folder of logs, a gigabyte say: then the window has to keep them there too, while a filter is typed, the timeline is
// panned and the load is cancelled.
class TestLargeLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void staysResponsive();
    void answersDuringABigLoad();
};

namespace {

#ifdef SENDWRIGHT_SANITIZED
constexpr double kSlower = 12; // what the sanitizers cost; the promise is measured without them
constexpr std::uint64_t kBytes = 10'000'000;
#elif defined(NDEBUG)
constexpr double kSlower = 1;
constexpr std::uint64_t kBytes = 100'000'000;
#else
constexpr double kSlower = 6; // no optimisation
constexpr std::uint64_t kBytes = 20'000'000;
#endif

/// Measures the longest turn of the event loop: a beat each millisecond comes late by as long as a turn takes.
class TurnMeter : public QObject
{
public:
    TurnMeter()
    {
        m_beat.setTimerType(Qt::PreciseTimer);
        connect(&m_beat, &QTimer::timeout, this, [this] {
            if (m_last.isValid())
                m_longest = std::max(m_longest, m_last.nsecsElapsed() / 1e6);
            ++m_beats;
            m_last.restart();
        });
        m_beat.start(1);
    }
    double longestMs() const { return m_longest; }
    void forget() { m_longest = 0; } ///< what went before
    int beats() const { return m_beats; }

private:
    QTimer m_beat;
    QElapsedTimer m_last;
    double m_longest = 0;
    int m_beats = 0;
};

struct Measured
{
    double firstRowsMs = 1e9;
    double longestTurnMs = 1e9;
    bool isFine() const { return firstRowsMs < 500 * kSlower && longestTurnMs <= 100 * kSlower; }
};

/// Opens the folder in a window of its own. Stays at its bad start values when something is missing.
Measured measure(const QString& folder, const LogTotals& totals)
{
    Measured found;
    QElapsedTimer clock;
    WindowCase c; // goes first: its signals use the two above
    QTest::qWait(300);
    const auto rowsCame = [&] {
        if (found.firstRowsMs > 1e8 && c.window.sessions()->model()->rowCount() > 0)
            found.firstRowsMs = clock.nsecsElapsed() / 1e6;
    };
    QObject::connect(c.window.sessions()->model(), &QAbstractItemModel::rowsInserted, &c.window, rowsCame);
    QObject::connect(c.window.sessions()->model(), &QAbstractItemModel::modelReset, &c.window, rowsCame);
    QEventLoop loop;
    QObject::connect(&c.window, &MainWindow::shown, &loop, &QEventLoop::quit);
    QTimer::singleShot(120'000, &loop, &QEventLoop::quit);
    TurnMeter meter;
    clock.start();
    c.window.open({folder});
    loop.exec();
    const double wholeMs = clock.nsecsElapsed() / 1e6;
    if (c.window.sessions()->model()->rowCount() != static_cast<int>(totals.sessions) || meter.beats() < 10)
        return {};
    found.longestTurnMs = meter.longestMs();
    qInfo("%.0f MB, %llu rows: first rows after %.0f ms, all after %.0f ms, longest turn %.1f ms",
          static_cast<double>(totals.bytes) / 1e6, static_cast<unsigned long long>(totals.rows), found.firstRowsMs,
          wholeMs, found.longestTurnMs);
    return found;
}

} // namespace

void TestLargeLoad::staysResponsive()
{
    QTemporaryDir dir;
    LogRecipe recipe;
    recipe.bytes = kBytes;
    recipe.files = 8;
    std::string failure;
    const LogTotals totals = writeLogs(recipe, dir.path().toStdString(), &failure);
    QVERIFY2(failure.empty(), failure.c_str());

    // Other programs on the machine can only make it slower: the best of three counts.
    Measured best = measure(dir.path(), totals);
    for (int again = 0; again < 2 && !best.isFine(); ++again) {
        const Measured next = measure(dir.path(), totals);
        best.firstRowsMs = std::min(best.firstRowsMs, next.firstRowsMs);
        best.longestTurnMs = std::min(best.longestTurnMs, next.longestTurnMs);
    }
    QVERIFY2(best.isFine(), qPrintable(QStringLiteral("first rows after %1 ms, longest turn %2 ms")
                                           .arg(best.firstRowsMs)
                                           .arg(best.longestTurnMs)));
}

namespace {

/// What a person waits for, in milliseconds; the bad start values stay when something does not come.
struct Answers
{
    double firstRows = 1e9, key = 1e9, filter = 1e9, pan = 1e9, cancel = 1e9, turn = 1e9, turnAfter = 0;
    double settled = 0; ///< after Cancel, until the findings of what was read are there; no promise
};

constexpr int kPatience = 300'000; ///< ms

/// A load in a window of its own, with a hand on it.
class BigLoad
{
public:
    explicit BigLoad(const QString& folder)
    {
        QTest::qWait(500);
        QObject::connect(c.window.sessions()->model(), &QAbstractItemModel::rowsInserted, &m_loop, &QEventLoop::quit);
        QObject::connect(c.window.sessions()->model(), &QAbstractItemModel::modelReset, &m_loop, &QEventLoop::quit);
        m_turns.forget();
        m_clock.start();
        c.window.open({folder});
        m_loop.exec();
        answers.firstRows = sinceStart();
        QObject::disconnect(c.window.sessions()->model(), nullptr, &m_loop, nullptr);
    }

    /// To the end, untouched.
    void waitForAll()
    {
        waitFor(&c.window, &MainWindow::shown, [] {});
        answers.turn = m_turns.longestMs();
        m_turns.forget();
        QTest::qWait(300); // what is shown is painted
        answers.turnAfter = m_turns.longestMs();
    }

    void typeAFilter(const QString& text)
    {
        QTest::qWait(400);
        QElapsedTimer clock;
        answers.key = 0;
        for (const QChar letter : text) {
            clock.start();
            QTest::keyClick(c.window.query()->edit(), letter.toLatin1());
            answers.key = std::max(answers.key, static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        waitFor(&c.window.state(), &ViewState::filterChanged, [] {}); // the pause after the last letter
        answers.filter = waitFor(&c.workbench, &Workbench::filtered, [] {});
    }

    void pan()
    {
        TimelineView* view = c.window.timeline();
        FrameClock clock({view});
        answers.pan = 0;
        for (int i = 0; i < 20; ++i) {
            const QPointF at(view->plotRect().center());
            QWheelEvent wheel(at, view->mapToGlobal(at), {}, QPoint(i % 4 == 0 ? 0 : 40, i % 4 == 0 ? 120 : 0),
                              Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            const double ms = clock.frame([&] { QApplication::sendEvent(view, &wheel); });
            answers.pan = ms < 0 ? 1e9 : std::max(answers.pan, ms);
            QTest::qWait(15);
        }
    }

    void cancel()
    {
        if (!c.workbench.isLoading())
            return;
        for (QPushButton* button : c.window.findChildren<QPushButton*>())
            if (button->accessibleName() == QStringLiteral("Cancel loading"))
                answers.cancel = waitFor(&c.workbench, &Workbench::loadingChanged, [&] { button->click(); });
        QElapsedTimer clock;
        clock.start();
        const bool settled = QTest::qWaitFor([this] { return c.window.isSettled(); }, kPatience);
        answers.settled = settled ? static_cast<double>(clock.nsecsElapsed()) / 1e6 : 1e9;
        answers.turn = m_turns.longestMs();
    }

    double sinceStart() const { return static_cast<double>(m_clock.nsecsElapsed()) / 1e6; }

    WindowCase c;
    Answers answers;

private:
    template <typename Sender, typename Signal, typename Action>
    double waitFor(Sender* sender, Signal signal, Action action)
    {
        bool came = false; // perhaps before the loop runs
        const auto heard = QObject::connect(sender, signal, &m_loop, [&] {
            came = true;
            m_loop.quit();
        });
        QTimer limit;
        limit.setSingleShot(true);
        QObject::connect(&limit, &QTimer::timeout, &m_loop, &QEventLoop::quit);
        limit.start(kPatience);
        QElapsedTimer clock;
        clock.start();
        action();
        if (!came)
            m_loop.exec();
        QObject::disconnect(heard);
        return came ? static_cast<double>(clock.nsecsElapsed()) / 1e6 : 1e9;
    }

    QEventLoop m_loop;
    QElapsedTimer m_clock;
    TurnMeter m_turns;
};

} // namespace

namespace {

Answers untouched(const QString& folder)
{
    BigLoad load(folder);
    load.waitForAll();
    const Answers& found = load.answers;
    qInfo("%zu rows, %zu sessions: first rows after %.0f ms, all after %.0f ms, longest turn %.1f ms, then %.1f ms",
          load.c.workbench.snapshot()->rows.size(), load.c.workbench.snapshot()->sessions().size(), found.firstRows,
          load.sinceStart(), found.turn, found.turnAfter);
    return found;
}

Answers touched(const QString& folder)
{
    BigLoad load(folder);
    load.typeAFilter(QStringLiteral("tls:failed"));
    load.pan();
    load.cancel();
    const Answers& found = load.answers;
    qInfo(
        "while loading: a key %.1f ms, its filter %.1f ms, panning %.1f ms, cancelling %.1f ms, its findings %.0f ms, "
        "longest turn %.1f ms",
        found.key, found.filter, found.pan, found.cancel, found.settled, found.turn);
    return found;
}

void keepBest(Answers& best, const Answers& other)
{
    for (const auto member : {&Answers::firstRows, &Answers::key, &Answers::filter, &Answers::pan, &Answers::cancel,
                              &Answers::turn, &Answers::turnAfter})
        best.*member = std::min(best.*member, other.*member);
}

bool isFine(const Answers& calm, const Answers& busy)
{
    const double turn = std::max({calm.turn, calm.turnAfter, busy.turn});
    const double answer = std::max({busy.key, busy.filter, busy.pan, busy.cancel});
    return calm.firstRows <= 500 * kSlower && answer <= 100 * kSlower && turn <= 50 * kSlower;
}

} // namespace

void TestLargeLoad::answersDuringABigLoad()
{
    const QString folder = qEnvironmentVariable("SENDWRIGHT_BIG_LOAD");
    if (folder.isEmpty())
        QSKIP("SENDWRIGHT_BIG_LOAD is not set: nothing measured with a gigabyte of logs");
    // Other programs on the machine can only make it slower: the best of five counts.
    Answers calm = untouched(folder), busy = touched(folder);
    for (int again = 0; again < 4 && !isFine(calm, busy); ++again) {
        keepBest(calm, untouched(folder));
        keepBest(busy, touched(folder));
    }
    QVERIFY2(isFine(calm, busy), "first rows 500 ms, each answer 100 ms, each turn of the window 50 ms");
}

QTEST_MAIN(TestLargeLoad)
#include "tst_large_load.moc"
