// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/handover.h"

#include <QFile>
#include <QSysInfo>
#include <QThread>
#include <QThreadPool>
#include <QtTest>

#include <thread>

using namespace sendwright;

// Promise: what comes back runs on the receiver's thread, in turn; what runs on the pool gives way to the window.
class TestHandover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackInTurn();
    void goesBehindTheWindow();
};

void TestHandover::comesBackInTurn()
{
    QThreadPool pool;
    Receiver receiver;
    std::vector<int> came;
    bool here = true;
    runOn(pool, [&] {
        for (int i = 0; i < 100; ++i)
            receiver.post([&, i] {
                came.push_back(i);
                here = here && QThread::currentThread() == receiver.thread();
            });
    });
    QTRY_COMPARE(came.size(), std::size_t(100));
    QVERIFY(std::is_sorted(came.begin(), came.end()));
    QVERIFY(here);
}

namespace {

/// Nice value of the calling thread, as Linux tells it (proc(5), field 19 of `stat`); nothing elsewhere.
std::optional<int> niceValue()
{
    QFile file(QStringLiteral("/proc/thread-self/stat"));
    if (QSysInfo::kernelType() != QStringLiteral("linux") || !file.open(QIODevice::ReadOnly))
        return std::nullopt; // under Wine the file is there, but the threads are told of by Windows
    const QByteArray stat = file.readAll();
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(16).toInt(); // the name before may hold anything
}

} // namespace

void TestHandover::goesBehindTheWindow()
{
    const auto window = niceValue();
    if (!window)
        QSKIP("no /proc here: where threads have priorities of their own, the window's is raised instead");
    if (*window > 14)
        QSKIP("this runs behind everything already");
    QThreadPool pool;
    std::optional<int> worker, started;
    runOn(pool, [&] {
        worker = niceValue();
        std::thread([&] { started = niceValue(); }).join();
    });
    QVERIFY(pool.waitForDone(10'000));
    QVERIFY2(worker.value() > *window, qPrintable(QString::number(worker.value())));
    QCOMPARE(started, worker);
    QCOMPARE(niceValue(), window);
}

QTEST_GUILESS_MAIN(TestHandover)
#include "tst_handover.moc"
