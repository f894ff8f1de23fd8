// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_start [ROUNDS]: how long it takes from starting the program until its window is painted, against a program that
// shows an empty Qt window with menus, a dock, a plot and a table (bench_start --empty). Whole processes, in turns;
// what a start costs lies in libraries, fonts and styles as much as in our own code. Fails when a window does not come.

#include "bench/empty_plot.h"
#include "bench/frame_clock.h"

#include <QApplication>
#include <QDockWidget>
#include <QListWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QProcess>
#include <QStandardItemModel>
#include <QStatusBar>
#include <QStyleFactory>
#include <QTableView>
#include <QTemporaryDir>
#include <QVBoxLayout>

#include <cstdio>

using namespace sendwright::test;

namespace {

void fill(QMainWindow& window)
{
    for (const QString& title : {QStringLiteral("File"), QStringLiteral("Edit"), QStringLiteral("View")}) {
        QMenu* menu = window.menuBar()->addMenu(title);
        for (int i = 0; i < 8; ++i)
            menu->addAction(QStringLiteral("%1 %2").arg(title).arg(i));
    }
    auto* dock = new QDockWidget(QStringLiteral("Dock"), &window);
    dock->setWidget(new QListWidget(dock));
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    auto* centre = new QWidget(&window);
    auto* box = new QVBoxLayout(centre);
    auto* table = new QTableView(centre);
    table->setModel(new QStandardItemModel(0, 8, table));
    box->addWidget(makeEmptyPlot(centre));
    box->addWidget(table);
    window.setCentralWidget(centre);
    window.statusBar()->showMessage(QStringLiteral("Ready"));
}

int showEmptyWindow(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QMainWindow window;
    window.resize(1440, 900);
    fill(window);
    FrameClock clock({&window});
    if (clock.frame([&] { window.show(); }) < 0)
        return 1;
    std::puts("painted");
    std::fflush(stdout);
    return 0;
}

/// Milliseconds until the program says that it has painted; negative when it never does.
double startOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    QEventLoop loop;
    double painted = -1;
    QElapsedTimer clock;
    QObject::connect(&process, &QProcess::readyReadStandardOutput, &loop, [&] {
        if (painted < 0 && process.readAllStandardOutput().contains("painted"))
            painted = static_cast<double>(clock.nsecsElapsed()) / 1e6;
    });
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(30'000, &loop, &QEventLoop::quit);
    clock.start();
    process.start(program, arguments);
    loop.exec();
    return painted;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && QByteArray(argv[1]) == "--empty")
        return showEmptyWindow(argc, argv);
    QCoreApplication application(argc, argv);
    const int rounds = std::max(QCoreApplication::arguments().value(1, QStringLiteral("25")).toInt(), 1);
    QTemporaryDir settings; // a person's own are not for measuring
    qputenv("XDG_CONFIG_HOME", settings.path().toLocal8Bit());
    std::vector<double> ours, empty;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(startOf(QStringLiteral(SENDWRIGHT_PROGRAM), {QStringLiteral("--quit-once-painted")}));
        empty.push_back(startOf(QCoreApplication::applicationFilePath(), {QStringLiteral("--empty")}));
    }
    const double own = quantile(ours, 0.5), peer = quantile(empty, 0.5);
    std::printf("empty window, median of %d: %.1f ms\nstart, median of %d: %.1f ms (%.2f of an empty window)\n", rounds,
                peer, rounds, own, own / peer);
    std::printf("least: %.1f ms (%.2f of an empty window's %.1f ms)\n", quantile(ours, 0),
                quantile(ours, 0) / quantile(empty, 0), quantile(empty, 0));
    std::printf("RESULT start_ratio %.3f x\n", own / peer);
    const bool came = quantile(ours, 0) > 0 && quantile(empty, 0) > 0;
    if (!came)
        std::printf("FAILED: a window was not painted\n");
    return came ? 0 : 1;
}
