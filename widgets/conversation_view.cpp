// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/conversation_view.h"

#include "tables/conversation_model.h"
#include "tables/view_state.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QHeaderView>

#include <algorithm>

namespace sendwright {

ConversationView::ConversationView(Theme& theme, ViewState& state, QWidget* parent)
    : DataTable(theme, parent), m_state(state), m_model(new ConversationModel(this))
{
    setObjectName(QStringLiteral("conversation"));
    setAccessibleName(tr("Conversation"));
    setModel(m_model);
    cells().setRowLines(false);
    setRowHeight(20, 4);
    horizontalHeader()->hide();
    setEmptyText(tr("No session chosen"),
                 tr("Choose a session above to read what both sides said, and what it means."));
    connect(this, &DataTable::rowChosen, this,
            [this](int row) { m_state.selectEntry(m_model->rowAt(row), m_state.session()); });
    connect(&state, &ViewState::entryChanged, this, &ConversationView::follow);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ConversationView::follow);
}

void ConversationView::follow()
{
    goToRow(m_model->placeOf(m_state.entry()));
}

void ConversationView::resizeEvent(QResizeEvent* event)
{
    DataTable::resizeEvent(event);
    fitColumns();
}

void ConversationView::changeEvent(QEvent* event)
{
    DataTable::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitColumns();
}

void ConversationView::fitColumns()
{
    const auto wide = [](const QFont& font, const char* sample) {
        return QFontMetrics(font).horizontalAdvance(QLatin1String(sample)) + 18;
    };
    QFont bold = font();
    bold.setBold(true);
    const int time = wide(Theme::monospace(), "00:00:00.000"), gap = wide(font(), "+000 ms"),
              who = std::max(wide(bold, "certificate"), wide(bold, "connected")); // which is wider, the font tells
    // What was said gets the larger part; what it means must never be pushed out of sight.
    const int rest = std::max(0, viewport()->width() - time - gap - who);
    setColumnWidth(ConversationModel::Time, time);
    setColumnWidth(ConversationModel::Gap, gap);
    setColumnWidth(ConversationModel::Who, who);
    setColumnWidth(ConversationModel::Said, rest * 11 / 20);
    setColumnWidth(ConversationModel::Means, rest - rest * 11 / 20);
}

} // namespace sendwright
