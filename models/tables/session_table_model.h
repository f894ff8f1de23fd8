// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/flat_table.h"

#include "core/row_text.h"
#include "tables/session_sort.h"

#include <memory>
#include <vector>

namespace sendwright {

/// Sessions as a flat table, one a row. GUI thread. Sorted by start unless told otherwise; new sessions of a growing
/// snapshot come in as rows, so that selection and scroll position stay.
class SessionTableModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column {
        State,
        Start,
        Duration,
        Direction,
        Connector,
        Peer,
        Tls,
        OutcomeColumn,
        Messages,
        Entries,
        Server,
        Id,
        ColumnCount
    };
    using Subset = std::shared_ptr<const std::vector<SessionIndex>>;

    explicit SessionTableModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot, Subset subset = {}); ///< `subset` null: all; resets
    /// A later state of what is shown. Resets only when sessions went away.
    void apply(std::shared_ptr<const Snapshot> snapshot, Subset subset, const Change& change);

    /// Lets RawRole give the rows of a session (at most 2,000) instead of its id alone.
    void setText(std::shared_ptr<const RowText> text) { m_text = std::move(text); }

    const Snapshot& snapshot() const { return *m_snapshot; }
    SessionIndex sessionAt(int row) const; ///< kNoSession outside
    int rowOf(SessionIndex session) const; ///< -1 when not shown
    int sortColumn() const { return static_cast<int>(m_key); }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    bool isSubset() const { return m_subset; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    QString text(const Session& session, int row, int column) const;
    QVariant toolTipOf(const Session& session, int column) const;
    QString fieldValue(const Session& session, int column) const;
    QString rawText(SessionIndex session) const;
    QVariant severity(const Session& session, int column) const;
    std::vector<SessionIndex> fresh(const std::vector<SessionIndex>& wanted) const;
    void insertAtEnd(std::vector<SessionIndex> sessions);
    void reorder();

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const RowText> m_text;
    std::vector<SessionIndex> m_rows; ///< as shown
    mutable std::vector<int> m_rowOf; ///< by session; empty: to be made
    SessionKey m_key = SessionKey::Start;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_subset = false;
};

} // namespace sendwright
