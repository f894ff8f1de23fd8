// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/copy_table.h"

#include "tables/roles.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace sendwright {

namespace {

/// What a cell says; a state shown as an icon says its word.
QString cellText(const QAbstractItemModel& model, int row, int column)
{
    const QModelIndex index = model.index(row, column);
    const QString text = index.data(Qt::DisplayRole).toString();
    return text.isEmpty() ? index.data(Qt::AccessibleTextRole).toString() : text;
}

QString headerText(const QAbstractItemModel& model, int column)
{
    const QString title = model.headerData(column, Qt::Horizontal).toString();
    return title.isEmpty() ? model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString() : title;
}

/// Without what would start a new cell or row, and without control characters.
QString flattened(QString text)
{
    for (QChar& c : text)
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = QLatin1Char(' ');
    return text;
}

qsizetype leftOut(const QList<int>& rows)
{
    return std::max<qsizetype>(0, rows.size() - kMostCopiedRows);
}

QString leftOutText(qsizetype count)
{
    return QCoreApplication::translate("CopyTable", "%n more row(s) were not copied", nullptr, static_cast<int>(count));
}

template <typename Cell>
QStringList cellsOf(const QList<int>& columns, Cell&& cell)
{
    QStringList cells;
    for (const int column : columns)
        cells.append(cell(column));
    return cells;
}

} // namespace

QString neutralised(const QString& cell)
{
    const QString text = flattened(cell);
    if (cell.isEmpty() || text == QLatin1String("+") || text == QLatin1String("-"))
        return text;
    const QChar first = cell.at(0);
    const bool formula = QStringLiteral("=+-@\t\r\n").contains(first) || first == QChar(0xFF1D) ||
                         first == QChar(0xFF0B) || first == QChar(0xFF0D) ||
                         first == QChar(0xFF20); // the full-width twins count as well
    return formula ? QLatin1Char('\'') + text : text;
}

QString tableAsText(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns)
{
    QStringList lines;
    lines.append(
        cellsOf(columns, [&](int column) { return neutralised(headerText(model, column)); }).join(QLatin1Char('\t')));
    for (const int row : rows.first(std::min(rows.size(), kMostCopiedRows)))
        lines.append(cellsOf(columns, [&](int column) {
                         return neutralised(cellText(model, row, column));
                     }).join(QLatin1Char('\t')));
    if (leftOut(rows) > 0)
        lines.append(leftOutText(leftOut(rows)));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString tableAsHtml(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns)
{
    const auto line = [&columns](const char* tag, const auto& text) {
        const QString open = QLatin1Char('<') + QLatin1String(tag) + QLatin1Char('>');
        const QString close = QStringLiteral("</") + QLatin1String(tag) + QLatin1Char('>');
        const auto cell = [&](int column) { return open + flattened(text(column)).toHtmlEscaped() + close; };
        return QStringLiteral("<tr>") + cellsOf(columns, cell).join(QString()) + QStringLiteral("</tr>\n");
    };
    QString html = QStringLiteral("<table>\n") + line("th", [&](int column) { return headerText(model, column); });
    for (const int row : rows.first(std::min(rows.size(), kMostCopiedRows)))
        html += line("td", [&](int column) { return cellText(model, row, column); });
    html += QStringLiteral("</table>\n");
    if (leftOut(rows) > 0)
        html += QStringLiteral("<p>") + leftOutText(leftOut(rows)).toHtmlEscaped() + QStringLiteral("</p>\n");
    return html;
}

QString rawRows(const QAbstractItemModel& model, const QList<int>& rows)
{
    QString text;
    for (const int row : rows.first(std::min(rows.size(), kMostCopiedRows)))
        text += model.index(row, 0).data(RawRole).toString() + QLatin1Char('\n');
    if (leftOut(rows) > 0)
        text += leftOutText(leftOut(rows)) + QLatin1Char('\n');
    return text;
}

std::unique_ptr<QMimeData> copyTable(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns)
{
    auto data = std::make_unique<QMimeData>();
    data->setText(tableAsText(model, rows, columns));
    data->setHtml(tableAsHtml(model, rows, columns));
    return data;
}

} // namespace sendwright
