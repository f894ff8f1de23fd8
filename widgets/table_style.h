// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sendwright {

constexpr int kIndent = 14; ///< pixels a level of IndentRole is set in

class Theme;

/// Paints cells by the roles of our models (tables/roles.h): pills, state icons, evidence in a fixed font, rows on the
/// ground of their severity. All colours come from the theme and reach 4.5:1 on what they stand on.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CellDelegate(const Theme& theme, QObject* parent);

    void setRowLines(bool on) { m_rowLines = on; }   ///< a thin line below each row
    void setQuietInfo(bool on) { m_quietInfo = on; } ///< no icon where there is nothing to say
    void refreshFonts();                             ///< call when the application's font changed

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    struct Look
    {
        QColor ground, color;
        QFont font;
        bool selected = false;
        bool framed = false;
    };
    Look lookOf(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    QColor colorOf(const QModelIndex& index, const Look& look) const;
    void paintIcon(QPainter& painter, const QRect& cell, const QModelIndex& index) const;
    void paintPill(QPainter& painter, const QRect& cell, const QModelIndex& index, const QString& text) const;
    void paintText(QPainter& painter, const QRect& cell, const QModelIndex& index, const Look& look,
                   const QString& text) const;
    QFont fontOf(const QModelIndex& index) const;

    const Theme& m_theme;
    QFont m_plain, m_mono, m_tabular;
    bool m_rowLines = true;
    bool m_quietInfo = false;
};

/// Colour of the other side's words; Theme has only the four colours that mean something.
QColor peerColor(const Theme& theme);
/// `color`, moved towards the theme's text colour until it reads on `ground`.
QColor legible(const QColor& color, const QColor& ground, const Theme& theme);

} // namespace sendwright
