// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/checklist_view.h"

#include "engine/workbench.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
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
    const auto& steps = m_workbench.knowledge().steps();
    for (std::size_t i = 0; i < m_headers.size(); ++i) {
        StepResult unknown;
        unknown.title = steps[i].title;
        const auto found = std::find_if(m_shown->checklist.begin(), m_shown->checklist.end(),
                                        [&](const StepResult& step) { return step.id == steps[i].id; });
        const StepResult& result = found != m_shown->checklist.end() ? *found : unknown;
        m_headers[i]->show(result, answerOf(steps[i].id), m_state.step() == QString::fromStdString(steps[i].id));
    }
    openBody();
    Q_EMIT answeredChanged();
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
    const int place = verticalScrollBar()->value();
    const BodyInput input = takeBodyAway();
    const auto& steps = m_workbench.knowledge().steps();
    const std::string id = m_state.step().toStdString();
    const auto step =
        std::find_if(steps.begin(), steps.end(), [&](const ChecklistStep& known) { return known.id == id; });
    const auto result = std::find_if(m_shown->checklist.begin(), m_shown->checklist.end(),
                                     [&](const StepResult& known) { return known.id == id; });
    if (step == steps.end() || result == m_shown->checklist.end())
        return;
    const StepBodyContent content{*result, *step, causeFor(id), answerOf(id), *m_workbench.snapshot(), values()};
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
    QTimer::singleShot(0, this, [this, place, at] {
        verticalScrollBar()->setValue(place);
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
    CommandValues values;
    const auto& findings = m_shown->findings;
    const auto chosen = static_cast<std::size_t>(std::max(m_state.finding(), 0));
    if (chosen >= findings.size() || findings[chosen].sessions.empty())
        return values;
    const Snapshot& snapshot = *m_workbench.snapshot();
    if (findings[chosen].sessions.front() >= snapshot.sessions().size())
        return values;
    const Session& session = snapshot.sessions()[findings[chosen].sessions.front()];
    const auto said = [&](PoolId id) {
        return QString::fromUtf8(snapshot.text(id).data(), static_cast<qsizetype>(snapshot.text(id).size()));
    };
    values.connector = said(session.connector);
    values.thumbprint = said(session.sent.thumbprint);
    values.server = said(session.server);
    values.peer = said(session.remoteEndpoint).section(QLatin1Char(':'), 0, -2);
    return values;
}

int ChecklistView::answered() const
{
    int count = 0;
    for (const StepResult& step : m_workbench.analysis()->checklist) {
        const Answer* answer = answerOf(step.id);
        count += step.state != StepState::Unknown || (answer != nullptr && answer->kind != Answer::Kind::None) ? 1 : 0;
    }
    return count;
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

void ChecklistView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        moveFocus(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QScrollArea::keyPressEvent(event);
}

} // namespace sendwright
