// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "index/histogram.h"
#include "index/snapshot.h"
#include "tables/view_state.h"
#include "widgets/timeline_painter.h"
#include "widgets/timeline_text.h"

#include <QElapsedTimer>
#include <QTimeZone>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QHelpEvent;
class QScrollBar;

namespace sendwright {

class DensityPlot;
class Theme;
class TimelineOverlay;

/// Sessions and events over time: how many entries on top, then a lane for each connector and event source. What is
/// selected is ViewState's; this view shows it and changes it. GUI thread. A frame costs by pixels, not by sessions:
/// lanes are built once a snapshot, bars once a range.
///
/// Wheel zooms at the pointer (over the names it scrolls lanes), drag pans, Shift-drag selects a range, double click
/// shows all (and then the sessions' own span), click selects. Keys: arrows, Home, End, Page Up and Down, + and -, 0
/// for all, Enter, Escape.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    TimelineView(Theme& theme, ViewState& state, QWidget* parent = nullptr);
    ~TimelineView() override;

    /// The density may be that of an earlier snapshot while files load, or null.
    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Analysis> analysis,
              std::shared_ptr<const Density> density, std::shared_ptr<const RowText> text = {});
    using QWidget::show;
    void setZone(const QTimeZone& zone);

    TimeMap map() const { return m_map; } ///< what is seen, in logical pixels from plotRect's left edge
    QRect plotRect() const { return m_geometry.plot(); }
    QStringList laneTitles() const;
    bool isEmpty() const { return !m_map.from.known(); }
    /// Middle of a session's bar, when it is in sight.
    std::optional<QPoint> pointOfSession(SessionIndex session) const;
    std::optional<QPoint> pointOfEvent(RowIndex row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    using Place = TimelineLanes::Place;
    enum class Drag { None, Pressed, Pan, Band };

    // Content
    void rebuild();
    void takeSelection();
    void takeFinding();
    void applyTheme();
    TimeMap wholeRange() const;
    TimeMap homeRange() const;
    std::optional<TimePoint> beganAt() const;

    // Layout
    void relayout();
    void setMap(const TimeMap& map);
    void layoutBars();
    void updateOverlay();
    void reveal(const Place& place);
    void scrollTo(int y);
    std::optional<QPoint> pointOf(const Place& place) const;

    // Hands
    struct Hit
    {
        std::size_t lane = 0;
        LaneHit hit;
    };
    std::optional<Hit> hitAt(const QPoint& point) const;
    double toX(const QPointF& point) const { return point.x() - m_geometry.plot().left(); }
    void showTip(QHelpEvent* event);
    QStringList tipAt(const QPoint& point) const;
    void clickAt(const QPoint& point);
    double insideX(const QPointF& point) const; ///< kept inside the plot
    void finishBand(const QPointF& releasedAt);
    void select(const Place& place);
    void moveInLane(int steps);
    void moveToEnd(bool last);
    void moveToLane(int steps);
    void setCursorPlace(const Place& place);
    bool zoomKey(int key);
    bool moveKey(int key);
    void tellScreenReader();
    TimelineText text() const;

    Theme& m_theme;
    ViewState& m_state;
    std::shared_ptr<const Snapshot> m_snapshot; ///< the one the lanes were built of; never null
    std::shared_ptr<const Snapshot> m_next;     ///< waits for its lanes
    std::shared_ptr<const Analysis> m_analysis;
    std::shared_ptr<const Density> m_density;
    std::shared_ptr<const RowText> m_text; ///< for the words of an event; may be null
    QTimeZone m_zone = QTimeZone::utc();

    TimelineLanes m_lanes;
    std::vector<LaneItems> m_markedItems;
    std::vector<Place> m_selected;
    std::optional<Place> m_cursor;

    TimeMap m_map;
    bool m_atHome = true; ///< the person has not zoomed or panned: keep showing all that comes in
    TimelineGeometry m_geometry;
    bool m_barsStale = true;
    double m_barsScale = 0;
    TimeMap m_barsMap;
    std::vector<std::vector<LaneBar>> m_bars, m_marked;
    std::vector<AxisLabel> m_labels;

    DensityPlot* m_plot;
    TimelineOverlay* m_overlay;
    QScrollBar* m_scroll;
    QTimer m_rebuild; ///< while loading, lanes are built anew no more often than a tenth of the time allows
    QElapsedTimer m_sinceBuild;
    qint64 m_buildCost = 0; ///< ms

    Drag m_drag = Drag::None;
    QPoint m_pressedAt;
    TimeMap m_pressedMap;
    std::optional<std::pair<double, double>> m_band;
};

} // namespace sendwright
