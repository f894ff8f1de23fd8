// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme_style.h"

#include "widgets/theme.h"

#include <QList>
#include <QPair>

namespace sendwright {

namespace {

// $name stands for a colour of ThemeColors.
constexpr const char* kRules = R"(
QMainWindow, QDialog { background: $ground; }
QMainWindow::separator { background: $line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: $accent; }
QMenuBar { background: $panel; border-bottom: 1px solid $line; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $selection; color: $selectionText; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $line; padding: 4px 8px; spacing: 8px; }
QStatusBar { background: $panel; border-top: 1px solid $line; color: $dim; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $dim; padding: 0 4px; }

QDockWidget { color: $dim; font-weight: 600; }
QDockWidget::title { background: $panel; color: $dim; padding: 8px 12px 4px 12px; }
QDockWidget > QWidget { background: $panel; }
QLabel[look="caption"] { color: $dim; font-weight: 600; font-size: small; }
QLabel[look="dim"] { color: $dim; }
QLabel[look="title"] { font-weight: 600; }
QFrame[look="panel"] { background: $panel; border: 1px solid $line; border-radius: 4px; }

QPushButton, QToolButton { background: $panel; color: $text; border: 1px solid $line; border-radius: 4px;
    padding: 5px 12px; }
QToolButton { padding: 4px 8px; }
QToolButton[popupMode="2"] { padding-right: 18px; }
QToolButton[popupMode="1"] { padding-right: 22px; }
QToolButton::menu-indicator { subcontrol-position: right center; right: 6px; }
QToolButton:!enabled, QPushButton:!enabled { color: $faint; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:hover, QToolButton:hover { background: $selection; color: $selectionText; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked { background: $selection;
    color: $selectionText; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QToolButton:focus { padding: 3px 7px; }
QPushButton[look="accent"] { background: $accent; color: $accentText; border-color: $accent; font-weight: 600; }
QPushButton[look="accent"]:!enabled { background: $line; color: $dim; border-color: $line; }
QPushButton[look="accent"]:focus { border: 2px solid $text; }
QPushButton[look="link"] { background: transparent; color: $accent; border: 1px solid transparent; padding: 2px 4px; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:focus { border: 1px solid $accent; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $ground; border: 1px solid $line; border-radius: 4px;
    padding: 4px 8px; selection-background-color: $accent; selection-color: $accentText; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }

QTabWidget::pane { border: 1px solid $line; border-radius: 4px; top: -1px; background: $panel; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $dim; padding: 6px 12px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }

QAbstractItemView { background: $panel; alternate-background-color: $panel; border: none; gridline-color: $line;
    selection-background-color: $selection; selection-color: $selectionText; outline: none; }
QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $dim; border: none; border-bottom: 1px solid $line;
    padding: 4px 8px; font-weight: 600; }
QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $faint; border-radius: 3px; margin: 3px; min-width: 24px; min-height: 24px; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator { width: 14px;
    height: 14px; border: 1px solid $dim; border-radius: 3px; background: $panel; }
QRadioButton::indicator, QMenu::indicator:exclusive { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:non-exclusive:checked {
    background: $accent; border-color: $accent; image: url(:/icons/$check.svg); }
QRadioButton::indicator:checked, QMenu::indicator:exclusive:checked { border: 5px solid $accent; width: 6px;
    height: 6px; }
QCheckBox::indicator:!enabled, QRadioButton::indicator:!enabled { border-color: $faint; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QMenu::indicator { margin-left: 6px; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 8px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $selectionText; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px; }
)";

/// For what cannot be used and for scroll handles: seen, but not read.
QColor faint(const ThemeColors& colors)
{
    return mixed(colors.dim, colors.panel, 0.45);
}

} // namespace

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto part = [share](int x, int y) { return qRound(x + (y - x) * share); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

QPalette paletteFor(const ThemeColors& c)
{
    QPalette palette(c.panel, c.ground);
    const auto set = [&palette](QPalette::ColorRole role, const QColor& color) { palette.setColor(role, color); };
    set(QPalette::Window, c.ground);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.panel);
    set(QPalette::AlternateBase, c.ground);
    set(QPalette::Text, c.text);
    set(QPalette::Button, c.panel);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.bad);
    set(QPalette::ToolTipBase, c.panel);
    set(QPalette::ToolTipText, c.text);
    set(QPalette::PlaceholderText, c.dim);
    set(QPalette::Highlight, c.selection);
    set(QPalette::HighlightedText, c.selectionText);
    set(QPalette::Link, c.accent);
    set(QPalette::LinkVisited, c.accent);
    set(QPalette::Light, c.panel);
    set(QPalette::Midlight, c.line);
    set(QPalette::Mid, c.line);
    set(QPalette::Dark, mixed(c.line, c.dim, 0.5));
    set(QPalette::Shadow, c.dim);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint(c));
    return palette;
}

QString styleSheetFor(const ThemeColors& c)
{
    // Longer names first: `$selection` is also the start of `$selectionText`.
    const QList<QPair<QLatin1String, QColor>> names = {{QLatin1String("$selectionText"), c.selectionText},
                                                       {QLatin1String("$selection"), c.selection},
                                                       {QLatin1String("$accentText"), c.accentText},
                                                       {QLatin1String("$accent"), c.accent},
                                                       {QLatin1String("$ground"), c.ground},
                                                       {QLatin1String("$panel"), c.panel},
                                                       {QLatin1String("$faint"), faint(c)},
                                                       {QLatin1String("$line"), c.line},
                                                       {QLatin1String("$text"), c.text},
                                                       {QLatin1String("$dim"), c.dim}};
    QString sheet = QString::fromLatin1(kRules);
    const bool white = c.accentText.lightness() > 127;
    sheet.replace(QLatin1String("$check"), white ? QLatin1String("check-white") : QLatin1String("check-black"));
    for (const auto& [name, color] : names)
        sheet.replace(name, color.name(QColor::HexRgb));
    return sheet;
}

ThemeColors colorsFrom(const QPalette& system)
{
    const auto of = [&system](QPalette::ColorRole role) { return system.color(QPalette::Active, role); };
    const QColor text = of(QPalette::WindowText);
    const QColor window = of(QPalette::Window);
    ThemeColors c;
    c.text = c.dim = c.line = c.bad = c.warn = c.good = c.neutral = text;
    c.ground = c.panel = c.badGround = c.warnGround = c.goodGround = c.neutralGround = window;
    c.accent = c.selection = of(QPalette::Highlight);
    c.accentText = c.selectionText = c.selectionDim = of(QPalette::HighlightedText);
    return c;
}

} // namespace sendwright
