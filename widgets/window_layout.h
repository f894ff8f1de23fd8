// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/help_texts.h"

#include <QByteArray>
#include <QDockWidget>
#include <QList>
#include <QObject>

#include <array>

class QLabel;
class QMainWindow;

namespace sendwright {

/// The panels as docks: their default places, their captions, and what was saved of them.
class WindowLayout : public QObject
{
    Q_OBJECT

public:
    explicit WindowLayout(QMainWindow* window);

    void add(Panel panel);                    ///< an empty dock, so that its place and its menu entry are known
    void fill(Panel panel, QWidget* content); ///< once
    void reset();                             ///< the arrangement a new user sees
    void setShown(bool shown);                ///< hides all panels (start page) and brings them back as they were
    void setCount(Panel panel, const QString& text); ///< beside the caption: `3`, `8 of 12 answered`
    QByteArray save() const;
    bool restore(const QByteArray& state);
    void focus(Panel panel);                    ///< shows the panel and gives its content the focus
    Panel panelOf(const QWidget* widget) const; ///< Panel::Count when in none

    QList<QAction*> toggles() const;
    QDockWidget* dock(Panel panel) const { return m_docks[static_cast<std::size_t>(panel)]; }

private:
    QWidget* caption(Panel panel);
    void sizePanels();

    QMainWindow* m_window;
    std::array<QDockWidget*, static_cast<std::size_t>(Panel::Count)> m_docks{};
    std::array<QLabel*, static_cast<std::size_t>(Panel::Count)> m_counts{};
    QByteArray m_hidden; ///< state to come back to after the start page
    bool m_shown = true;
};

} // namespace sendwright
