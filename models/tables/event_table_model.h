// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "tables/flat_table.h"
#include "tables/row_cache.h"

#include <memory>
#include <vector>

namespace sendwright {

/// Windows events: those tied to one session, or all in order of time, with the reasons they are tied. GUI thread.
class EventTableModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { State, Time, Provider, Id, Level, Message, Tied, Gap, Rivals, SessionId, ColumnCount };

    explicit EventTableModel(QObject* parent = nullptr);

    /// `session` kNoSession: all events.
    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const RowText> text,
              std::shared_ptr<const Analysis> analysis, SessionIndex session);

    RowIndex rowAt(int row) const;   ///< kNoRow outside
    int placeOf(RowIndex row) const; ///< -1 when not shown

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const EventLink* linkOf(RowIndex row) const;
    QString timeText(int row, const EventRecord& event) const;
    QString linkText(const EventLink& link, int column) const;
    QString text(int row, int column) const;
    QString tip(int row, int column) const;

    std::shared_ptr<const Snapshot> m_snapshot;
    std::shared_ptr<const Analysis> m_analysis;
    std::vector<RowIndex> m_rows;
    mutable RowCache m_cache;
};

} // namespace sendwright
