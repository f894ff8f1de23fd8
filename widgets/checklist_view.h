// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/checklist_progress.h"
#include "tables/view_state.h"
#include "widgets/checklist_step_widget.h"

#include <QHash>
#include <QScrollArea>

#include <memory>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace sendwright {

class Workbench;

/// The twelve steps: one open, the others one line each; those behind the first fault come after it and say so. Follows
/// and sets the open step of ViewState; answers go to the workbench.
class ChecklistView : public QScrollArea
{
    Q_OBJECT

public:
    ChecklistView(Theme& theme, ViewState& state, Workbench& workbench, QWidget* parent = nullptr);

    void refresh();       ///< the analysis or the answers have changed
    int answered() const; ///< steps the evidence or the person has answered
    int steps() const { return static_cast<int>(m_headers.size()); }

Q_SIGNALS:
    void rowRequested(sendwright::RowIndex row);
    void answeredChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What a person has under their hands in the open step.
    struct BodyInput
    {
        QString focused;               ///< object name
        QHash<QString, QString> typed; ///< text of the boxes, by object name
    };
    void build();
    void openBody();
    BodyInput takeBodyAway();
    void giveBack(const BodyInput& input);
    const Answer* answerOf(const std::string& step) const;
    const Cause* causeFor(const std::string& step) const;
    CommandValues values() const;
    void tellProgress();
    void moveFocus(int by);

    Theme& m_theme;
    ViewState& m_state;
    Workbench& m_workbench;
    std::shared_ptr<const Analysis> m_shown;
    QVBoxLayout* m_box;
    QPushButton* m_next; ///< the step to do next; opens it
    ChecklistProgress m_progress;
    std::vector<StepHeader*> m_headers;
    StepBody* m_body = nullptr;
};

} // namespace sendwright
