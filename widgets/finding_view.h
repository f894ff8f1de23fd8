// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tables/finding_list_model.h"
#include "tables/view_state.h"

#include <QListView>

namespace sendwright {

class Theme;

/// Findings as cards, most likely first, then what was ruled out. Choosing a finding selects it for all views; a card
/// of what was ruled out shows its first row. Pointing at a card, or Enter, tells why: see findingDetail.
class FindingView : public QListView
{
    Q_OBJECT

public:
    FindingView(Theme& theme, ViewState& state, QWidget* parent = nullptr);

    void show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Analysis> analysis,
              const Knowledge& knowledge);
    using QWidget::show;
    FindingListModel& findings() { return m_model; }
    QString detail(const QModelIndex& index) const; ///< rich text of a card's tool tip

Q_SIGNALS:
    void rowRequested(sendwright::RowIndex row); ///< show this entry

protected:
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void choose(const QModelIndex& index);
    void follow(int finding);

    Theme& m_theme;
    ViewState& m_state;
    FindingListModel m_model;
    std::shared_ptr<const Analysis> m_analysis;
    bool m_following = false;
};

/// Why a finding stands: its sentence, how sure it is, the reasons, what speaks against it and what would settle it.
/// Rich text; whatever comes from evidence is escaped.
QString findingDetail(const Finding& finding);

} // namespace sendwright
