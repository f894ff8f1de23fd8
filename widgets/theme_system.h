// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>

namespace sendwright {

/// What the desktop asks of all programs.
struct SystemLook
{
    bool dark = false;
    bool highContrast = false;
    bool operator==(const SystemLook&) const = default;
};

/// Windows says both in the registry (`AppsUseLightTheme`; `HighContrast\Flags`, bit 0: HCF_HIGHCONTRASTON). Elsewhere
/// `palette`, the system's own, tells: dark when its text is lighter than its window, high contrast when the two are as
/// far apart as black and white.
SystemLook systemLook(const QPalette& palette);

/// The part that needs no registry.
SystemLook lookOf(const QPalette& palette);

} // namespace sendwright
