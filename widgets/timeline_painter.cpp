// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_painter.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

namespace sendwright {

namespace {

constexpr double kCrowded = 0.2; ///< bars a pixel from which on nobody sees round corners
constexpr double kRoundFrom = 6; ///< bars this wide get round corners and let others shine through

/// Height says how it ended even without colour: failures stand out above and below the rest, sessions without mail are
/// thin.
double heightOf(Severity severity, TimelineLane::Kind kind)
{
    if (kind == TimelineLane::Kind::Events)
        return severity == Severity::Error || severity == Severity::Warning ? 14 : 8;
    if (severity == Severity::Error)
        return 15;
    return severity == Severity::Info ? 6 : 10;
}

/// As a colour at 86 % looks on the panel; opaque is faster where many narrow bars lie side by side.
QColor softened(const QColor& color, const QColor& panel)
{
    const auto mix = [](int a, int b) { return (a * 86 + b * 14) / 100; };
    return QColor(mix(color.red(), panel.red()), mix(color.green(), panel.green()), mix(color.blue(), panel.blue()));
}

class LanePainter
{
public:
    LanePainter(QPainter& painter, const TimelineScene& scene) : m_painter(painter), m_scene(scene) {}

    void paint(std::size_t lane)
    {
        m_row = m_scene.geometry.lane(lane);
        m_kind = m_scene.lanes.lanes[lane].kind;
        m_round = static_cast<double>(m_scene.bars[lane].size()) < m_row.width() * kCrowded;
        // The worst last, so that no crowd of good sessions hides one failure.
        for (const Severity severity : {Severity::Info, Severity::Good, Severity::Warning, Severity::Error}) {
            for (const LaneBar& bar : m_scene.bars[lane]) {
                if (bar.severity == severity)
                    paintBar(bar);
            }
        }
        if (lane < m_scene.marked.size())
            paintMarks(m_scene.marked[lane]);
    }

    /// A frame around one item, where its bar would be alone.
    void outline(const LaneItem& item, const QPen& pen)
    {
        const LaneItems alone({item});
        for (const LaneBar& bar : layoutLane(alone, m_scene.map, leastOf())) {
            m_painter.setRenderHint(QPainter::Antialiasing);
            m_painter.setPen(pen);
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRoundedRect(rectOf(bar).adjusted(-2, -2, 2, 2), 3, 3);
            m_painter.setRenderHint(QPainter::Antialiasing, false);
        }
    }

    void setLane(std::size_t lane)
    {
        m_row = m_scene.geometry.lane(lane);
        m_kind = m_scene.lanes.lanes[lane].kind;
    }

private:
    int leastOf() const { return static_cast<int>(std::lround(leastWidth(m_kind) * m_scene.scale)); }

    QRectF rectOf(const LaneBar& bar) const
    {
        const double height = heightOf(bar.severity, m_kind);
        const double top = m_row.top() + std::round((m_row.height() - height) / 2);
        return QRectF(m_row.left() + bar.x / m_scene.scale, top, bar.width / m_scene.scale, height);
    }

    void paintBar(const LaneBar& bar)
    {
        const QRectF rect = rectOf(bar);
        const QColor color = m_scene.theme.severityColor(static_cast<int>(bar.severity));
        const QColor soft = softened(color, m_scene.theme.panel());
        if (m_kind == TimelineLane::Kind::Events) {
            m_painter.fillRect(rect, color);
        } else if (bar.severity == Severity::Warning) {
            paintSplit(rect, soft);
        } else if (!m_round || rect.width() < kRoundFrom) {
            m_painter.fillRect(rect, soft);
        } else {
            paintRound(rect, color, bar.severity == Severity::Error);
        }
    }

    /// Rejected or dropped: broken in the middle.
    void paintSplit(const QRectF& rect, const QColor& color)
    {
        const double half = (rect.height() - 2) / 2;
        m_painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), half), color);
        m_painter.fillRect(QRectF(rect.left(), rect.bottom() - half, rect.width(), half), color);
    }

    /// A little transparent, so that bars that overlap can be told apart. A failure has a notch in its upper edge.
    void paintRound(const QRectF& rect, QColor color, bool notch)
    {
        color.setAlphaF(0.86F);
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color);
        m_painter.drawRoundedRect(rect, 1.5, 1.5);
        if (notch && rect.width() >= 12) {
            QPainterPath path(QPointF(rect.center().x() - 3.5, rect.top() - 0.5));
            path.lineTo(rect.center().x(), rect.top() + 4);
            path.lineTo(rect.center().x() + 3.5, rect.top() - 0.5);
            m_painter.fillPath(path, m_scene.theme.panel());
        }
        m_painter.setRenderHint(QPainter::Antialiasing, false);
    }

    void paintMarks(const std::vector<LaneBar>& marks)
    {
        for (const LaneBar& bar : marks) {
            const QRectF under(m_row.left() + bar.x / m_scene.scale, m_row.bottom() - 2, bar.width / m_scene.scale, 2);
            m_painter.fillRect(under, m_scene.theme.accent());
        }
    }

    QPainter& m_painter;
    const TimelineScene& m_scene;
    QRect m_row;
    TimelineLane::Kind m_kind = TimelineLane::Kind::Sessions;
    bool m_round = true;
};

void paintName(QPainter& painter, const QRect& rect, const QString& name, const QColor& color)
{
    painter.setPen(color);
    const QString text = painter.fontMetrics().elidedText(name, Qt::ElideRight, rect.width());
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void paintLabels(QPainter& painter, const TimelineScene& scene)
{
    const TimelineGeometry& g = scene.geometry;
    const QFontMetrics metrics = painter.fontMetrics();
    for (const AxisLabel& label : scene.labels) {
        const double x = g.axis.left() + label.x / scene.scale;
        const int width = metrics.horizontalAdvance(label.text);
        // Kept inside, so that the first and last are never cut.
        const double left = std::clamp(x - width / 2.0, double(g.axis.left()),
                                       std::max<double>(g.axis.left(), g.axis.right() + 1 - width));
        painter.setPen(label.dayBorder ? scene.theme.text() : scene.theme.dim());
        painter.drawText(QRectF(left, g.axis.top(), width + 2, g.axis.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, label.text);
        if (label.dayBorder)
            painter.fillRect(QRectF(x, g.lanes.top(), 1, g.lanes.height()), scene.theme.line());
    }
    paintName(painter, g.axisName(), scene.corner, scene.theme.dim());
}

bool isSeen(const TimelineGeometry& g, std::size_t lane)
{
    return g.lane(lane).intersects(g.lanes);
}

void paintOutlines(QPainter& painter, const TimelineScene& scene)
{
    LanePainter lanes(painter, scene);
    const auto outline = [&](const TimelineLanes::Place& place, const QPen& pen) {
        lanes.setLane(place.lane);
        lanes.outline(scene.lanes.lanes[place.lane].items[place.item], pen);
    };
    if (scene.cursor)
        outline(*scene.cursor, QPen(scene.theme.text(), 1, Qt::DotLine));
    for (const TimelineLanes::Place& place : scene.selected)
        outline(place, QPen(scene.theme.accent(), 2));
}

} // namespace

void paintTimeline(QPainter& painter, const TimelineScene& scene)
{
    const TimelineGeometry& g = scene.geometry;
    paintName(painter, g.densityName(), QCoreApplication::translate("TimelineView", "All entries"), scene.theme.dim());
    paintLabels(painter, scene);
    painter.save();
    painter.setClipRect(
        QRect(g.names.left() - 4, g.lanes.top(), g.lanes.right() - g.names.left() + 8, g.lanes.height()));
    LanePainter lanes(painter, scene);
    for (std::size_t lane = 0; lane < scene.lanes.lanes.size(); ++lane) {
        if (!isSeen(g, lane))
            continue;
        const bool current = scene.cursor && scene.cursor->lane == lane;
        if (current)
            painter.fillRect(g.name(lane).united(g.lane(lane)).adjusted(-4, 1, 4, -1), scene.theme.ground());
        paintName(painter, g.name(lane), scene.lanes.lanes[lane].title,
                  current ? scene.theme.text() : scene.theme.dim());
        lanes.paint(lane);
    }
    paintOutlines(painter, scene);
    painter.restore();
}

} // namespace sendwright
