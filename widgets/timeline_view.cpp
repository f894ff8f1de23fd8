// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline_view.h"

#include "widgets/density_plot.h"
#include "widgets/theme.h"
#include "widgets/timeline_overlay.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace sendwright {

namespace {

constexpr double kSpanMargin = 0.015; ///< of the span, so that the first and last bar are not cut
constexpr double kFarBeyond = 4;      ///< events reaching this many times further than sessions are not shown at first
constexpr int kLabelSpacing = 96;
constexpr std::size_t kManyItems = 20'000;

TimeMap padded(TimePoint first, TimePoint last, int width)
{
    if (!first.known())
        return {{}, {}, width};
    const double margin = std::max(TimeMap::distance(first, last), double(TimeMap::kMinimumSpan)) * kSpanMargin;
    return {TimeMap::moved(first, -margin), TimeMap::moved(last, margin), width};
}

} // namespace

TimelineView::TimelineView(Theme& theme, ViewState& state, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_state(state),
      m_snapshot(std::make_shared<const Snapshot>()),
      m_analysis(std::make_shared<const Analysis>()),
      m_plot(new DensityPlot(this)),
      m_overlay(new TimelineOverlay(this)),
      m_scroll(new QScrollBar(Qt::Vertical, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Timeline"));
    m_scroll->setAccessibleName(tr("Scroll lanes"));
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->hide();
    m_rebuild.setSingleShot(true);
    connect(&m_rebuild, &QTimer::timeout, this, &TimelineView::rebuild);
    connect(m_scroll, &QScrollBar::valueChanged, this, &TimelineView::scrollTo);
    connect(&m_theme, &Theme::changed, this, &TimelineView::applyTheme);
    connect(&m_state, &ViewState::sessionChanged, this, &TimelineView::takeSelection);
    connect(&m_state, &ViewState::entryChanged, this, &TimelineView::takeSelection);
    connect(&m_state, &ViewState::findingChanged, this, &TimelineView::takeFinding);
    connect(&m_state, &ViewState::rangeChanged, this, &TimelineView::updateOverlay);
    applyTheme();
    rebuild();
}

TimelineView::~TimelineView() = default;

void TimelineView::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Analysis> analysis,
                        std::shared_ptr<const Density> density, std::shared_ptr<const RowText> text)
{
    m_text = std::move(text);
    if (!snapshot)
        snapshot = std::make_shared<const Snapshot>();
    const bool sameRows = snapshot == (m_next ? m_next : m_snapshot);
    m_analysis = analysis ? std::move(analysis) : std::make_shared<const Analysis>();
    m_density = std::move(density);
    m_plot->setDensity(m_density);
    if (sameRows) {
        takeFinding();
        return;
    }
    m_next = std::move(snapshot);
    qint64 due = m_buildCost * 9 - (m_sinceBuild.isValid() ? m_sinceBuild.elapsed() : 0);
    if (m_next->complete || due <= 0)
        due = 0;
    // Many sessions get a turn of the window to themselves.
    const bool many = m_next->sessions().size() + m_next->events.size() > kManyItems;
    if (due == 0 && !many)
        rebuild();
    else if (!m_rebuild.isActive() || due == 0)
        m_rebuild.start(static_cast<int>(due));
}

void TimelineView::setZone(const QTimeZone& zone)
{
    if (!zone.isValid() || zone == m_zone)
        return;
    m_zone = zone;
    m_barsStale = true;
    tellScreenReader();
    update();
}

void TimelineView::rebuild()
{
    m_rebuild.stop();
    if (m_next)
        m_snapshot = std::move(m_next);
    m_next.reset();
    QElapsedTimer cost;
    cost.start();
    m_lanes = buildLanes(*m_snapshot);
    m_buildCost = cost.elapsed();
    m_sinceBuild.start();
    m_cursor.reset();
    if (m_atHome || !m_map.valid())
        m_map = homeRange();
    takeFinding();
    takeSelection();
    relayout();
    updateGeometry();
}

/// Everything that has a time: lanes, and entries that belong to no session.
TimeMap TimelineView::wholeRange() const
{
    TimePoint first = m_lanes.first, last = m_lanes.last;
    if (m_density && !m_density->empty()) {
        first = first.known() ? std::min(first, m_density->first()) : m_density->first();
        last = std::max(last, m_density->last());
    }
    return padded(first, last, m_geometry.plot().width());
}

/// An event log often covers weeks around the hour the protocol logs are of: the sessions come first.
TimeMap TimelineView::homeRange() const
{
    const TimeMap all = wholeRange();
    const TimeMap sessions = padded(m_lanes.firstSession, m_lanes.lastSession, all.width);
    return sessions.from.known() && all.span() > kFarBeyond * sessions.span() ? sessions : all;
}

std::optional<TimePoint> TimelineView::beganAt() const
{
    const auto& findings = m_analysis->findings;
    const int chosen = m_state.finding();
    const std::size_t i = chosen >= 0 ? static_cast<std::size_t>(chosen) : 0;
    return i < findings.size() && findings[i].first.known() ? std::optional(findings[i].first) : std::nullopt;
}

void TimelineView::takeFinding()
{
    const auto& findings = m_analysis->findings;
    const int chosen = m_state.finding();
    const bool some = chosen >= 0 && static_cast<std::size_t>(chosen) < findings.size();
    m_markedItems = laneSubset(
        m_lanes, *m_snapshot, some ? findings[static_cast<std::size_t>(chosen)].sessions : std::vector<SessionIndex>());
    m_barsStale = true;
    updateOverlay();
    update();
}

void TimelineView::takeSelection()
{
    const std::vector<Place> before = m_selected;
    m_selected.clear();
    if (const auto place = m_lanes.placeOfSession(*m_snapshot, m_state.session()))
        m_selected.push_back(*place);
    if (const auto place = m_lanes.placeOfEvent(*m_snapshot, m_state.entry()))
        m_selected.push_back(*place);
    if (!m_selected.empty() && m_selected != before) {
        m_cursor = m_selected.front();
        reveal(m_selected.front());
    }
    tellScreenReader();
    update();
}

void TimelineView::applyTheme()
{
    m_plot->applyTheme(m_theme);
    updateOverlay();
    update();
}

void TimelineView::relayout()
{
    int widest = fontMetrics().horizontalAdvance(tr("All entries"));
    for (const TimelineLane& lane : m_lanes.lanes)
        widest = std::max(widest, fontMetrics().horizontalAdvance(lane.title.left(80)) + 1);
    widest = std::max(widest, fontMetrics().horizontalAdvance(QStringLiteral("00 Mmm 0000 · UTC")));
    m_geometry = timelineGeometry(size(), fontMetrics(), m_lanes.lanes.size(), widest, m_geometry.scroll);
    m_plot->setGeometry(m_geometry.density);
    m_plot->setVisible(!isEmpty());
    m_overlay->setGeometry(rect());
    const QRect lanes = m_geometry.lanes;
    m_scroll->setGeometry(width() - TimelineGeometry::kScrollBar - 1, lanes.top(), TimelineGeometry::kScrollBar,
                          lanes.height());
    m_scroll->setRange(0, m_geometry.longestScroll());
    m_scroll->setPageStep(lanes.height());
    m_scroll->setSingleStep(m_geometry.laneHeight);
    m_scroll->setValue(m_geometry.scroll);
    m_scroll->setVisible(m_geometry.scrolls());
    m_overlay->raise();
    update();
    TimeMap map = m_map;
    map.width = m_geometry.plot().width();
    setMap(map);
}

void TimelineView::setMap(const TimeMap& map)
{
    const TimeMap whole = wholeRange();
    m_map = map.clamped(whole.from, whole.to);
    m_barsStale = true;
    m_plot->setRange(m_map.from, m_map.to);
    updateOverlay();
    // The names of the lanes stay as they are.
    update(QRegion(m_geometry.plot().adjusted(-4, 0, 4, 0)) + m_geometry.axis + m_geometry.axisName());
}

/// Bars and labels for the range that is seen. Called before painting, so that many changes cost one layout.
void TimelineView::layoutBars()
{
    const double scale = devicePixelRatioF();
    TimeMap map = m_map;
    map.width = static_cast<int>(std::lround(m_map.width * scale));
    if (!m_barsStale && map == m_barsMap && qFuzzyCompare(scale, m_barsScale))
        return;
    m_bars.assign(m_lanes.lanes.size(), {});
    m_marked.assign(m_lanes.lanes.size(), {});
    for (std::size_t i = 0; i < m_lanes.lanes.size(); ++i) {
        const int least = static_cast<int>(std::lround(leastWidth(m_lanes.lanes[i].kind) * scale));
        m_bars[i] = layoutLane(m_lanes.lanes[i].items, map, least);
        if (i < m_markedItems.size())
            m_marked[i] = layoutLane(m_markedItems[i], map, least);
    }
    m_labels = axisLabels(map, m_zone, static_cast<int>(kLabelSpacing * scale));
    m_barsMap = map;
    m_barsScale = scale;
    m_barsStale = false;
}

void TimelineView::updateOverlay()
{
    TimelineOverlay::Content content;
    content.plot = m_geometry.plot();
    content.accent = m_theme.accent();
    content.focus = hasFocus();
    const double left = content.plot.left();
    if (m_map.valid()) {
        if (const auto began = beganAt())
            content.began = left + m_map.timeToX(*began);
        if (m_state.from().known() && m_state.to().known())
            content.range = {left + m_map.timeToX(m_state.from()), left + m_map.timeToX(m_state.to())};
        if (m_band)
            content.band = {left + m_band->first, left + m_band->second};
    }
    m_overlay->setContent(content);
}

void TimelineView::reveal(const Place& place)
{
    const LaneItem& item = m_lanes.lanes[place.lane].items[place.item];
    if (m_map.valid() && (item.end < m_map.from || item.start > m_map.to)) {
        m_atHome = false;
        setMap(m_map.panned(m_map.width / 2.0 - m_map.timeToX(item.start)));
    }
    const int top = static_cast<int>(place.lane) * m_geometry.laneHeight;
    if (top < m_geometry.scroll)
        scrollTo(top);
    else if (top + m_geometry.laneHeight > m_geometry.scroll + m_geometry.lanes.height())
        scrollTo(top + m_geometry.laneHeight - m_geometry.lanes.height());
}

void TimelineView::scrollTo(int y)
{
    m_geometry.scroll = std::clamp(y, 0, m_geometry.longestScroll());
    m_scroll->setValue(m_geometry.scroll);
    update();
}

QStringList TimelineView::laneTitles() const
{
    QStringList titles;
    for (const TimelineLane& lane : m_lanes.lanes)
        titles << lane.title;
    return titles;
}

std::optional<QPoint> TimelineView::pointOfSession(SessionIndex session) const
{
    const auto place = m_lanes.placeOfSession(*m_snapshot, session);
    return place ? pointOf(*place) : std::nullopt;
}

std::optional<QPoint> TimelineView::pointOfEvent(RowIndex row) const
{
    const auto place = m_lanes.placeOfEvent(*m_snapshot, row);
    return place ? pointOf(*place) : std::nullopt;
}

std::optional<QPoint> TimelineView::pointOf(const Place& place) const
{
    const LaneItems alone({m_lanes.lanes[place.lane].items[place.item]});
    const auto bars = layoutLane(alone, m_map, leastWidth(m_lanes.lanes[place.lane].kind));
    const QRect row = m_geometry.lane(place.lane);
    if (bars.empty() || !row.intersects(m_geometry.lanes))
        return std::nullopt;
    return QPoint(row.left() + bars[0].x + bars[0].width / 2, row.center().y());
}

QSize TimelineView::sizeHint() const
{
    return QSize(760, timelineHeight(fontMetrics(), std::clamp<std::size_t>(m_lanes.lanes.size(), 4, 8)));
}

QSize TimelineView::minimumSizeHint() const
{
    return QSize(360, timelineHeight(fontMetrics(), 2));
}

TimelineText TimelineView::text() const
{
    return {*m_snapshot, m_lanes, m_zone, m_text.get()};
}

void TimelineView::tellScreenReader()
{
    QString words = tr("Nothing to show. Open log files to see sessions over time.");
    if (m_cursor)
        words = text().spoken(*m_cursor);
    else if (!isEmpty())
        words = tr("%1 lanes. Nothing selected. Arrow keys go through sessions and lanes, plus and minus zoom.")
                    .arg(m_lanes.lanes.size());
    if (words != accessibleDescription())
        setAccessibleDescription(words);
}

void TimelineView::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.line());
    painter.setBrush(m_theme.panel());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (isEmpty()) {
        painter.setPen(m_theme.dim());
        const QString words = m_snapshot->rows.empty()
                                  ? tr("Drop logs here to see sessions over time")
                                  : tr("None of the entries has a known time, so there is nothing to place here");
        painter.drawText(rect().adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, words);
        return;
    }
    layoutBars();
    const QString corner = dayText(m_map.from, m_zone) + QStringLiteral(" · ") + zoneText(m_zone);
    const std::optional<Place> cursor = hasFocus() ? m_cursor : std::nullopt;
    paintTimeline(painter, TimelineScene{m_theme, m_geometry, m_lanes, m_bars, m_marked, m_labels, m_barsMap,
                                         m_barsScale, m_selected, cursor, corner, event->region()});
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_atHome && !isEmpty()) {
        relayout();
        m_map = homeRange();
    }
    relayout();
}

void TimelineView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        relayout();
        updateGeometry();
    }
}

} // namespace sendwright
