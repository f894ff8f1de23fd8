// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QList>
#include <QMimeData>
#include <QString>

#include <memory>

namespace sendwright {

/// Rows a copy takes at most. The copy says how many were left out: those past this limit, and those the caller left
/// out before.
inline constexpr qsizetype kMostCopiedRows = 10'000;

/// Rows as tab-separated text with headers, a row a line. Tabs and line ends in cells become blanks. Cells that a
/// spreadsheet would take for a formula get an apostrophe in front; the event symbols `+` and `-` alone stay.
QString tableAsText(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns,
                    qsizetype leftOut = 0);

/// The same rows as an HTML table, all text escaped and otherwise as it stands.
QString tableAsHtml(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns,
                    qsizetype leftOut = 0);

/// The evidence behind the rows, untouched, a line each (RawRole).
QString rawRows(const QAbstractItemModel& model, const QList<int>& rows, qsizetype leftOut = 0);

/// Text and HTML in one, for the clipboard.
std::unique_ptr<QMimeData> copyTable(const QAbstractItemModel& model, const QList<int>& rows, const QList<int>& columns,
                                     qsizetype leftOut = 0);

/// A cell as it is safe to paste into a spreadsheet.
QString neutralised(const QString& cell);

} // namespace sendwright
