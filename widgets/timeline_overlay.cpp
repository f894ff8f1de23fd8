// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_overlay.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sendwright {

TimelineOverlay::TimelineOverlay(QWidget* parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
}

void TimelineOverlay::setContent(const Content& content)
{
    if (m_content == content)
        return;
    Content moved = content;
    std::swap(moved, m_content);
    moved.began = content.began;
    moved.range = content.range;
    moved.band = content.band;
    // Lines and ranges stay in the plot; what lies beside it need not be painted again for them.
    if (moved == content)
        update(content.plot.adjusted(-1, -9, 1, 1));
    else
        update();
}

void TimelineOverlay::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_content.range)
        paintRange(painter, *m_content.range, 36);
    if (m_content.band)
        paintRange(painter, *m_content.band, 60);
    const QRect& plot = m_content.plot;
    if (m_content.began && *m_content.began >= plot.left() && *m_content.began <= plot.right() + 1) {
        QPen pen(m_content.accent, 1);
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        const double x = std::floor(*m_content.began) + 0.5;
        painter.drawLine(QPointF(x, plot.top() - 8), QPointF(x, plot.bottom()));
    }
    if (m_content.focus) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_content.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void TimelineOverlay::paintRange(QPainter& painter, const std::pair<double, double>& range, int alpha) const
{
    const QRectF plot = m_content.plot;
    const double left = std::clamp(range.first, plot.left(), plot.right());
    const double right = std::clamp(range.second, plot.left(), plot.right());
    if (right <= left && (range.second < plot.left() || range.first > plot.right()))
        return;
    QColor fill = m_content.accent;
    fill.setAlpha(alpha);
    painter.fillRect(QRectF(left, plot.top() - 4, std::max(1.0, right - left), plot.height() + 4), fill);
    painter.setPen(m_content.accent);
    for (const double edge : {range.first, range.second}) {
        if (edge >= plot.left() && edge <= plot.right())
            painter.drawLine(QPointF(edge, plot.top() - 4), QPointF(edge, plot.bottom()));
    }
}

} // namespace sendwright
