// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "core/entry_batch.h"
#include "widgets/theme_icons.h"
#include "widgets/theme_style.h"
#include "widgets/theme_system.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace sendwright {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// Relative luminance as WCAG 2.1 defines it.
double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

ThemeColors lightColors()
{
    ThemeColors c;
    c.text = QColor(0x1c2430);
    c.dim = QColor(0x667085);
    c.line = QColor(0xe1e4ea);
    c.ground = QColor(0xf6f7f9);
    c.panel = QColor(0xffffff);
    c.accent = QColor(0x2458c6);
    c.accentText = QColor(0xffffff);
    c.bad = QColor(0xb42318);
    c.badGround = QColor(0xfdecea);
    c.warn = QColor(0xa85707);
    c.warnGround = QColor(0xfef3e2);
    c.good = QColor(0x1e7d45);
    c.goodGround = QColor(0xe7f5ec);
    c.neutral = QColor(0x566074);
    c.neutralGround = QColor(0xeceef2);
    c.selection = QColor(0xdbe7fb);
    c.selectionText = c.text;
    c.selectionDim = QColor(0x4d5a70);
    return c;
}

ThemeColors darkColors()
{
    ThemeColors c;
    c.text = QColor(0xe5e8ed);
    c.dim = QColor(0x98a2b3);
    c.line = QColor(0x2e343d);
    c.ground = QColor(0x15181d);
    c.panel = QColor(0x1d2127);
    c.accent = QColor(0x7ba5f5);
    c.accentText = QColor(0x10151f);
    c.bad = QColor(0xff8a7d);
    c.badGround = QColor(0x3a211f);
    c.warn = QColor(0xf5b35c);
    c.warnGround = QColor(0x38291a);
    c.good = QColor(0x68c78f);
    c.goodGround = QColor(0x1d3226);
    c.neutral = QColor(0xa9b2c1);
    c.neutralGround = QColor(0x2a2f37);
    c.selection = QColor(0x2a3f6b);
    c.selectionText = QColor(0xf2f5fa);
    c.selectionDim = QColor(0xbcc7da);
    return c;
}

Theme::Theme(QObject* parent) : QObject(parent), m_systemPalette(QGuiApplication::palette())
{
    ensureIcons();
    readSystem();
    recompute();
    if (qApp)
        qApp->installEventFilter(this);
}

void Theme::setChoice(Choice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    recompute();
    Q_EMIT changed();
}

bool Theme::isDark() const
{
    return luminance(m_colors.panel) < luminance(m_colors.text);
}

QColor Theme::severityColor(int severity) const
{
    switch (static_cast<Severity>(severity)) {
    case Severity::Good:
        return m_colors.good;
    case Severity::Warning:
        return m_colors.warn;
    case Severity::Error:
        return m_colors.bad;
    case Severity::Info:
        break;
    }
    return m_colors.neutral;
}

QColor Theme::severityGround(int severity) const
{
    switch (static_cast<Severity>(severity)) {
    case Severity::Good:
        return m_colors.goodGround;
    case Severity::Warning:
        return m_colors.warnGround;
    case Severity::Error:
        return m_colors.badGround;
    case Severity::Info:
        break;
    }
    return m_colors.neutralGround;
}

QIcon Theme::severityIcon(int severity) const
{
    const QColor color = severityColor(severity);
    switch (static_cast<Severity>(severity)) {
    case Severity::Good:
        return icon(QStringLiteral("ok"), color);
    case Severity::Warning:
        return icon(QStringLiteral("warning"), color);
    case Severity::Error:
        return icon(QStringLiteral("error"), color);
    case Severity::Info:
        break;
    }
    return icon(QStringLiteral("neutral"), color);
}

QIcon Theme::icon(const QString& name, const QColor& color) const
{
    return shapeIcon(name, color);
}

QPalette Theme::palette() const
{
    return m_highContrast ? m_systemPalette : paletteFor(m_colors);
}

QString Theme::styleSheet() const
{
    return m_highContrast ? QString() : styleSheetFor(m_colors);
}

void Theme::apply(QApplication& application) const
{
    m_applying = true;
    application.setPalette(palette());
    if (application.styleSheet() != styleSheet())
        application.setStyleSheet(styleSheet());
    m_applying = false;
}

void Theme::applyFont(QApplication& application)
{
    m_oneFont = true;
    QFont font = application.font();
    const QString inter = QStringLiteral("Inter"); // asking whether it is there would read all families first
    if (font.families().value(0) != inter)
        font.setFamilies(QStringList{inter} + font.families());
    QApplication::setFont(font); // without a class: those of single classes go
}

QFont Theme::monospace()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont); // on Windows the one of old consoles
    font.setFamilies({QStringLiteral("Consolas"), font.family(), QStringLiteral("DejaVu Sans Mono")});
    const QFont ui = QGuiApplication::font();
    if (ui.pointSizeF() > 0)
        font.setPointSizeF(ui.pointSizeF());
    else
        font.setPixelSize(ui.pixelSize());
    font.setStyleHint(QFont::Monospace);
    return font;
}

QFont Theme::tabular()
{
    const QFont ui = QGuiApplication::font();
    const QFontMetricsF metrics(ui);
    const QString digits = QStringLiteral("0123456789");
    const auto differs = [&](QChar digit) {
        return metrics.horizontalAdvance(digit) != metrics.horizontalAdvance(digits[0]);
    };
    return std::any_of(digits.begin(), digits.end(), differs) ? monospace() : ui;
}

double Theme::contrast(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

/// The desktop tells of a new look by ThemeChange; Windows does not always, so coming back to the window looks again.
bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::ThemeChange && m_oneFont)
        applyFont(*qApp);
    const bool told =
        type == QEvent::ThemeChange ||
        (watched == qApp && (type == QEvent::ApplicationStateChange || type == QEvent::ApplicationPaletteChange));
    if (told && !m_applying)
        lookAgain(type == QEvent::ThemeChange);
    return QObject::eventFilter(watched, event);
}

void Theme::lookAgain(bool systemChanged)
{
    const QPalette now = QGuiApplication::palette();
    const QPalette mine = palette();
    const bool ours = now.color(QPalette::Window) == mine.color(QPalette::Window) &&
                      now.color(QPalette::WindowText) == mine.color(QPalette::WindowText);
    if (!ours)
        m_systemPalette = now;
    else if (systemChanged)
        m_systemPalette = paletteBeneath(now);
    const bool wasDark = m_systemDark;
    const bool wasContrast = m_highContrast;
    readSystem();
    if (wasContrast == m_highContrast && (m_choice != Choice::System || wasDark == m_systemDark))
        return;
    recompute();
    Q_EMIT changed();
}

/// Qt shows the system's palette only while the application has none of its own.
QPalette Theme::paletteBeneath(const QPalette& own)
{
    m_applying = true;
    QGuiApplication::setPalette(QPalette());
    const QPalette system = QGuiApplication::palette();
    QGuiApplication::setPalette(own);
    m_applying = false;
    return system;
}

void Theme::readSystem()
{
    const SystemLook look = systemLook(m_systemPalette);
    m_systemDark = look.dark;
    m_highContrast = look.highContrast;
}

void Theme::recompute()
{
    const bool dark = m_choice == Choice::Dark || (m_choice == Choice::System && m_systemDark);
    m_colors = m_highContrast ? colorsFrom(m_systemPalette) : dark ? darkColors() : lightColors();
}

} // namespace sendwright
