// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <vector>

namespace sendwright::test {

/// How long it takes from doing something to widgets until all of them are painted again, the queue of events between
/// them included.
class FrameClock : public QObject
{
public:
    explicit FrameClock(QList<QWidget*> widgets) : m_widgets(std::move(widgets))
    {
        for (QWidget* widget : m_widgets)
            widget->installEventFilter(this);
    }

    /// Milliseconds; negative when something was not painted within a second.
    template <typename Action>
    double frame(Action action)
    {
        m_waiting = m_widgets;
        m_late = false;
        QTimer limit;
        limit.setSingleShot(true);
        connect(&limit, &QTimer::timeout, this, [this] {
            m_late = true;
            m_loop.quit();
        });
        limit.start(1000);
        QElapsedTimer clock;
        clock.start();
        action();
        m_loop.exec();
        return m_late ? -1 : static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // Queued, so that it comes after this round of painting.
        if (event->type() == QEvent::Paint && m_waiting.removeOne(static_cast<QWidget*>(watched)) &&
            m_waiting.isEmpty())
            QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    QList<QWidget*> m_widgets, m_waiting;
    QEventLoop m_loop;
    bool m_late = false;
};

/// The value below which this share of the values lies.
inline double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

} // namespace sendwright::test
