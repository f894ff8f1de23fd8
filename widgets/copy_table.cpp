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

namespace {

QString textLine(const QStringList& cells)
{
    return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString htmlLine(const QStringList& cells, const char* tag)
{
    const QString open = QLatin1Char('<') + QLatin1String(tag) + QLatin1Char('>');
    const QString close = QStringLiteral("</") + QLatin1String(tag) + QLatin1Char('>');
    QString line = QStringLiteral("<tr>");
    for (const QString& cell : cells)
        line += open + flattened(cell).toHtmlEscaped() + close;
    return line + QStringLiteral("</tr>\n");
}

QStringList neutralisedAll(QStringList cells)
{
    for (QString& cell : cells)
        cell = neutralised(cell);
    return cells;
}

/// Text and HTML row by row, so that a row is read back once for both.
class Copier
{
public:
    Copier(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns, qsizetype leftOut)
    {
        const QStringList head = cellsOf(columns, [&](int column) { return headerText(model, column); });
        m_text = textLine(neutralisedAll(head));
        m_html = QStringLiteral("<table>\n") + htmlLine(head, "th");
        const qsizetype count = std::min(rows.size(), kMostCopiedRows);
        for (const int row : rows.first(count)) {
            const QStringList cells = cellsOf(columns, [&](int column) { return cellText(model, row, column); });
            m_text += textLine(neutralisedAll(cells));
            m_html += htmlLine(cells, "td");
        }
        m_html += QStringLiteral("</table>\n");
        const qsizetype missing = leftOut + rows.size() - count;
        if (missing == 0)
            return;
        m_text += leftOutText(missing) + QLatin1Char('\n');
        m_html += QStringLiteral("<p>") + leftOutText(missing).toHtmlEscaped() + QStringLiteral("</p>\n");
    }
    const QString& text() const { return m_text; }
    const QString& html() const { return m_html; }

private:
    QString m_text, m_html;
};

} // namespace

QString tableAsText(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns,
                    qsizetype leftOut)
{
    return Copier(model, rows, columns, leftOut).text();
}

QString tableAsHtml(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns,
                    qsizetype leftOut)
{
    return Copier(model, rows, columns, leftOut).html();
}

QString rawRows(const QAbstractItemModel& model, const QList<int>& rows, qsizetype leftOut)
{
    QString text;
    const qsizetype count = std::min(rows.size(), kMostCopiedRows);
    for (const int row : rows.first(count))
        text += model.index(row, 0).data(RawRole).toString() + QLatin1Char('\n');
    if (const qsizetype missing = leftOut + rows.size() - count; missing > 0)
        text += leftOutText(missing) + QLatin1Char('\n');
    return text;
}

std::unique_ptr<QMimeData> copyTable(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns,
                                     qsizetype leftOut)
{
    const Copier copied(model, rows, columns, leftOut);
    auto data = std::make_unique<QMimeData>();
    data->setText(copied.text());
    data->setHtml(copied.html());
    return data;
}

} // namespace sendwright
