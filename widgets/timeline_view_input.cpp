// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Mouse and keyboard of TimelineView.

#include "widgets/timeline_view.h"

#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace sendwright {

namespace {

constexpr double kZoomPerNotch = 1.25;
constexpr double kNotch = 120;   ///< angleDelta of one notch of a wheel
constexpr double kLeastBand = 3; ///< pixels; less is a slip of the hand
constexpr int kTipColumn = 3;

} // namespace

bool TimelineView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        showTip(static_cast<QHelpEvent*>(event));
        return true;
    }
    return QWidget::event(event);
}

void TimelineView::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    updateOverlay();
    update();
}

void TimelineView::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    updateOverlay();
    update();
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    const QPoint delta = event->angleDelta();
    const bool overNames = event->position().x() < m_geometry.plot().left();
    if (overNames && m_geometry.scrolls()) {
        scrollTo(m_geometry.scroll - static_cast<int>(delta.y() / kNotch * m_geometry.laneHeight));
    } else if (std::abs(delta.x()) > std::abs(delta.y())) {
        m_atHome = false;
        setMap(m_map.panned(delta.x() / 2.0));
    } else if (delta.y() != 0) {
        m_atHome = false;
        setMap(m_map.zoomed(insideX(event->position()), std::pow(kZoomPerNotch, delta.y() / kNotch)));
    }
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || isEmpty())
        return;
    m_pressedAt = event->pos();
    m_pressedMap = m_map;
    m_drag = Drag::Pressed;
    if ((event->modifiers() & Qt::ShiftModifier) != 0 && event->pos().x() >= m_geometry.plot().left())
        m_drag = Drag::Band;
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    const int moved = (event->pos() - m_pressedAt).manhattanLength();
    if (m_drag == Drag::Pressed && moved >= QApplication::startDragDistance())
        m_drag = Drag::Pan;
    if (m_drag == Drag::Pan) {
        setCursor(Qt::ClosedHandCursor);
        m_atHome = false;
        setMap(m_pressedMap.panned(event->pos().x() - m_pressedAt.x()));
    } else if (m_drag == Drag::Band) {
        m_band = std::minmax({insideX(m_pressedAt), insideX(event->position())});
        updateOverlay();
    } else if (m_drag == Drag::None) {
        setCursor(hitAt(event->pos()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Drag drag = std::exchange(m_drag, Drag::None);
    setCursor(Qt::ArrowCursor);
    if (drag == Drag::Pressed)
        clickAt(event->pos());
    else if (drag == Drag::Band)
        finishBand(event->position());
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || isEmpty())
        return;
    const TimeMap whole = wholeRange();
    m_atHome = true;
    setMap(m_map == whole ? homeRange() : whole);
    // Only the home range grows with what still loads.
    m_atHome = m_map == homeRange();
}

double TimelineView::insideX(const QPointF& point) const
{
    return std::clamp(toX(point), 0.0, static_cast<double>(m_map.width));
}

void TimelineView::finishBand(const QPointF& releasedAt)
{
    m_band.reset();
    const auto [left, right] = std::minmax({insideX(m_pressedAt), insideX(releasedAt)});
    if (right - left >= kLeastBand)
        m_state.setRange(m_map.xToTime(left), m_map.xToTime(right));
    updateOverlay();
}

std::optional<TimelineView::Hit> TimelineView::hitAt(const QPoint& point) const
{
    const auto lane = m_geometry.laneAt(point);
    if (!lane || point.x() < m_geometry.lanes.left())
        return std::nullopt;
    const TimelineLane& content = m_lanes.lanes[*lane];
    const int x = point.x() - m_geometry.lanes.left();
    // A tick of two pixels is hard to meet: one pixel beside it counts too.
    for (const int near : {x, x - 1, x + 1}) {
        if (const auto hit = hitLane(content.items, m_map, leastWidth(content.kind), near))
            return Hit{*lane, *hit};
    }
    return std::nullopt;
}

void TimelineView::clickAt(const QPoint& point)
{
    if (const auto hit = hitAt(point))
        select({hit->lane, hit->hit.place});
}

void TimelineView::select(const Place& place)
{
    m_cursor = place;
    const TimelineLane& lane = m_lanes.lanes[place.lane];
    const std::uint32_t index = lane.items[place.item].index;
    reveal(place);
    if (lane.kind == TimelineLane::Kind::Sessions)
        m_state.selectSession(index);
    else
        m_state.selectEntry(index, kNoSession);
    tellScreenReader();
    update();
}

void TimelineView::showTip(QHelpEvent* event)
{
    const QStringList lines = isEmpty() || m_drag == Drag::Pan ? QStringList() : tipAt(event->pos());
    if (lines.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), tipHtml(lines), this, QRect(event->pos(), QSize(1, 1)));
}

QStringList TimelineView::tipAt(const QPoint& point) const
{
    if (const auto hit = hitAt(point))
        return text().group(hit->lane, hit->hit);
    const auto lane = m_geometry.laneAt(point);
    if (lane && point.x() < m_geometry.lanes.left())
        return text().lane(*lane);
    const double x = toX(point);
    if (m_density && m_geometry.density.contains(point))
        return text().density(*m_density, m_map.xToTime(x), m_map.xToTime(x + kTipColumn));
    if (m_geometry.axis.contains(point))
        return {momentText(m_map.xToTime(x), m_zone) + QLatin1Char(' ') + zoneText(m_zone)};
    return {};
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == 0;
    if (isEmpty() || !plain || !(zoomKey(event->key()) || moveKey(event->key())))
        QWidget::keyPressEvent(event);
}

/// Keys that change what is seen, or the range.
bool TimelineView::zoomKey(int key)
{
    double x = m_map.width / 2.0;
    if (m_cursor) {
        const double at = m_map.timeToX(m_lanes.lanes[m_cursor->lane].items[m_cursor->item].start);
        if (at >= 0 && at <= m_map.width)
            x = at;
    }
    TimeMap next = m_map;
    if (key == Qt::Key_Plus || key == Qt::Key_Equal)
        next = m_map.zoomed(x, kZoomPerNotch * kZoomPerNotch);
    else if (key == Qt::Key_Minus)
        next = m_map.zoomed(x, 1 / (kZoomPerNotch * kZoomPerNotch));
    else if (key == Qt::Key_PageUp)
        next = m_map.panned(m_map.width * 0.8);
    else if (key == Qt::Key_PageDown)
        next = m_map.panned(m_map.width * -0.8);
    else if (key == Qt::Key_0)
        next = wholeRange();
    else
        return false;
    m_atHome = false;
    setMap(next);
    return true;
}

/// Keys that move or choose.
bool TimelineView::moveKey(int key)
{
    switch (key) {
    case Qt::Key_Left:
        moveInLane(-1);
        return true;
    case Qt::Key_Right:
        moveInLane(1);
        return true;
    case Qt::Key_Up:
        moveToLane(-1);
        return true;
    case Qt::Key_Down:
        moveToLane(1);
        return true;
    case Qt::Key_Home:
        moveToEnd(false);
        return true;
    case Qt::Key_End:
        moveToEnd(true);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor)
            select(*m_cursor);
        return m_cursor.has_value();
    case Qt::Key_Escape:
        if (!m_state.from().known() && !m_band)
            return false;
        m_band.reset();
        m_drag = Drag::None;
        m_state.setRange({}, {});
        updateOverlay();
        return true;
    default:
        return false;
    }
}

void TimelineView::moveInLane(int steps)
{
    if (m_lanes.lanes.empty())
        return;
    if (!m_cursor) {
        moveToLane(0);
        if (m_cursor)
            select(*m_cursor);
        return;
    }
    const auto last = static_cast<std::ptrdiff_t>(m_lanes.lanes[m_cursor->lane].items.size()) - 1;
    const auto next = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(m_cursor->item) + steps, 0, last);
    select({m_cursor->lane, static_cast<std::size_t>(next)});
}

void TimelineView::moveToEnd(bool last)
{
    if (m_lanes.lanes.empty())
        return;
    const std::size_t lane = m_cursor ? m_cursor->lane : 0;
    select({lane, last ? m_lanes.lanes[lane].items.size() - 1 : 0});
}

/// To what is nearest in time on the lane above or below; selects nothing yet.
void TimelineView::moveToLane(int steps)
{
    if (m_lanes.lanes.empty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(m_lanes.lanes.size()) - 1;
    const auto now = m_cursor ? static_cast<std::ptrdiff_t>(m_cursor->lane) + steps : 0;
    const auto lane = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(now, 0, last));
    const TimePoint time =
        m_cursor ? m_lanes.lanes[m_cursor->lane].items[m_cursor->item].start : m_map.xToTime(m_map.width / 2.0);
    if (const auto item = m_lanes.lanes[lane].items.nearest(time))
        setCursorPlace({lane, *item});
}

void TimelineView::setCursorPlace(const Place& place)
{
    m_cursor = place;
    reveal(place);
    tellScreenReader();
    update();
}

} // namespace sendwright
