// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_style.h"

#include "core/entry_batch.h"
#include "tables/roles.h"
#include "widgets/theme.h"
#include "widgets/theme_style.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace sendwright {

namespace {

constexpr int kPad = 8; ///< left and right of a cell
constexpr int kPillPad = 8;
constexpr int kCellIcon = 12;
constexpr double kReadable = 4.5;

/// A state shown by its icon: a severity, a word for it, and no text.
bool isIconCell(const QModelIndex& index, const QString& text)
{
    return text.isEmpty() && index.column() == 0 && index.data(SeverityRole).isValid() &&
           !index.data(Qt::AccessibleTextRole).toString().isEmpty();
}

void roundedGround(QPainter& painter, const QRect& rect, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.restore();
}

} // namespace

QColor peerColor(const Theme& theme)
{
    if (theme.isHighContrast())
        return theme.text();
    return theme.isDark() ? QColor(0xc39af0) : QColor(0x7a3a99);
}

QColor legible(const QColor& color, const QColor& ground, const Theme& theme)
{
    QColor result = color;
    for (double share = 0.25; Theme::contrast(result, ground) < kReadable && share <= 1.0; share += 0.25)
        result = mixed(color, theme.text(), share);
    return result;
}

CellDelegate::CellDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme)
{
    refreshFonts();
}

void CellDelegate::refreshFonts()
{
    m_plain = QApplication::font("QAbstractItemView");
    m_mono = Theme::monospace();
    m_tabular = Theme::tabular();
}

QFont CellDelegate::fontOf(const QModelIndex& index) const
{
    const bool right = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    QFont font = index.data(MonospaceRole).toBool() ? m_mono : right ? m_tabular : m_plain;
    font.setBold(index.data(EmphasisRole).toBool());
    return font;
}

CellDelegate::Look CellDelegate::lookOf(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    Look look;
    look.selected = (option.state & QStyle::State_Selected) != 0;
    look.ground = m_theme.panel();
    // The failing row stays red when it is the chosen one; two lines tell that it is.
    if (index.data(RowGroundRole).toBool()) {
        look.ground = m_theme.severityGround(index.data(SeverityRole).toInt());
        look.framed = std::exchange(look.selected, false);
    } else if (look.selected) {
        look.ground = m_theme.selection();
    }
    look.font = fontOf(index);
    look.color = legible(colorOf(index, look), look.ground, m_theme);
    return look;
}

QColor CellDelegate::colorOf(const QModelIndex& index, const Look& look) const
{
    const auto speaker = static_cast<Speaker>(index.data(SpeakerRole).toInt());
    if (look.selected)
        return index.data(DimRole).toBool() ? m_theme.selectionDim() : m_theme.selectionText();
    if (speaker == Speaker::We)
        return m_theme.accent();
    if (speaker == Speaker::Peer)
        return peerColor(m_theme);
    if (index.data(DimRole).toBool())
        return m_theme.dim();
    const bool failing = index.data(RowGroundRole).toBool() && index.data(MonospaceRole).toBool() &&
                         index.data(SeverityRole).toInt() == static_cast<int>(Severity::Error);
    return failing ? m_theme.bad() : m_theme.text();
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Look look = lookOf(option, index);
    const QString text = index.data(Qt::DisplayRole).toString();
    painter->save();
    painter->fillRect(option.rect, look.ground);
    if (m_rowLines) {
        painter->setPen(m_theme.line());
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    if (isIconCell(index, text))
        paintIcon(*painter, option.rect, index);
    else if (index.data(PillRole).toBool() && !text.isEmpty())
        paintPill(*painter, option.rect, index, text);
    else
        paintText(*painter, option.rect, index, look, text);
    if (look.framed) {
        painter->setPen(m_theme.accent());
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter->setPen(m_theme.accent());
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

void CellDelegate::paintIcon(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    const int severity = index.data(SeverityRole).toInt();
    if (m_quietInfo && severity == static_cast<int>(Severity::Info))
        return;
    QRect pill(0, 0, 24, 16);
    pill.moveCenter(cell.center());
    roundedGround(painter, pill, m_theme.severityGround(severity));
    QRect icon(0, 0, kCellIcon, kCellIcon);
    icon.moveCenter(pill.center());
    m_theme.severityIcon(severity).paint(&painter, icon);
}

void CellDelegate::paintPill(QPainter& painter, const QRect& cell, const QModelIndex& index, const QString& text) const
{
    const int severity = index.data(SeverityRole).toInt();
    QFont font = m_plain;
    font.setBold(true);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * 0.92);
    const QFontMetrics metrics(font);
    const int room = std::max(0, cell.width() - 2 * kPad - 2 * kPillPad);
    const QString fitting = metrics.elidedText(text, Qt::ElideRight, room);
    QRect pill(0, 0, metrics.horizontalAdvance(fitting) + 2 * kPillPad,
               std::min(cell.height() - 4, metrics.height() + 4));
    pill.moveCenter(cell.center());
    const bool right = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    if (right)
        pill.moveRight(cell.right() - kPad);
    else
        pill.moveLeft(cell.left() + kPad);
    const QColor ground = m_theme.severityGround(severity);
    roundedGround(painter, pill, ground);
    painter.setFont(font);
    painter.setPen(legible(m_theme.severityColor(severity), ground, m_theme));
    painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, fitting);
}

void CellDelegate::paintText(QPainter& painter, const QRect& cell, const QModelIndex& index, const Look& look,
                             const QString& text) const
{
    const QRect room = cell.adjusted(kPad + index.data(IndentRole).toInt() * kIndent, 0, -kPad, 0);
    const Qt::TextElideMode elide = index.data(ElideMiddleRole).toBool() ? Qt::ElideMiddle : Qt::ElideRight;
    painter.setFont(look.font);
    painter.setPen(look.color);
    const int alignment = index.data(Qt::TextAlignmentRole).toInt() | Qt::AlignVCenter;
    painter.drawText(room, alignment | Qt::TextSingleLine,
                     QFontMetrics(look.font).elidedText(text, elide, room.width()));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const QFontMetrics metrics(fontOf(index));
    const int pill = index.data(PillRole).toBool() ? 2 * kPillPad : 0;
    return {metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + 2 * kPad + pill + 1,
            metrics.height() + kPad};
}

} // namespace sendwright
