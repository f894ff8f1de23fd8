// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/checklist_model.h"

#include <algorithm>
#include <array>

namespace sendwright {

namespace {

using C = ColumnSpec;
constexpr std::array<ColumnSpec, ChecklistModel::ColumnCount> kChecklistColumns = {{
    {"State"},
    {"Step", C::Bold},
    {"What the evidence says", C::Dim},
    {"Your answer"},
}};

} // namespace

QString stepStateWord(StepState state)
{
    switch (state) {
    case StepState::Proven:
        return QStringLiteral("fine");
    case StepState::Contradicted:
        return QStringLiteral("problem");
    case StepState::Suggested:
        return QStringLiteral("suspected");
    case StepState::NotApplicable:
        return QStringLiteral("does not apply");
    case StepState::Unknown:
        break;
    }
    return QStringLiteral("not answered");
}

Severity stepSeverity(StepState state)
{
    switch (state) {
    case StepState::Proven:
        return Severity::Good;
    case StepState::Contradicted:
        return Severity::Error;
    case StepState::Suggested:
        return Severity::Warning;
    default:
        return Severity::Info;
    }
}

QString answerWord(Answer::Kind kind)
{
    switch (kind) {
    case Answer::Kind::Fine:
        return QStringLiteral("Fine");
    case Answer::Kind::Problem:
        return QStringLiteral("Problem");
    case Answer::Kind::NotApplicable:
        return QStringLiteral("N/A");
    case Answer::Kind::None:
        break;
    }
    return {};
}

ChecklistModel::ChecklistModel(QObject* parent)
    : FlatTable(kChecklistColumns, parent), m_analysis(std::make_shared<Analysis>())
{
}

void ChecklistModel::show(std::shared_ptr<const Analysis> analysis, const CaseDocument& document)
{
    const bool sameSteps =
        std::equal(analysis->checklist.begin(), analysis->checklist.end(), m_analysis->checklist.begin(),
                   m_analysis->checklist.end(), [](const auto& a, const auto& b) { return a.id == b.id; });
    if (!sameSteps)
        beginResetModel();
    m_analysis = std::move(analysis);
    m_answers = document.answers;
    if (sameSteps)
        tellAllChanged();
    else
        endResetModel();
}

const Answer* ChecklistModel::answerOf(const StepResult& step) const
{
    const auto found = m_answers.find(step.id);
    return found == m_answers.end() || found->second.kind == Answer::Kind::None ? nullptr : &found->second;
}

int ChecklistModel::answered() const
{
    const auto& steps = m_analysis->checklist;
    return static_cast<int>(std::count_if(steps.begin(), steps.end(), [this](const StepResult& step) {
        return step.state != StepState::Unknown || answerOf(step) != nullptr;
    }));
}

QString ChecklistModel::answerText(const StepResult& step) const
{
    const Answer* answer = answerOf(step);
    if (answer == nullptr)
        return {};
    const QString note = shown(answer->note);
    const QString word = answerWord(answer->kind);
    return note.isEmpty() ? word : word + QStringLiteral(": ") + note;
}

QString ChecklistModel::text(const StepResult& step, int column) const
{
    switch (column) {
    case State:
        return stepStateWord(step.state);
    case Title:
        return QString::fromStdString(step.title);
    case Says:
        return shown(step.says);
    case AnswerColumn:
        return answerText(step);
    default:
        return {};
    }
}

int ChecklistModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_analysis->checklist.size());
}

QVariant ChecklistModel::data(const QModelIndex& index, int role) const
{
    if (!valid(index))
        return {};
    const StepResult& step = m_analysis->checklist[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(step, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Title ? text(step, Title) + QStringLiteral(", ") + text(step, State)
                                       : text(step, index.column());
    case Qt::ToolTipRole:
        return toolTip(text(step, index.column()));
    case SeverityRole:
        return static_cast<int>(stepSeverity(step.state));
    case PillRole:
        return index.column() == State;
    case DetailRole:
        return answerText(step).isEmpty() ? shown(step.says) : answerText(step);
    case IdRole:
        return QString::fromStdString(step.id);
    case RowIndexRole:
        return step.evidence.empty() ? kNoRow : step.evidence.front().row;
    default:
        return columnRole(index.column(), role);
    }
}

} // namespace sendwright
