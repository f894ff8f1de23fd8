// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/finding_list_model.h"
#include "tables/view_state.h"

#include <QListView>

namespace sendwright {

class Theme;

/// Findings as cards, most likely first, then what was ruled out. Choosing a finding selects it for all views; a card
/// of what was ruled out shows its first row.
class FindingView : public QListView
{
    Q_OBJECT

public:
    FindingView(Theme& theme, ViewState& state, QWidget* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Analysis> analysis,
              const Knowledge& knowledge);
    using QWidget::show;
    FindingListModel& findings() { return m_model; }

Q_SIGNALS:
    void rowRequested(sendwright::RowIndex row); ///< show this entry

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void follow(int finding);

    Theme& m_theme;
    ViewState& m_state;
    FindingListModel m_model;
    bool m_following = false;
};

} // namespace sendwright
