// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/entry_view.h"

#include "tables/entry_table_model.h"
#include "tables/view_state.h"

namespace sendwright {

EntryView::EntryView(Theme& theme, ViewState& state, QWidget* parent)
    : LongTable(theme, parent), m_state(state), m_model(new EntryTableModel(this))
{
    setObjectName(QStringLiteral("entries"));
    setAccessibleName(tr("Entries"));
    setModel(m_model);
    cells().setQuietInfo(true);
    // State, time, since, source, session, sequence, event, data, context, local, remote
    setColumnWidths({4, 13, 8, 20, 18, 5, 8, 34, 42, 20, 20});
    using M = EntryTableModel;
    setColumnOrder({M::State, M::Time, M::Delta, M::Event, M::Data, M::Context, M::Source, M::SessionId});
    setEmptyText(tr("No entries"), tr("Open protocol logs or event exports, choose a session, or clear the filter."));
    connect(this, &DataTable::rowChosen, this, &EntryView::choose);
    connect(&state, &ViewState::entryChanged, this, &EntryView::follow);
    connect(m_model, &QAbstractItemModel::modelReset, this, &EntryView::follow);
}

void EntryView::choose(int row)
{
    const RowIndex entry = m_model->rowAt(row);
    const SessionIndex session = m_model->snapshot().sessionOf(entry);
    // A Windows event belongs to no session; looking at it leaves the chosen one alone.
    m_state.selectEntry(entry, session == kNoSession ? m_state.session() : session);
}

void EntryView::follow()
{
    goToRow(m_model->placeOf(m_state.entry()));
}

} // namespace sendwright
