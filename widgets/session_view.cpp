// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session_view.h"

#include "tables/session_table_model.h"
#include "tables/view_state.h"

#include <QHeaderView>

namespace sendwright {

SessionView::SessionView(Theme& theme, ViewState& state, QWidget* parent)
    : DataTable(theme, parent), m_state(state), m_model(new SessionTableModel(this))
{
    setObjectName(QStringLiteral("sessions"));
    setAccessibleName(tr("Sessions"));
    setModel(m_model);
    setSortingEnabled(true);
    sortByColumn(SessionTableModel::Start, Qt::AscendingOrder);
    // State, start, duration, direction, connector, peer, TLS, outcome, messages, entries, server, id
    setColumnWidths({4, 12, 8, 8, 17, 17, 19, 11, 10, 9, 12, 18});
    using M = SessionTableModel;
    setColumnOrder({M::State, M::Start, M::Duration, M::Connector, M::Peer, M::Tls, M::OutcomeColumn});
    setEmptyText(tr("No sessions"), tr("Open Exchange SMTP send or receive protocol logs, or clear the filter."));
    connect(this, &DataTable::rowChosen, this, [this](int row) { m_state.selectSession(m_model->sessionAt(row)); });
    connect(&state, &ViewState::sessionChanged, this, &SessionView::follow);
    connect(m_model, &QAbstractItemModel::modelReset, this, &SessionView::follow);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!currentIndex().isValid())
            follow();
    });
}

void SessionView::follow()
{
    goToRow(m_model->rowOf(m_state.session()));
}

} // namespace sendwright
