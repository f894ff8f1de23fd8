// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "index/histogram.h"

#include <QWidget>

#include <memory>

class QCustomPlot;

namespace sendwright {

class DensityBars;
class Theme;

/// How many entries there were over time: bars of three pixels, errors at the bottom, warnings, then the rest. The
/// tallest bar fills the height; a column with a warning or an error always shows a little of it. Takes no input: the
/// timeline around it owns zoom and selection. The only place that knows QCustomPlot.
class DensityPlot : public QWidget
{
    Q_OBJECT

public:
    explicit DensityPlot(QWidget* parent = nullptr);

    void setDensity(std::shared_ptr<const Density> density);
    void setRange(TimePoint from, TimePoint to);
    void applyTheme(const Theme& theme);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void refill();

    std::shared_ptr<const Density> m_density;
    TimePoint m_from, m_to;
    QCustomPlot* m_plot;
    DensityBars* m_bars;
};

} // namespace sendwright
