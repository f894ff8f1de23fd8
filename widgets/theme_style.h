// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace sendwright {

struct ThemeColors;

/// `a` with a share (0 to 1) of `b`.
QColor mixed(const QColor& a, const QColor& b, double share);

QPalette paletteFor(const ThemeColors& colors);

/// The few rules Qt's Fusion style needs to look like our drawing.
QString styleSheetFor(const ThemeColors& colors);

/// Colours for a system theme that wants the highest contrast: its own, and nothing else.
ThemeColors colorsFrom(const QPalette& system);

} // namespace sendwright
