// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// qcustomplot.h uses `signals` and `foreach`; nowhere else are they wanted.
#undef QT_NO_KEYWORDS
#include <qcustomplot.h>

#include "bench/empty_plot.h"

namespace sendwright::test {

QWidget* makeEmptyPlot(QWidget* parent)
{
    return new QCustomPlot(parent);
}

void replotEmptyPlot(QWidget* plot, double from, double to)
{
    auto* empty = static_cast<QCustomPlot*>(plot);
    empty->xAxis->setRange(from, to);
    empty->replot(QCustomPlot::rpImmediateRefresh);
}

} // namespace sendwright::test
