// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/data_table.h"

namespace sendwright {

class ConversationModel;
class ViewState;

/// The selected session as a dialogue: dense, without header and lines, the failing row the only red one. Follows the
/// selected entry and tells which one a person chose.
class ConversationView : public DataTable
{
    Q_OBJECT

public:
    ConversationView(Theme& theme, ViewState& state, QWidget* parent = nullptr);
    ConversationModel* model() const { return m_model; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitColumns();
    void follow();

    ViewState& m_state;
    ConversationModel* m_model;
};

} // namespace sendwright
