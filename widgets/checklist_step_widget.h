// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/command_values.h"
#include "analysis/finding.h"
#include "casefile/case_document.h"
#include "index/snapshot.h"
#include "knowledge/knowledge.h"

#include <QAbstractButton>
#include <QWidget>

class QVBoxLayout;

namespace sendwright {

class Theme;

/// The line of a step: state as icon, title, what the evidence or the person says. Opens and closes the step.
class StepHeader : public QAbstractButton
{
    Q_OBJECT

public:
    StepHeader(Theme& theme, QWidget* parent);
    /// `waits`: an earlier step shows a fault, which comes first.
    void show(const StepResult& step, const Answer* answer, bool open, bool waits);
    using QWidget::show;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    Theme& m_theme;
    QString m_says;
    StepState m_state = StepState::Unknown;
    Answer::Kind m_answer = Answer::Kind::None;
    bool m_open = false, m_waits = false;
};

/// Everything a step's body is made of; the pointers live as long as the body.
struct StepBodyContent
{
    const StepResult& result;
    const ChecklistStep& step;
    const Cause* cause = nullptr; ///< of the leading finding, when its area is this step's
    const Answer* answer = nullptr;
    const Snapshot& snapshot;
    CommandValues values;
    bool waits = false; ///< an earlier step shows a fault
};

/// The open step: evidence that clicks through, sub-checks, commands with Copy, a box to paste their output, how to
/// mend it, and the person's answer.
class StepBody : public QWidget
{
    Q_OBJECT

public:
    StepBody(Theme& theme, const StepBodyContent& content, QWidget* parent);

Q_SIGNALS:
    void rowRequested(sendwright::RowIndex row);
    void pasted(const QString& text, const QString& name);
    void answered(sendwright::Answer::Kind kind, const QString& note);

private:
    void addEvidence(const StepBodyContent& content);
    void addCheck(const CheckResult& check, const CheckItem* item, const StepBodyContent& content);
    void addPlaces(const CheckResult& check, const Snapshot& snapshot);
    void addCommand(const QString& command);
    void addPasteBox(const QString& what);
    void addFix(const StepBodyContent& content);
    void addAnswer(const StepBodyContent& content);
    void addLabel(const QString& text, const char* look, bool wrap = true);

    Theme& m_theme;
    QVBoxLayout* m_box;
};

} // namespace sendwright
