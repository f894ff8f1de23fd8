// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window is made of, and when: the start page at once, the panels after the first paint.

#include "engine/workbench.h"
#include "widgets/checklist_view.h"
#include "widgets/commands.h"
#include "widgets/detail_tabs.h"
#include "widgets/finding_view.h"
#include "widgets/main_window.h"
#include "widgets/query_bar.h"
#include "widgets/session_view.h"
#include "widgets/source_view.h"
#include "widgets/start_page.h"
#include "widgets/timeline_view.h"
#include "widgets/verdict_strip.h"
#include "widgets/window_layout.h"
#include "widgets/zone_menu.h"

#include <QLabel>
#include <QPaintEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace sendwright {

/// The start page does without all this, and it is there at once.
void MainWindow::furnish()
{
    if (m_findings != nullptr)
        return;
    m_workbench.prepare(); // needed when the panels are built
    buildPanels();
    buildVerdict();
    connectViews();
    applyZone();
    takeSnapshot({});
    takeAnalysis();
}

FindingView* MainWindow::findings()
{
    furnish();
    return m_findings;
}
SessionView* MainWindow::sessions()
{
    furnish();
    return m_sessions;
}
DetailTabs* MainWindow::detail()
{
    furnish();
    return m_detail;
}
TimelineView* MainWindow::timeline()
{
    furnish();
    return m_timeline;
}
ChecklistView* MainWindow::checklist()
{
    furnish();
    return m_checklist;
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    if (m_findings == nullptr)
        QTimer::singleShot(0, this, &MainWindow::furnish);
}

void MainWindow::buildPanels()
{
    m_findings = new FindingView(m_theme, m_state);
    m_sources = new SourceView(m_theme);
    m_timeline = new TimelineView(m_theme, m_state);
    m_sessions = new SessionView(m_theme, m_state);
    m_detail = new DetailTabs(m_theme, m_state);
    m_checklist = new ChecklistView(m_theme, m_state, m_workbench);
    m_layout->fill(Panel::Findings, m_findings);
    m_layout->fill(Panel::Timeline, m_timeline);
    m_layout->fill(Panel::Sessions, m_sessions);
    m_layout->fill(Panel::Detail, m_detail);
    m_layout->fill(Panel::Checklist, m_checklist);
    m_layout->fill(Panel::Sources, m_sources);
}

void MainWindow::buildToolRow()
{
    QToolBar* row = addToolBar(tr("Tools"));
    row->setObjectName(QStringLiteral("tools"));
    row->setMovable(false);
    const auto button = [&](const QString& text, QAction* action) {
        auto* made = new QPushButton(text, row);
        made->setToolTip(action->text() + QStringLiteral("  ") + action->shortcut().toString(QKeySequence::NativeText));
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, made, [made, action] { made->setEnabled(action->isEnabled()); });
        row->addWidget(made);
        return made;
    };
    button(tr("Open…"), m_commands->openFiles);
    button(tr("Folder…"), m_commands->openFolder);
    m_query = new QueryBar(m_theme, row);
    row->addWidget(m_query);
    m_zone = new QToolButton(row);
    m_zone->setPopupMode(QToolButton::InstantPopup);
    m_zone->setFocusPolicy(Qt::StrongFocus);
    m_zone->setAccessibleDescription(tr("Time zone that times are shown in"));
    auto* zones = new ZoneMenu(m_zone);
    zones->setZone(m_settings.zone);
    m_zone->setMenu(zones);
    row->addWidget(m_zone);
    connect(zones, &ZoneMenu::zoneChosen, this, [this, zones](const QString& zone) {
        m_settings.zone = zone;
        zones->setZone(zone);
        furnish();
        tellZone();
        applyZone();
    });
    button(tr("Report…"), m_commands->exportReport)->setProperty("look", QStringLiteral("accent"));
}

void MainWindow::buildCentre()
{
    m_centre = new QStackedWidget(this);
    m_start = new StartPage(m_theme, m_centre);
    m_start->setRecent(m_settings);
    m_centre->addWidget(m_start);
    m_centre->installEventFilter(this); // its width changes with the docks beside it
    setCentralWidget(m_centre);
}

void MainWindow::buildVerdict()
{
    auto* top = new QWidget(m_centre);
    auto* box = new QVBoxLayout(top);
    box->setContentsMargins(10, 10, 10, 4);
    box->setSpacing(6);
    m_notice = new QLabel(top);
    m_notice->setWordWrap(true);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setAccessibleName(tr("Notice"));
    m_notice->hide();
    m_verdict = new VerdictStrip(m_theme, top);
    box->addWidget(m_notice);
    box->addWidget(m_verdict);
    m_centre->addWidget(top);
}

} // namespace sendwright
