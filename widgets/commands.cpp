// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/commands.h"

#include "widgets/data_table.h"
#include "widgets/help_texts.h"

#include <QActionGroup>
#include <QApplication>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenuBar>

namespace sendwright {

namespace {

/// Copies from whatever has the focus: a table its rows, a text its selection.
void copyFocused(bool raw)
{
    QWidget* widget = QApplication::focusWidget();
    if (auto* table = qobject_cast<DataTable*>(widget))
        raw ? table->copyRaw() : table->copyRows();
    else if (widget != nullptr && widget->metaObject()->indexOfSlot("copy()") >= 0)
        QMetaObject::invokeMethod(widget, "copy");
}

} // namespace

Commands::Commands(QMainWindow* window) : QObject(window), m_window(window)
{
    openFiles = make(tr("Open files…"), QKeySequence::Open);
    openFolder = make(tr("Open folder…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    openCase = make(tr("Open case…"));
    saveCase = make(tr("Save case"), QKeySequence::Save);
    saveCaseAs = make(tr("Save case as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    closeCase = make(tr("Close case"), QKeySequence(Qt::CTRL | Qt::Key_W));
    sampleCase = make(tr("Open the sample case"));
    exportReport = make(tr("Export report…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    quit = make(tr("Quit"), QKeySequence::Quit);
    copy = make(tr("Copy"), QKeySequence::Copy);
    copyRaw = make(tr("Copy raw"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    connect(copy, &QAction::triggered, this, [] { copyFocused(false); });
    connect(copyRaw, &QAction::triggered, this, [] { copyFocused(true); });
    paste = make(tr("Paste evidence"), QKeySequence::Paste);
    filter = make(tr("Filter"), QKeySequence::Find);
    clearFilter = make(tr("Clear filter"));
    nextFailure = make(tr("Next failure"), QKeySequence(Qt::Key_F8));
    previousFailure = make(tr("Previous failure"), QKeySequence(Qt::SHIFT | Qt::Key_F8));
    goToTime = make(tr("Go to time…"), QKeySequence(Qt::CTRL | Qt::Key_G));
    back = make(tr("Back"), QKeySequence(Qt::ALT | Qt::Key_Left));
    forward = make(tr("Forward"), QKeySequence(Qt::ALT | Qt::Key_Right));
    problems = make(tr("Problems…"));
    oneWindow = make(tr("Open files from outside in this window"));
    oneWindow->setCheckable(true);
    resetLayout = make(tr("Reset layout"));
    help = make(tr("Help on what has the focus"), QKeySequence(Qt::Key_F1));
    about = make(tr("About Sendwright"));
    for (std::size_t i = 0; i < focusPanel.size(); ++i)
        focusPanel[i] = make(panelTitle(static_cast<Panel>(i)),
                             QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))));
    makeThemes();
}

QAction* Commands::make(const QString& text, const QKeySequence& keys)
{
    auto* action = new QAction(text, m_window);
    action->setShortcut(keys);
    m_window->addAction(action);
    return action;
}

void Commands::makeThemes()
{
    auto* group = new QActionGroup(this);
    const QString names[] = {tr("System"), tr("Light"), tr("Dark")};
    for (std::size_t i = 0; i < themes.size(); ++i) {
        themes[i] = make(names[i]);
        themes[i]->setCheckable(true);
        group->addAction(themes[i]);
        connect(themes[i], &QAction::triggered, this,
                [this, i] { Q_EMIT themeRequested(static_cast<Theme::Choice>(i)); });
    }
}

void Commands::setTheme(Theme::Choice choice)
{
    themes[static_cast<std::size_t>(choice)]->setChecked(true);
}

void Commands::buildMenus(QMenuBar* bar, const QList<QAction*>& panels)
{
    buildFileMenu(bar);
    QMenu* edit = bar->addMenu(tr("&Edit"));
    edit->addActions({copy, copyRaw, paste});
    edit->addSeparator();
    edit->addActions({filter, clearFilter});
    buildViewMenu(bar, panels);
    QMenu* go = bar->addMenu(tr("&Go"));
    go->addActions({nextFailure, previousFailure, goToTime});
    go->addSeparator();
    go->addActions({back, forward});
    go->addSeparator();
    for (QAction* panel : focusPanel)
        go->addAction(panel);
    QMenu* kase = bar->addMenu(tr("&Case"));
    kase->addActions({openCase, saveCase, saveCaseAs, closeCase});
    kase->addSeparator();
    kase->addActions({problems, exportReport});
    QMenu* helps = bar->addMenu(tr("&Help"));
    helps->addActions({help, sampleCase, about});
}

void Commands::buildFileMenu(QMenuBar* bar)
{
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({openFiles, openFolder});
    m_recent = file->addMenu(tr("Recent"));
    file->addSeparator();
    file->addActions({openCase, saveCase, saveCaseAs});
    file->addSeparator();
    file->addAction(exportReport);
    file->addSeparator();
    file->addAction(quit);
}

void Commands::buildViewMenu(QMenuBar* bar, const QList<QAction*>& panels)
{
    QMenu* view = bar->addMenu(tr("&View"));
    QMenu* theme = view->addMenu(tr("Theme"));
    for (QAction* choice : themes)
        theme->addAction(choice);
    view->addSeparator();
    view->addActions(panels);
    view->addSeparator();
    view->addActions({oneWindow, resetLayout});
}

void Commands::setRecent(const Settings& settings)
{
    m_recent->clear();
    for (const QStringList* list : {&settings.recentCases, &settings.recentSources}) {
        for (const QString& path : *list) {
            QAction* entry = m_recent->addAction(QFileInfo(path).fileName());
            entry->setToolTip(path);
            connect(entry, &QAction::triggered, this, [this, path] { Q_EMIT recentRequested(path); });
        }
        m_recent->addSeparator();
    }
    m_recent->setEnabled(!settings.recentCases.isEmpty() || !settings.recentSources.isEmpty());
}

} // namespace sendwright
