// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/window_layout.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QTimer>

namespace sendwright {

namespace {

constexpr int kStateVersion = 1;
constexpr const char* kNames[] = {"findings", "timeline", "sessions", "detail", "checklist", "sources"};

} // namespace

WindowLayout::WindowLayout(QMainWindow* window) : QObject(window), m_window(window)
{
    window->setDockNestingEnabled(true);
    window->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

QWidget* WindowLayout::caption(Panel panel)
{
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 7, 10, 4);
    auto* name = new QLabel(panelTitle(panel).toUpper(), bar);
    name->setProperty("look", QStringLiteral("caption"));
    auto* count = new QLabel(bar);
    count->setProperty("look", QStringLiteral("caption"));
    m_counts[static_cast<std::size_t>(panel)] = count;
    if (panel == Panel::Detail) {
        // Its tabs are caption enough; what is left is a strip to take hold of.
        row->setContentsMargins(0, 0, 0, 0);
        name->hide();
        bar->setFixedHeight(6);
    }
    row->addWidget(name);
    row->addStretch(1);
    row->addWidget(count);
    return bar;
}

void WindowLayout::add(Panel panel)
{
    const auto place = static_cast<std::size_t>(panel);
    auto* dock = new QDockWidget(panelTitle(panel), m_window);
    dock->setObjectName(QLatin1String(kNames[place]));
    dock->setAccessibleName(panelTitle(panel));
    dock->setTitleBarWidget(caption(panel));
    m_docks[place] = dock;
}

void WindowLayout::fill(Panel panel, QWidget* content)
{
    dock(panel)->setWidget(content);
}

void WindowLayout::reset()
{
    QMainWindow* w = m_window;
    for (QDockWidget* dock : m_docks) {
        w->removeDockWidget(dock);
        dock->setFloating(false);
    }
    w->addDockWidget(Qt::LeftDockWidgetArea, dock(Panel::Findings));
    w->addDockWidget(Qt::LeftDockWidgetArea, dock(Panel::Sources));
    w->addDockWidget(Qt::RightDockWidgetArea, dock(Panel::Checklist));
    w->addDockWidget(Qt::BottomDockWidgetArea, dock(Panel::Timeline));
    w->splitDockWidget(dock(Panel::Timeline), dock(Panel::Sessions), Qt::Vertical);
    w->splitDockWidget(dock(Panel::Sessions), dock(Panel::Detail), Qt::Vertical);
    for (QDockWidget* dock : m_docks)
        dock->show();
    m_hidden.clear();
    sizePanels();
    // Once more when the window has its final size.
    QTimer::singleShot(0, this, &WindowLayout::sizePanels);
}

void WindowLayout::sizePanels()
{
    const int width = m_window->width(), height = m_window->height();
    const int side = qBound(190, width * 19 / 100, 300), right = qBound(240, width * 26 / 100, 400);
    m_window->resizeDocks({dock(Panel::Findings), dock(Panel::Checklist)}, {side, right}, Qt::Horizontal);
    m_window->resizeDocks({dock(Panel::Findings), dock(Panel::Sources)}, {height * 45 / 100, height * 45 / 100},
                          Qt::Vertical);
    m_window->resizeDocks({dock(Panel::Timeline), dock(Panel::Sessions), dock(Panel::Detail)},
                          {height * 23 / 100, height * 20 / 100, height * 37 / 100}, Qt::Vertical);
}

void WindowLayout::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) == shown)
        return;
    if (!shown) {
        m_hidden = m_window->saveState(kStateVersion);
        for (QDockWidget* dock : m_docks)
            dock->hide();
        return;
    }
    if (m_hidden.isEmpty() || !m_window->restoreState(m_hidden, kStateVersion))
        reset();
    m_hidden.clear();
}

void WindowLayout::setCount(Panel panel, const QString& text)
{
    m_counts[static_cast<std::size_t>(panel)]->setText(text);
}

QByteArray WindowLayout::save() const
{
    return m_shown ? m_window->saveState(kStateVersion) : m_hidden;
}

bool WindowLayout::restore(const QByteArray& state)
{
    if (state.isEmpty())
        return false;
    if (!m_shown) {
        m_hidden = state;
        return true;
    }
    return m_window->restoreState(state, kStateVersion);
}

void WindowLayout::focus(Panel panel)
{
    QDockWidget* shown = dock(panel);
    shown->show();
    shown->raise();
    QWidget* content = shown->widget();
    QWidget* target = content->focusPolicy() != Qt::NoFocus ? content : content->nextInFocusChain();
    if (content->focusProxy() != nullptr)
        target = content->focusProxy();
    target->setFocus(Qt::ShortcutFocusReason);
}

Panel WindowLayout::panelOf(const QWidget* widget) const
{
    for (const QWidget* up = widget; up != nullptr; up = up->parentWidget())
        for (std::size_t i = 0; i < m_docks.size(); ++i)
            if (m_docks[i] == up)
                return static_cast<Panel>(i);
    return Panel::Count;
}

QList<QAction*> WindowLayout::toggles() const
{
    QList<QAction*> actions;
    for (QDockWidget* dock : m_docks)
        actions += dock->toggleViewAction();
    return actions;
}

} // namespace sendwright
