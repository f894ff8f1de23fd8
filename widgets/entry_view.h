// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/long_table.h"

namespace sendwright {

class EntryTableModel;
class ViewState;

/// Entries of logs and event exports: of everything, of a filter, or of one session. Follows the selected entry without
/// taking the focus, and tells which one a person chose together with its session.
class EntryView : public LongTable
{
    Q_OBJECT

public:
    EntryView(Theme& theme, ViewState& state, QWidget* parent = nullptr);
    EntryTableModel* model() const { return m_model; }

private:
    void follow();
    void choose(int row);

    ViewState& m_state;
    EntryTableModel* m_model;
};

} // namespace sendwright
