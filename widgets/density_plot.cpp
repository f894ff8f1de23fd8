// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// qcustomplot.h uses `signals` and `foreach`; nowhere else are they wanted.
#undef QT_NO_KEYWORDS
#include <qcustomplot.h>

#include "widgets/density_plot.h"
#include "widgets/theme.h"
#include "widgets/time_map.h"

#include <algorithm>

namespace sendwright {

namespace {

constexpr int kBarPixels = 3;
constexpr int kGapPixels = 1;
constexpr double kLeastPixels = 2; ///< of a warning or an error among thousands

struct Column
{
    double x = 0; ///< left edge, pixels
    std::array<std::uint32_t, Density::kClasses> counts{};
    double total() const { return double(counts[0]) + counts[1] + counts[2]; }
};

/// Pixels a bar needs so that it spans at least one bin; thinner ones would leave holes.
int barPixels(const Density& density, const TimeMap& map)
{
    const double bin = TimeMap::distance(density.first(), density.last()) / Density::kBins;
    const double pixels = std::ceil(bin / map.span() * map.width);
    return static_cast<int>(std::clamp(pixels, double(kBarPixels), double(std::max(map.width, kBarPixels))));
}

/// Columns start at multiples of their own length, so that bars travel with the hand instead of changing while panned.
std::vector<Column> columnsOf(const Density& density, const TimeMap& map, int pixels)
{
    std::vector<Column> columns;
    const double step = map.span() * pixels / map.width;
    double number = std::floor(TimeMap::distance(density.first(), map.from) / step);
    TimePoint from = TimeMap::moved(density.first(), number * step);
    while (from < map.to) {
        const TimePoint to = TimeMap::moved(density.first(), ++number * step);
        const Column column{map.timeToX(from), density.counts(from, to)};
        if (column.total() > 0)
            columns.push_back(column);
        from = to;
    }
    return columns;
}

} // namespace

/// The bars as QCustomPlot draws them: filled rectangles, one call a class. QCPBars would keep and search three
/// containers and draw bar by bar.
class DensityBars : public QCPAbstractPlottable
{
public:
    explicit DensityBars(QCustomPlot* plot) : QCPAbstractPlottable(plot->xAxis, plot->yAxis)
    {
        setSelectable(QCP::stNone);
        setAntialiased(false);
    }

    void setColumns(const std::vector<Column>& columns, int pixels);
    void setColor(std::size_t kind, const QColor& color) { m_colors[kind] = color; }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override
    {
        found = false;
        return {};
    }
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override
    {
        found = false;
        return {};
    }

protected:
    void draw(QCPPainter* painter) override
    {
        applyDefaultAntialiasingHint(painter);
        painter->setPen(Qt::NoPen);
        for (std::size_t kind = 0; kind < Density::kClasses; ++kind) {
            painter->setBrush(m_colors[kind]);
            painter->drawRects(m_rects[kind]);
        }
    }
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

private:
    std::array<QVector<QRect>, Density::kClasses> m_rects;
    std::array<QColor, Density::kClasses> m_colors;
};

/// Stacked, errors at the bottom; the tallest column fills the height.
void DensityBars::setColumns(const std::vector<Column>& columns, int pixels)
{
    const int height = parentPlot()->height();
    double tallest = 1;
    for (const Column& column : columns)
        tallest = std::max(tallest, column.total());
    for (QVector<QRect>& rects : m_rects)
        rects.clear();
    for (const Column& column : columns) {
        const int left = static_cast<int>(std::lround(column.x));
        const int right = static_cast<int>(std::lround(column.x + pixels)) - kGapPixels;
        double below = 0;
        for (const std::size_t kind : {2u, 1u, 0u}) {
            if (column.counts[kind] == 0)
                continue;
            const double pure = column.counts[kind] / tallest * height;
            const double above = below + (kind == 0 ? pure : std::max(pure, kLeastPixels));
            const int top = height - static_cast<int>(std::lround(above));
            m_rects[kind].append(QRect(left, top, right - left, height - static_cast<int>(std::lround(below)) - top));
            below = above;
        }
    }
}

DensityPlot::DensityPlot(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setInteractions(QCP::Interactions());
    m_plot->setNotAntialiasedElements(QCP::aeAll);
    m_plot->plotLayout()->setMargins(QMargins());
    m_plot->axisRect()->setAutoMargins(QCP::msNone);
    m_plot->axisRect()->setMargins(QMargins());
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis, m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setVisible(false);
        axis->grid()->setVisible(false);
    }
    m_bars = new DensityBars(m_plot);
}

void DensityPlot::setDensity(std::shared_ptr<const Density> density)
{
    m_density = std::move(density);
    refill();
}

void DensityPlot::setRange(TimePoint from, TimePoint to)
{
    if (from == m_from && to == m_to)
        return;
    m_from = from;
    m_to = to;
    refill();
}

void DensityPlot::applyTheme(const Theme& theme)
{
    QColor quiet = theme.neutral();
    // Mixed, not transparent: opaque bars are painted far faster.
    const QColor panel = theme.panel();
    const auto mix = [](int a, int b) { return (a * 2 + b * 3) / 5; };
    quiet.setRgb(mix(quiet.red(), panel.red()), mix(quiet.green(), panel.green()), mix(quiet.blue(), panel.blue()));
    m_bars->setColor(0, quiet);
    m_bars->setColor(1, theme.warn());
    m_bars->setColor(2, theme.bad());
    m_plot->setBackground(QBrush(panel));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void DensityPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_plot->setGeometry(rect());
    refill();
}

void DensityPlot::refill()
{
    const TimeMap map{m_from, m_to, width()};
    const bool usable = m_density && !m_density->empty() && map.valid() && height() > 0;
    const int pixels = usable ? barPixels(*m_density, map) : kBarPixels;
    m_bars->setColumns(usable ? columnsOf(*m_density, map, pixels) : std::vector<Column>(), pixels);
    // Drawn now, shown with the next frame: the timeline around it is painted in the same round.
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

} // namespace sendwright
