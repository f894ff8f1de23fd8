// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/workbench.h"
#include "widgets/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <functional>

namespace sendwright::test {

/// The real window over a real workbench, shown.
struct WindowCase
{
    Theme theme;
    Workbench workbench;
    MainWindow window{theme, workbench, Settings{}};

    WindowCase()
    {
        theme.setChoice(Theme::Choice::Light);
        theme.apply(*qApp);
        window.show();
        QApplication::setActiveWindow(&window);
    }

    /// Waits until what was opened is read, analysed and shown.
    bool settle(int timeoutMs = 20'000)
    {
        return QTest::qWaitFor([this] { return !workbench.isEmpty() && window.isSettled(); }, timeoutMs);
    }

    bool openSample()
    {
        QSignalSpy shown(&window, &MainWindow::shown);
        workbench.openSampleCase();
        return (!shown.isEmpty() || shown.wait(20'000)) && settle();
    }

    /// Waits for the report after `start` was called.
    QByteArray report(const QString& path, const std::function<void()>& start)
    {
        QSignalSpy written(&workbench, &Workbench::reportWritten);
        start();
        if (written.isEmpty() && !written.wait(20'000))
            return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

/// The dialog of a kind that is open, when there is one.
template <class Dialog>
Dialog* openDialog()
{
    for (QWidget* widget : QApplication::topLevelWidgets())
        if (auto* dialog = qobject_cast<Dialog*>(widget); dialog != nullptr && dialog->isVisible())
            return dialog;
    return nullptr;
}

/// Makes the window the active one again after a popup or dialog, as a window manager does; the offscreen one does not.
inline bool comeBack(QWidget* window)
{
    QTest::qWait(50);
    window->activateWindow();
    QApplication::setActiveWindow(window);
    return QTest::qWaitFor([window] { return QApplication::activeWindow() == window; });
}

/// Pastes a path into the file dialog that is open, presses Enter, and returns to the window.
inline bool typePath(const QString& path, QWidget* back)
{
    if (!QTest::qWaitFor([] { return openDialog<QFileDialog>() != nullptr; }))
        return false;
    const QPointer<QFileDialog> dialog = openDialog<QFileDialog>();
    auto* edit = dialog->findChild<QLineEdit*>();
    if (edit == nullptr)
        return false;
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_A, Qt::ControlModifier);
    QGuiApplication::clipboard()->setText(path); // the dialog completes what is typed letter by letter
    QTest::keyClick(edit, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(edit, Qt::Key_Return);
    if (!QTest::qWaitFor([] { return openDialog<QFileDialog>() == nullptr; }))
        return false;
    QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
    return comeBack(back);
}

/// Presses Tab until a control with this name (its text or accessible name) has the focus.
inline bool tabTo(const QString& name, QWidget* window)
{
    for (int i = 0; i < 200; ++i) {
        QWidget* now = QApplication::focusWidget();
        const QVariant text = now != nullptr ? now->property("text") : QVariant();
        if (now != nullptr && (text.toString() == name || now->accessibleName() == name || now->objectName() == name))
            return true;
        QTest::keyClick(now != nullptr ? now : window, Qt::Key_Tab);
    }
    return false;
}

} // namespace sendwright::test
