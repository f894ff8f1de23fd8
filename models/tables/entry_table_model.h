// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/flat_table.h"
#include "tables/row_cache.h"

#include <memory>
#include <vector>

namespace sendwright {

/// Entries of logs and event exports as a flat table. GUI thread. Shows a list of rows, or all rows of the snapshot in
/// merged time order. Text is read back only for rows that are painted.
class EntryTableModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { State, Time, Delta, Source, SessionId, Sequence, Event, Data, Context, Local, Remote, ColumnCount };
    using RowList = std::shared_ptr<const std::vector<RowIndex>>;
    /// Views count rows in an int. Those past this are not shown, and summary() says so.
    static constexpr int kMostRows = 2'000'000'000;

    explicit EntryTableModel(QObject* parent = nullptr, int mostRows = kMostRows);

    /// `rows` null: all, in merged order. Resets.
    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text, RowList rows = {});
    /// A later state of what is shown: rows are added, and moved where earlier ones came in; resets only when it must.
    void apply(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text, RowList rows,
               const Change& change);

    const Snapshot& snapshot() const { return *m_snapshot; }
    RowIndex rowAt(int row) const;   ///< kNoRow outside
    int placeOf(RowIndex row) const; ///< -1 when not shown
    bool isCapped() const { return total() > static_cast<std::size_t>(m_shown); }
    std::size_t total() const { return list().size(); }
    QString summary() const; ///< `23 entries`, `The first 2,000,000,000 of 2,123,456,789 entries`
    std::size_t reads() const { return m_cache.reads(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const std::vector<RowIndex>& list() const { return m_rows ? *m_rows : *m_snapshot->order; }
    int visible(std::size_t rows) const;
    void appendRows(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text, RowList rows);
    void reorderRows(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text);

    QString text(RowIndex row, int place, int column) const;
    QString eventCell(RowIndex row, int column) const;
    QString transportCell(RowIndex row, int column) const;
    QString smtpCell(RowIndex row, int column) const;
    QString delta(RowIndex row) const;
    QString stateText(RowIndex row) const;
    QString toolTipOf(RowIndex row, int place, int column) const;
    QString placesOf(RowIndex row) const;
    QString field(RowIndex row, int column) const;
    QString fieldValue(RowIndex row, int column) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    RowList m_rows; ///< null: the snapshot's merged order
    int m_shown = 0;
    int m_mostRows;
    mutable RowCache m_cache;
};

} // namespace sendwright
