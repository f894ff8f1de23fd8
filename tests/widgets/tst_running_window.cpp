// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/running_window.h"

#include <QDir>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QThread>
#include <QUuid>
#include <QtTest>

#include <atomic>
#include <barrier>
#include <memory>
#include <vector>

using namespace sendwright;

// Promise: paths reach the window that runs, once; without one nothing is handed over; garbage is not taken for paths.
class TestRunningWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_name = QStringLiteral("sendwright-test-") + QUuid::createUuid().toString(QUuid::Id128); }
    void pathsArriveAbsolute();
    void windowThatIsStillStartingTakesThem();
    void withoutAWindowNothingIsTaken();
    void secondWindowDoesNotListen();
    void ofManyAtOnceOneListens();
    void garbageIsNotTaken_data();
    void garbageIsNotTaken();
    void desktopHasOneName();

private:
    /// From a thread of its own, as the other program would.
    bool handedOver(const QStringList& paths) const
    {
        bool taken = false;
        const std::unique_ptr<QThread> other(QThread::create([&] { taken = RunningWindow::handOver(m_name, paths); }));
        other->start();
        while (!other->wait(1))
            QCoreApplication::processEvents();
        return taken;
    }

    QString m_name;
};

void TestRunningWindow::pathsArriveAbsolute()
{
    RunningWindow window(m_name);
    QVERIFY(window.listen());
    QSignalSpy arrived(&window, &RunningWindow::pathsArrived);
    const QString umlaut = QDir::tempPath() + QStringLiteral("/M\u00fcller \u65e5\u672c.log");
    QVERIFY(handedOver({QStringLiteral("SEND.LOG"), umlaut}));
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(arrived.at(0).at(0).toStringList(),
             (QStringList{QDir::current().absoluteFilePath(QStringLiteral("SEND.LOG")), umlaut}));
    QVERIFY(handedOver({umlaut}));
    QTRY_COMPARE(arrived.size(), 2);
}

/// Several programs at once, as Explorer starts them for several files, before the window's event loop runs.
void TestRunningWindow::windowThatIsStillStartingTakesThem()
{
    RunningWindow window(m_name);
    QVERIFY(window.listen());
    QSignalSpy arrived(&window, &RunningWindow::pathsArrived);
    std::atomic<int> taken = 0;
    std::vector<std::unique_ptr<QThread>> others;
    for (int i = 0; i < 5; ++i) {
        others.emplace_back(
            QThread::create([&, i] { taken += RunningWindow::handOver(m_name, {QString::number(i)}) ? 1 : 0; }));
        others.back()->start();
    }
    QVERIFY(!others.front()->wait(1'500)); // it waits, since nobody has answered
    QTRY_COMPARE(arrived.size(), 5);
    for (const auto& other : others)
        QVERIFY(other->wait(5'000));
    QCOMPARE(taken.load(), 5);
}

void TestRunningWindow::withoutAWindowNothingIsTaken()
{
    QVERIFY(!handedOver({QStringLiteral("SEND.LOG")}));
    {
        RunningWindow window(m_name);
        QVERIFY(window.listen());
    }
    QVERIFY(!handedOver({QStringLiteral("SEND.LOG")}));
}

void TestRunningWindow::secondWindowDoesNotListen()
{
    auto first = std::make_unique<RunningWindow>(m_name);
    QVERIFY(first->listen());
    RunningWindow second(m_name);
    QVERIFY(!second.listen());
    first.reset();
    QVERIFY(second.listen());
}

void TestRunningWindow::ofManyAtOnceOneListens()
{
    constexpr int kPrograms = 4;
    for (int round = 0; round < 10; ++round) {
        init();
        std::atomic<int> listening = 0;
        std::barrier together(kPrograms);
        std::vector<std::unique_ptr<QThread>> programs;
        for (int i = 0; i < kPrograms; ++i) {
            programs.emplace_back(QThread::create([&] {
                RunningWindow window(m_name);
                together.arrive_and_wait();
                listening += window.listen() ? 1 : 0;
                together.arrive_and_wait(); // nobody ends before all have asked
            }));
            programs.back()->start();
        }
        for (const auto& program : programs)
            QVERIFY(program->wait(20'000));
        QCOMPARE(listening.load(), 1);
    }
}

void TestRunningWindow::garbageIsNotTaken_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("no end") << QByteArray("/a\0/b\0", 6);
    QTest::newRow("only ends") << QByteArray(64, '\0');
    QTest::newRow("relative") << QByteArray("a/b\0c\0\0", 7);
    QTest::newRow("too much") << QByteArray(3 << 20, 'a');
}

void TestRunningWindow::garbageIsNotTaken()
{
    QFETCH(QByteArray, message);
    RunningWindow window(m_name);
    QVERIFY(window.listen());
    QSignalSpy arrived(&window, &RunningWindow::pathsArrived);
    QLocalSocket socket;
    socket.connectToServer(m_name);
    QVERIFY(socket.waitForConnected(2'000));
    socket.write(message);
    socket.flush();
    QTest::qWait(50);
    socket.abort();
    QCOMPARE(arrived.size(), 0);
    QVERIFY(handedOver({QStringLiteral("SEND.LOG")}));
    QTRY_COMPARE(arrived.size(), 1);
}

void TestRunningWindow::desktopHasOneName()
{
    QCOMPARE(RunningWindow::nameOfDesktop(), RunningWindow::nameOfDesktop());
    const QByteArray before = qgetenv("SESSIONNAME");
    const QString here = RunningWindow::nameOfDesktop();
    qputenv("SESSIONNAME", "RDP-Tcp#7");
    QVERIFY(RunningWindow::nameOfDesktop() != here);
    qputenv("SESSIONNAME", before);
}

QTEST_GUILESS_MAIN(TestRunningWindow)
#include "tst_running_window.moc"
