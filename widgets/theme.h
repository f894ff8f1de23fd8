// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QString>

class QApplication;

namespace sendwright {

/// The colours of one theme. Every text colour reaches 4.5:1 on the grounds it is meant for; tst_theme computes it.
struct ThemeColors
{
    QColor text, dim;          ///< on ground and panel
    QColor line;               ///< thin borders
    QColor ground, panel;      ///< behind everything; behind content
    QColor accent, accentText; ///< links, focus, the one prominent button; text on it
    QColor bad, badGround;     ///< error text and what it stands on; also fine on ground and panel
    QColor warn, warnGround;
    QColor good, goodGround;
    QColor neutral, neutralGround;      ///< severity Info
    QColor selection;                   ///< selected rows and cards
    QColor selectionText, selectionDim; ///< on `selection`
};

/// Which colours, fonts and icons the window has. One object, owned by the main window, handed to every widget that
/// needs more than the palette. GUI thread.
///
/// The style sheet knows the dynamic property `look`: QFrame `panel` (white, thin line), QLabel `caption` (small
/// capital label), `dim`, `title`; QPushButton `accent` (the one prominent button), `link` (text only).
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    explicit Theme(QObject* parent = nullptr);

    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    bool isDark() const;
    bool isHighContrast() const { return m_highContrast; } ///< the system's palette rules

    const ThemeColors& colors() const { return m_colors; }
    QColor text() const { return m_colors.text; }
    QColor dim() const { return m_colors.dim; }
    QColor line() const { return m_colors.line; }
    QColor ground() const { return m_colors.ground; }
    QColor panel() const { return m_colors.panel; }
    QColor accent() const { return m_colors.accent; }
    QColor accentText() const { return m_colors.accentText; }
    QColor bad() const { return m_colors.bad; }
    QColor badGround() const { return m_colors.badGround; }
    QColor warn() const { return m_colors.warn; }
    QColor warnGround() const { return m_colors.warnGround; }
    QColor good() const { return m_colors.good; }
    QColor goodGround() const { return m_colors.goodGround; }
    QColor neutral() const { return m_colors.neutral; }
    QColor neutralGround() const { return m_colors.neutralGround; }
    QColor selection() const { return m_colors.selection; }
    QColor selectionText() const { return m_colors.selectionText; }
    QColor selectionDim() const { return m_colors.selectionDim; }

    /// `severity` is int(Severity), as SeverityRole answers it; anything else counts as Info.
    QColor severityColor(int severity) const;
    QColor severityGround(int severity) const;
    QIcon severityIcon(int severity) const;
    /// One of our shapes (`error`, `warning`, `ok`, `neutral`, `unknown`, `open`) in a colour, sharp at any size.
    QIcon icon(const QString& name, const QColor& color) const;

    QPalette palette() const;   ///< for QApplication
    QString styleSheet() const; ///< for QApplication
    /// Gives the application our palette and style sheet; call it again after `changed`.
    void apply(QApplication& application) const;

    /// Gives all of the application one font, now and when the system gives parts of it others again, as Windows does:
    /// Inter where it is installed, else the system's own.
    void applyFont(QApplication& application);

    static QFont monospace(); ///< for evidence; as large as the application's font
    static QFont tabular();   ///< for columns of numbers: all digits equally wide

    /// WCAG contrast ratio, 1 to 21.
    static double contrast(const QColor& a, const QColor& b);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void changed();

private:
    void readSystem();
    void lookAgain(bool systemChanged);
    QPalette paletteBeneath(const QPalette& own);
    void recompute();

    Choice m_choice = Choice::System;
    bool m_oneFont = false; ///< applyFont was called
    bool m_systemDark = false;
    bool m_highContrast = false;
    mutable bool m_applying = false; ///< the palette event on its way is our own
    QPalette m_systemPalette;
    ThemeColors m_colors;
};

ThemeColors lightColors();
ThemeColors darkColors();

} // namespace sendwright
