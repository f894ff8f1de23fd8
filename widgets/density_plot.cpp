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
constexpr double kGapPixels = 1;
constexpr double kLeastPixels = 2; ///< of a warning or an error among thousands

struct Column
{
    double x = 0;
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
        Column column{map.timeToX(from) + (pixels - kGapPixels) / 2.0, {}};
        for (std::size_t kind = 0; kind < Density::kClasses; ++kind)
            column.counts[kind] = density.count(kind, from, to);
        if (column.total() > 0)
            columns.push_back(column);
        from = to;
    }
    return columns;
}

} // namespace

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
    for (QCPBars*& bars : m_bars) {
        bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
        bars->setPen(Qt::NoPen);
        bars->setAntialiased(false);
    }
    m_bars[1]->moveAbove(m_bars[2]);
    m_bars[0]->moveAbove(m_bars[1]);
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
    // Mixed, not transparent: QCustomPlot paints opaque bars sixty times faster.
    const QColor panel = theme.panel();
    const auto mix = [](int a, int b) { return (a * 2 + b * 3) / 5; };
    quiet.setRgb(mix(quiet.red(), panel.red()), mix(quiet.green(), panel.green()), mix(quiet.blue(), panel.blue()));
    m_bars[0]->setBrush(quiet);
    m_bars[1]->setBrush(theme.warn());
    m_bars[2]->setBrush(theme.bad());
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
    std::array<QVector<double>, Density::kClasses> heights;
    QVector<double> keys;
    double tallest = 1;
    const bool usable = m_density && !m_density->empty() && map.valid() && height() > 0;
    const int pixels = usable ? barPixels(*m_density, map) : kBarPixels;
    const std::vector<Column> columns = usable ? columnsOf(*m_density, map, pixels) : std::vector<Column>();
    for (const Column& column : columns)
        tallest = std::max(tallest, column.total());
    const double least = kLeastPixels * tallest / std::max(height(), 1);
    for (const Column& column : columns) {
        keys.append(column.x);
        heights[0].append(column.counts[0]);
        for (const std::size_t kind : {1u, 2u})
            heights[kind].append(column.counts[kind] > 0 ? std::max<double>(column.counts[kind], least) : 0.0);
    }
    for (std::size_t kind = 0; kind < Density::kClasses; ++kind) {
        m_bars[kind]->setWidth(pixels - kGapPixels);
        m_bars[kind]->setData(keys, heights[kind], true);
    }
    m_plot->xAxis->setRange(0, std::max(map.width, 1));
    m_plot->yAxis->setRange(0, tallest);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace sendwright
