// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/workbench.h"
#include "widgets/main_window.h"
#include "widgets/running_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QSettings>
#include <QStyleFactory>
#include <QThread>
#include <QTimer>

#include <cstdio>

using namespace sendwright;

namespace {

QCommandLineOption option(const char* name, const char* help, const char* value = nullptr)
{
    return value == nullptr
               ? QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(help))
               : QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(help), QString::fromLatin1(value));
}

void describe(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Finds out from Exchange logs and Windows event exports why mail does not flow over TLS."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption(option("sample", "Open the sample case."));
    parser.addOption(option("new-window", "Open the paths in a window of their own, whatever runs already."));
    parser.addOption(option("theme", "system, light or dark.", "theme"));
    parser.addOption(option("size", "Size of the window, such as 1440x900.", "size"));
    parser.addOption(
        option("screenshot", "Write a picture of the window to this file once all is shown, and quit.", "file"));
    parser.addOption(option("report", "With --screenshot: export the report to this file as well.", "file"));
    QCommandLineOption painted = option("quit-once-painted", "Say when the window is painted, and quit.");
    painted.setFlags(QCommandLineOption::HiddenFromHelp); // for measuring the start
    parser.addOption(painted);
    parser.addPositionalArgument(QStringLiteral("path"),
                                 QStringLiteral("Logs, exports, folders, archives or a case to open."),
                                 QStringLiteral("[path...]"));
}

Theme::Choice choiceOf(const QString& name)
{
    if (name == QStringLiteral("light"))
        return Theme::Choice::Light;
    return name == QStringLiteral("dark") ? Theme::Choice::Dark : Theme::Choice::System;
}

/// Files that are opened elsewhere come into this window.
void takePaths(RunningWindow& running, MainWindow& window)
{
    QObject::connect(&running, &RunningWindow::pathsArrived, &window, [&window](const QStringList& paths) {
        window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
        window.raise();
        window.activateWindow();
        QApplication::alert(&window); // where the system keeps other programs from coming to the front
        window.open(paths);
    });
}

/// What --screenshot and --report ask for.
struct Wanted
{
    QString picture, report;
};

/// Exports the report as the Report button does, and quits.
void writeReport(MainWindow& window, Workbench& workbench, const QString& file)
{
    QObject::connect(&workbench, &Workbench::reportWritten, &window, [] { QCoreApplication::exit(0); });
    QObject::connect(&workbench, &Workbench::failed, &window, [](const QString& why) {
        std::fputs((why.toStdString() + '\n').c_str(), stderr);
        QCoreApplication::exit(2);
    });
    window.exportTo(file, {});
}

/// Waits until everything is shown and painted, then writes what is wanted and quits.
void writeWhenSettled(MainWindow& window, Workbench& workbench, const Wanted& wanted)
{
    auto* timer = new QTimer(&window);
    auto quiet = std::make_shared<int>(0);
    QObject::connect(timer, &QTimer::timeout, &window, [&window, &workbench, wanted, timer, quiet] {
        *quiet = window.isSettled() ? *quiet + 1 : 0;
        if (*quiet < 8)
            return;
        timer->stop();
        const bool written = window.grab().save(wanted.picture); // first: a written report is told in the window
        if (!written || wanted.report.isEmpty())
            QCoreApplication::exit(written ? 0 : 2);
        else
            writeReport(window, workbench, wanted.report);
    });
    timer->start(100);
}

/// Tells when the window has been painted for the first time.
class FirstPaint : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            QTimer::singleShot(0, this, [] { // when all that lies in the window is painted too
                std::puts("painted");
                std::fflush(stdout);
                QCoreApplication::quit();
            });
        }
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

int main(int argc, char* argv[])
{
    QApplication app(argc, argv);
    QThread::currentThread()->setPriority(QThread::HighPriority); // Linux ignores it, see engine/background_thread.h
    QCoreApplication::setApplicationName(QStringLiteral("sendwright"));
    QCoreApplication::setOrganizationName(QStringLiteral("sendwright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SENDWRIGHT_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Sendwright"));
    QGuiApplication::setDesktopFileName(QStringLiteral("sendwright"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/sendwright.svg")));
    QCommandLineParser parser;
    describe(parser);
    parser.process(app);

    const QString picture = parser.value(QStringLiteral("screenshot")), report = parser.value(QStringLiteral("report"));
    if (picture.isEmpty() && !report.isEmpty()) {
        std::fputs(
            "sendwright: --report needs --screenshot; without a picture, sendwright-cli analyse --html writes it.\n",
            stderr);
        return 1;
    }
    const auto store = settingsStore(QCoreApplication::applicationDirPath());
    Settings settings = picture.isEmpty() ? readSettings(*store) : Settings{};
    const QStringList paths = parser.positionalArguments();
    const bool alone = !picture.isEmpty() || parser.isSet(QStringLiteral("quit-once-painted"));
    const QString desktop = RunningWindow::nameOfDesktop();
    const bool shared = !alone && settings.oneWindow && !paths.isEmpty() && !parser.isSet(QStringLiteral("new-window"));
    if (shared && RunningWindow::handOver(desktop, paths))
        return 0;
    // Before the window is made: Explorer starts a program for each of the files that were chosen, all at once. When
    // another one came first in the meantime, it keeps taking them.
    RunningWindow running(desktop);
    if (!alone && !running.listen() && shared && RunningWindow::handOver(desktop, paths))
        return 0;
    Theme theme;
    theme.setChoice(
        choiceOf(parser.isSet(QStringLiteral("theme")) ? parser.value(QStringLiteral("theme")) : settings.theme));
    theme.apply(app);
    theme.applyFont(app);
    Workbench workbench;
    MainWindow window(theme, workbench, settings);
    const QStringList size = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    if (size.size() == 2)
        window.resize(size.at(0).toInt(), size.at(1).toInt());
    if (parser.isSet(QStringLiteral("quit-once-painted")))
        window.installEventFilter(new FirstPaint(&window));
    window.show();
    if (parser.isSet(QStringLiteral("sample")))
        workbench.openSampleCase();
    else
        window.open(paths);
    takePaths(running, window);
    if (!picture.isEmpty())
        writeWhenSettled(window, workbench, {picture, report});
    const int code = QApplication::exec();
    if (picture.isEmpty())
        writeSettings(*store, window.settings());
    return code;
}
