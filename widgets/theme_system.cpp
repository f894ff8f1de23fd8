// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme_system.h"

#include "widgets/theme.h"

#include <QtGlobal>
#ifdef Q_OS_WIN
#include <QSettings>
#endif

namespace sendwright {

SystemLook lookOf(const QPalette& palette)
{
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    SystemLook look;
    look.dark = text.lightness() > window.lightness();
    // Ordinary themes set black on light grey; only contrast themes make window and base the same extreme.
    constexpr double kBlackOnWhite = 20.9;
    look.highContrast = Theme::contrast(text, window) >= kBlackOnWhite && base == window;
    return look;
}

#ifdef Q_OS_WIN
SystemLook systemLook(const QPalette& palette)
{
    SystemLook look = lookOf(palette);
    const QSettings personalize(
        QStringLiteral("HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    const QSettings contrast(QStringLiteral("HKEY_CURRENT_USER\\Control Panel\\Accessibility\\HighContrast"),
                             QSettings::NativeFormat);
    look.highContrast = (contrast.value(QStringLiteral("Flags")).toString().toUInt() & 1u) != 0;
    if (!look.highContrast)
        look.dark = personalize.value(QStringLiteral("AppsUseLightTheme"), 1).toInt() == 0;
    return look;
}
#else
SystemLook systemLook(const QPalette& palette)
{
    return lookOf(palette);
}
#endif

} // namespace sendwright
