// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_painter.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QVector>

#include <algorithm>
#include <climits>
#include <cmath>

namespace sendwright {

namespace {

constexpr double kCrowded = 0.2; ///< bars a pixel from which on nobody sees corners
constexpr double kRoundFrom = 6; ///< bars this wide lose their corners and let others shine through

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

/// Bars are painted in device pixels, where their edges are whole numbers.
class LanePainter
{
public:
    LanePainter(QPainter& painter, const TimelineScene& scene) : m_painter(painter), m_scene(scene) {}

    void paint(std::size_t lane)
    {
        setLane(lane);
        const std::vector<LaneBar>& bars = m_scene.bars[lane];
        m_round = m_kind == TimelineLane::Kind::Sessions && static_cast<double>(bars.size()) < m_row.width() * kCrowded;
        m_painter.save();
        m_painter.scale(1 / m_scene.scale, 1 / m_scene.scale);
        m_painter.setPen(Qt::NoPen);
        // The worst last, so that no crowd of good sessions hides one failure.
        for (const Severity severity : {Severity::Info, Severity::Good, Severity::Warning, Severity::Error})
            paintSeverity(bars, severity);
        if (lane < m_scene.marked.size())
            paintMarks(m_scene.marked[lane]);
        m_painter.restore();
    }

    /// A frame around one item, where its bar would be alone.
    void outline(const LaneItem& item, const QPen& pen)
    {
        const LaneItems alone({item});
        const double scale = m_scene.scale;
        for (const LaneBar& bar : layoutLane(alone, m_scene.map, leastOf())) {
            const QRect rect = placed(bar, rowOf(bar.severity));
            m_painter.setRenderHint(QPainter::Antialiasing);
            m_painter.setPen(pen);
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRoundedRect(
                QRectF(rect.left() / scale, rect.top() / scale, rect.width() / scale, rect.height() / scale)
                    .adjusted(-2, -2, 2, 2),
                3, 3);
            m_painter.setRenderHint(QPainter::Antialiasing, false);
        }
    }

    void setLane(std::size_t lane)
    {
        m_row = m_scene.geometry.lane(lane);
        m_kind = m_scene.lanes.lanes[lane].kind;
    }

private:
    int device(double logical) const { return static_cast<int>(std::lround(logical * m_scene.scale)); }
    int leastOf() const { return device(leastWidth(m_kind)); }

    /// Where bars of a severity lie, from the left edge of the lane.
    QRect rowOf(Severity severity) const
    {
        const double height = heightOf(severity, m_kind);
        const double top = m_row.top() + std::round((m_row.height() - height) / 2);
        return QRect(device(m_row.left()), device(top), 0, device(height));
    }
    static QRect placed(const LaneBar& bar, const QRect& row)
    {
        return QRect(row.left() + bar.x, row.top(), bar.width, row.height());
    }

    /// Bars side by side become one rectangle, and all of them one call: a crowded lane costs little more than an empty
    /// one.
    void paintSeverity(const std::vector<LaneBar>& bars, Severity severity)
    {
        const QColor color = m_scene.theme.severityColor(static_cast<int>(severity));
        const bool session = m_kind == TimelineLane::Kind::Sessions;
        const QRect row = rowOf(severity);
        const int roundFrom = m_round && severity != Severity::Warning ? device(kRoundFrom) : INT_MAX;
        m_flat.clear();
        for (const LaneBar& bar : bars) {
            if (bar.severity != severity)
                continue;
            const QRect rect = placed(bar, row);
            if (rect.width() >= roundFrom)
                paintRound(rect, color, severity == Severity::Error);
            else
                addFlat(rect);
        }
        if (session && severity == Severity::Warning)
            splitFlat();
        m_painter.setBrush(session ? softened(color, m_scene.theme.panel()) : color);
        m_painter.drawRects(m_flat);
    }

    void addFlat(const QRect& rect)
    {
        if (!m_flat.isEmpty() && rect.left() >= m_flat.last().left() && rect.left() <= m_flat.last().right() + 1)
            m_flat.last().setRight(std::max(m_flat.last().right(), rect.right()));
        else
            m_flat.append(rect);
    }

    /// Rejected or dropped: broken in the middle.
    void splitFlat()
    {
        const int gap = device(2);
        for (qsizetype i = 0, count = m_flat.size(); i < count; ++i) {
            QRect lower = m_flat[i];
            const int half = (lower.height() - gap) / 2;
            m_flat[i].setHeight(half);
            lower.setTop(lower.bottom() + 1 - half);
            m_flat.append(lower);
        }
    }

    /// A little transparent, so that bars that overlap can be told apart, and without its corners. A failure has a
    /// notch in its upper edge. Antialiased curves would take ten times as long.
    void paintRound(const QRect& rect, QColor color, bool notch)
    {
        color.setAlphaF(0.86F);
        const int corner = device(1);
        m_painter.fillRect(rect.adjusted(corner, 0, -corner, 0), color);
        m_painter.fillRect(QRect(rect.left(), rect.top() + corner, corner, rect.height() - 2 * corner), color);
        m_painter.fillRect(QRect(rect.right() + 1 - corner, rect.top() + corner, corner, rect.height() - 2 * corner),
                           color);
        const int deep = device(4);
        for (int row = 0; notch && rect.width() >= device(12) && row < deep; ++row) {
            const int half = deep - 1 - row;
            m_painter.fillRect(QRect(rect.center().x() - half, rect.top() + row, 2 * half + 1, 1),
                               m_scene.theme.panel());
        }
    }

    void paintMarks(const std::vector<LaneBar>& marks)
    {
        m_flat.clear();
        const QRect row(device(m_row.left()), device(m_row.bottom() - 2), 0, device(2));
        for (const LaneBar& bar : marks)
            addFlat(placed(bar, row));
        m_painter.setBrush(m_scene.theme.accent());
        m_painter.drawRects(m_flat);
    }

    QPainter& m_painter;
    const TimelineScene& m_scene;
    QRect m_row;
    TimelineLane::Kind m_kind = TimelineLane::Kind::Sessions;
    bool m_round = true;
    QVector<QRect> m_flat; ///< of one colour, by their left edge
};

void paintName(QPainter& painter, const TimelineScene& scene, const QRect& rect, const QString& name,
               const QColor& color)
{
    if (!scene.exposed.intersects(rect))
        return; // setting text costs, even where nothing of it is painted
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
    paintName(painter, scene, g.axisName(), scene.corner, scene.theme.dim());
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
    paintName(painter, scene, g.densityName(), QCoreApplication::translate("TimelineView", "All entries"),
              scene.theme.dim());
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
        paintName(painter, scene, g.name(lane), scene.lanes.lanes[lane].title,
                  current ? scene.theme.text() : scene.theme.dim());
        lanes.paint(lane);
    }
    paintOutlines(painter, scene);
    painter.restore();
}

} // namespace sendwright
