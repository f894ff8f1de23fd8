// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QString>

namespace sendwright {

struct ThemeColors;

QPalette paletteFor(const ThemeColors& colors);

/// The few rules Qt's Fusion style needs to look like our drawing.
QString styleSheetFor(const ThemeColors& colors);

/// Colours for a system theme that wants the highest contrast: its own, and nothing else.
ThemeColors colorsFrom(const QPalette& system);

} // namespace sendwright
