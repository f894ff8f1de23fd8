// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/finding.h"
#include "casefile/case_document.h"
#include "tables/flat_table.h"

#include <memory>

namespace sendwright {

/// Steps of the checklist: title, what the evidence says, its state and the person's answer. GUI thread. IdRole: step
/// id; DetailRole: the line below the title. A person's answer never changes the state the evidence gives.
class ChecklistModel : public FlatTable
{
    Q_OBJECT

public:
    enum Column { State, Title, Says, AnswerColumn, ColumnCount };

    explicit ChecklistModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const Analysis> analysis, const CaseDocument& document);
    int answered() const; ///< steps the evidence or a person has answered

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    const Answer* answerOf(const StepResult& step) const;
    QString text(const StepResult& step, int column) const;
    QString answerText(const StepResult& step) const;

    std::shared_ptr<const Analysis> m_analysis;
    std::map<std::string, Answer> m_answers;
};

QString stepStateWord(StepState state); ///< `fine`, `problem`, `suspected`, `does not apply`, `not answered`
Severity stepSeverity(StepState state);
QString answerWord(Answer::Kind kind); ///< `Fine`, `Problem`, `N/A`; empty for None

} // namespace sendwright
