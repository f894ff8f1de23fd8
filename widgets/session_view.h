// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/data_table.h"

namespace sendwright {

class SessionTableModel;
class ViewState;

/// The sessions. Follows the selected session without taking the focus, and tells which one a person chose. Sorted by a
/// click on a header.
class SessionView : public DataTable
{
    Q_OBJECT

public:
    SessionView(Theme& theme, ViewState& state, QWidget* parent = nullptr);
    SessionTableModel* model() const { return m_model; }

private:
    void follow();

    ViewState& m_state;
    SessionTableModel* m_model;
};

} // namespace sendwright
