// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace sendwright::test {

/// The peer of the timeline: a QCustomPlot as it comes, with its axes and nothing in it.
QWidget* makeEmptyPlot(QWidget* parent);
/// Another range, drawn at once.
void replotEmptyPlot(QWidget* plot, double from, double to);

} // namespace sendwright::test
