// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/settings.h"
#include "widgets/theme.h"

#include <QAction>
#include <QMenu>
#include <QObject>

#include <array>

class QMainWindow;
class QMenuBar;

namespace sendwright {

/// Every command of the window, with its keys, and the menus that hold them. What a command does is connected by the
/// window; nothing happens here.
class Commands : public QObject
{
    Q_OBJECT

public:
    explicit Commands(QMainWindow* window);

    void buildMenus(QMenuBar* bar, const QList<QAction*>& panels);
    void setRecent(const Settings& settings);
    void setTheme(Theme::Choice choice);

    QAction *openFiles, *openFolder, *openCase, *saveCase, *saveCaseAs, *closeCase, *sampleCase, *exportReport, *quit;
    QAction *copy, *copyRaw, *paste, *filter, *clearFilter;
    QAction *nextFailure, *previousFailure, *goToTime, *back, *forward, *problems;
    QAction *oneWindow, *resetLayout, *help, *about;
    std::array<QAction*, 6> focusPanel{}; ///< Ctrl+1 … Ctrl+6
    std::array<QAction*, 3> themes{};     ///< by Theme::Choice

Q_SIGNALS:
    void recentRequested(const QString& path);
    void themeRequested(sendwright::Theme::Choice choice);

private:
    QAction* make(const QString& text, const QKeySequence& keys = {});
    void buildFileMenu(QMenuBar* bar);
    void buildViewMenu(QMenuBar* bar, const QList<QAction*>& panels);
    void makeThemes();

    QMainWindow* m_window;
    QMenu* m_recent = nullptr;
};

} // namespace sendwright
