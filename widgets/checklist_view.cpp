// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/checklist_view.h"

#include "engine/workbench.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace sendwright {

namespace {

/// The step that an area's fix belongs to.
std::string stepOf(Area area)
{
    switch (area) {
    case Area::Connector:
        return "connector";
    case Area::Firewall:
        return "firewall";
    case Area::Certificate:
        return "certificate";
    case Area::KeyPermission:
        return "key";
    case Area::ProtocolCipher:
        return "protocol";
    case Area::Dns:
        return "dns";
    case Area::Remote:
    case Area::Policy:
        return "peer";
    case Area::None:
        break;
    }
    return {};
}

} // namespace

ChecklistView::ChecklistView(Theme& theme, ViewState& state, Workbench& workbench, QWidget* parent)
    : QScrollArea(parent), m_theme(theme), m_state(state), m_workbench(workbench)
{
    setAccessibleName(tr("Checklist"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    m_box = new QVBoxLayout(content);
    m_box->setContentsMargins(0, 0, 0, 8);
    m_box->setSpacing(0);
    m_next = new QPushButton(content);
    m_next->setObjectName(QStringLiteral("checklist-next"));
    m_next->setProperty("look", QStringLiteral("link"));
    m_next->setCursor(Qt::PointingHandCursor);
    m_next->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // long words never widen the panel
    m_next->setStyleSheet(QStringLiteral("text-align: left;"));
    m_next->hide();
    connect(m_next, &QPushButton::clicked, this, [this] {
        const auto& steps = m_workbench.knowledge().steps();
        if (m_progress.next < steps.size())
            m_state.openStep(QString::fromStdString(steps[m_progress.next].id));
    });
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 2, 8, 2);
    top->addWidget(m_next);
    m_box->addLayout(top);
    m_box->addStretch(1);
    setWidget(content);
    build();
    connect(&state, &ViewState::stepChanged, this, &ChecklistView::refresh);
    connect(&state, &ViewState::findingChanged, this, &ChecklistView::refresh);
    connect(&theme, &Theme::changed, this, &ChecklistView::refresh);
}

void ChecklistView::build()
{
    for (const ChecklistStep& step : m_workbench.knowledge().steps()) {
        auto* header = new StepHeader(m_theme, widget());
        header->setObjectName(QStringLiteral("step-") + QString::fromStdString(step.id));
        const QString id = QString::fromStdString(step.id);
        connect(header, &QAbstractButton::clicked, this,
                [this, id] { m_state.openStep(m_state.step() == id ? QString() : id); });
        m_box->insertWidget(m_box->count() - 1, header);
        m_headers.push_back(header);
    }
}

const Answer* ChecklistView::answerOf(const std::string& step) const
{
    const auto found = m_workbench.document().answers.find(step);
    return found != m_workbench.document().answers.end() ? &found->second : nullptr;
}

void ChecklistView::refresh()
{
    // The body's widgets point into this analysis; it stays alive while they are shown.
    m_shown = m_workbench.analysis();
    m_progress = progressOf(*m_shown, m_workbench.document());
    tellProgress();
    const auto& steps = m_workbench.knowledge().steps();
    for (std::size_t i = 0; i < m_headers.size(); ++i) {
        StepResult unknown;
        unknown.title = steps[i].title;
        const auto found = std::find_if(m_shown->checklist.begin(), m_shown->checklist.end(),
                                        [&](const StepResult& step) { return step.id == steps[i].id; });
        const StepResult& result = found != m_shown->checklist.end() ? *found : unknown;
        m_headers[i]->show(result, answerOf(steps[i].id), m_state.step() == QString::fromStdString(steps[i].id),
                           m_progress.waits(i));
    }
    openBody();
    Q_EMIT answeredChanged();
}

void ChecklistView::tellProgress()
{
    const bool next = m_progress.next < m_shown->checklist.size();
    const QString title = next ? QString::fromStdString(m_shown->checklist[m_progress.next].title) : QString();
    const bool stop = m_progress.next == m_progress.firstRed;
    const QString text = m_progress.mended ? tr("Mended. Last step: %1").arg(title)
                         : stop            ? tr("Stop here and mend: %1").arg(title)
                                           : tr("Next: %1").arg(title);
    m_next->setText(m_next->fontMetrics().elidedText(text, Qt::ElideRight, std::max(viewport()->width() - 40, 80)));
    m_next->setAccessibleName(text);
    m_next->setToolTip(QString::fromStdString(m_progress.says));
    m_next->setAccessibleDescription(QString::fromStdString(m_progress.says));
    m_next->setVisible(next);
}

/// An answer or new evidence builds the body anew; the keyboard stays where it was, and so does what was typed.
ChecklistView::BodyInput ChecklistView::takeBodyAway()
{
    BodyInput input;
    if (m_body == nullptr)
        return input;
    if (const QWidget* now = QApplication::focusWidget(); now != nullptr && m_body->isAncestorOf(now))
        input.focused = now->objectName();
    for (const QPlainTextEdit* box : m_body->findChildren<QPlainTextEdit*>())
        if (!box->document()->isEmpty())
            input.typed.insert(box->objectName(), box->toPlainText());
    m_body->hide();
    m_body->deleteLater(); // it may be the sender of what brought us here
    m_body = nullptr;
    return input;
}

void ChecklistView::giveBack(const BodyInput& input)
{
    for (QPlainTextEdit* box : m_body->findChildren<QPlainTextEdit*>())
        if (const auto typed = input.typed.constFind(box->objectName()); typed != input.typed.constEnd())
            box->setPlainText(*typed);
    if (auto* again = input.focused.isEmpty() ? nullptr : m_body->findChild<QWidget*>(input.focused))
        again->setFocus(Qt::OtherFocusReason);
}

void ChecklistView::openBody()
{
    const int scrolled = verticalScrollBar()->value();
    const BodyInput input = takeBodyAway();
    const auto& steps = m_workbench.knowledge().steps();
    const std::string id = m_state.step().toStdString();
    const auto step =
        std::find_if(steps.begin(), steps.end(), [&](const ChecklistStep& known) { return known.id == id; });
    const auto result = std::find_if(m_shown->checklist.begin(), m_shown->checklist.end(),
                                     [&](const StepResult& known) { return known.id == id; });
    if (step == steps.end() || result == m_shown->checklist.end())
        return;
    const auto place = static_cast<std::size_t>(result - m_shown->checklist.begin());
    const StepBodyContent content{
        *result, *step, causeFor(id), answerOf(id), *m_workbench.snapshot(), values(), m_progress.waits(place)};
    m_body = new StepBody(m_theme, content, widget());
    connect(m_body, &StepBody::rowRequested, this, &ChecklistView::rowRequested);
    connect(m_body, &StepBody::pasted, &m_workbench, &Workbench::paste);
    connect(m_body, &StepBody::answered, this, [this, id](Answer::Kind kind, const QString& note) {
        m_workbench.answer(QString::fromStdString(id), kind, note);
    });
    const auto at = static_cast<int>(step - steps.begin());
    StepHeader* header = m_headers[static_cast<std::size_t>(at)];
    m_box->insertWidget(m_box->indexOf(header) + 1, m_body);
    QWidget* last = header; // Tab goes through the open step, then on to the next header
    for (QWidget* child : m_body->findChildren<QWidget*>())
        if ((child->focusPolicy() & Qt::TabFocus) != 0) {
            setTabOrder(last, child);
            last = child;
        }
    giveBack(input);
    QTimer::singleShot(0, this, [this, scrolled, at] {
        verticalScrollBar()->setValue(scrolled);
        ensureWidgetVisible(m_headers[static_cast<std::size_t>(at)], 0, 40);
    });
}

const Cause* ChecklistView::causeFor(const std::string& step) const
{
    const auto& findings = m_shown->findings;
    const auto chosen = static_cast<std::size_t>(std::max(m_state.finding(), 0));
    if (chosen >= findings.size() || stepOf(findings[chosen].area) != step)
        return nullptr;
    return m_workbench.knowledge().cause(findings[chosen].cause);
}

CommandValues ChecklistView::values() const
{
    const auto& findings = m_shown->findings;
    const auto chosen = static_cast<std::size_t>(std::max(m_state.finding(), 0));
    return commandValues(*m_workbench.snapshot(), chosen < findings.size() ? &findings[chosen] : nullptr);
}

int ChecklistView::answered() const
{
    return static_cast<int>(progressOf(*m_workbench.analysis(), m_workbench.document()).answered);
}

void ChecklistView::moveFocus(int by)
{
    for (std::size_t i = 0; i < m_headers.size(); ++i) {
        if (!m_headers[i]->hasFocus())
            continue;
        const int next = std::clamp(static_cast<int>(i) + by, 0, static_cast<int>(m_headers.size()) - 1);
        m_headers[static_cast<std::size_t>(next)]->setFocus(Qt::TabFocusReason);
        ensureWidgetVisible(m_headers[static_cast<std::size_t>(next)]);
        return;
    }
    if (!m_headers.empty())
        m_headers.front()->setFocus(Qt::TabFocusReason);
}

void ChecklistView::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (m_shown)
        tellProgress(); // its words are cut to the width
}

void ChecklistView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        moveFocus(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QScrollArea::keyPressEvent(event);
}

} // namespace sendwright
