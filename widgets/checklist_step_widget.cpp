// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/checklist_step_widget.h"

#include "tables/checklist_model.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <array>

namespace sendwright {

namespace {

constexpr int kStepIcon = 18, kLeft = 12, kGap = 10;

struct StateMark
{
    const char* icon;
    Severity severity;
};

StateMark markOf(StepState state, Answer::Kind answer)
{
    if (state == StepState::Contradicted)
        return {"error", Severity::Error};
    if (state == StepState::Suggested || answer == Answer::Kind::Problem)
        return {"warning", state == StepState::Suggested ? Severity::Error : Severity::Warning};
    if (state == StepState::Proven || answer == Answer::Kind::Fine)
        return {"ok", Severity::Good};
    if (state == StepState::NotApplicable || answer == Answer::Kind::NotApplicable)
        return {"neutral", Severity::Info};
    return {"unknown", Severity::Info};
}

QString checkMark(StepState state)
{
    switch (state) {
    case StepState::Proven:
        return QStringLiteral("✓");
    case StepState::Contradicted:
        return QStringLiteral("✕");
    case StepState::Suggested:
        return QStringLiteral("!");
    case StepState::NotApplicable:
        return QStringLiteral("–");
    case StepState::Unknown:
        break;
    }
    return QStringLiteral("?");
}

QString placeOf(const Citation& citation, const Snapshot& snapshot)
{
    // While more is read, the answers may be of an earlier snapshot than the sources.
    if (index(citation.source) >= snapshot.sources.size())
        return StepBody::tr("being read again");
    QString place = QString::fromStdString(snapshot.sources[index(citation.source)].path);
    if (citation.line > 0)
        place += QLatin1Char(':') + QString::number(citation.line);
    else if (citation.recordId)
        place += StepBody::tr(" record %1").arg(*citation.recordId);
    return place;
}

/// What a row of a log tells, without its time, session and endpoints: `< 250 2.0.0 OK` of a whole row.
QString toldPart(const QString& line)
{
    static const QRegularExpression kEvent(
        QStringLiteral(R"(^[^,]*,(?:"[^"]*"|[^,]*),[^,]*,\d+,[^,]*,[^,]*,([-+<>*]),(.*)$)"),
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = kEvent.match(line);
    if (!match.hasMatch())
        return line;
    QString told = match.captured(2);
    while (told.startsWith(QLatin1Char(',')))
        told.remove(0, 1);
    return match.captured(1) == QLatin1String("*") ? told : match.captured(1) + QLatin1Char(' ') + told;
}

QPushButton* linkButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("look", QStringLiteral("link"));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

/// Lets a long path or command wrap where a reader would break it, so that no word can push the panel wider. For
/// showing only: what is copied stays as it is, which is why such a text cannot be selected by hand.
QString breakable(QString text)
{
    static const QRegularExpression kSeam(QStringLiteral(R"(([\\/.,=_:-])(?=\S{6}))"));
    return text.replace(kSeam, QStringLiteral("\\1\u200B"));
}

} // namespace

StepHeader::StepHeader(Theme& theme, QWidget* parent) : QAbstractButton(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StepHeader::show(const StepResult& step, const Answer* answer, bool open, bool waits)
{
    m_state = step.state;
    m_answer = answer != nullptr ? answer->kind : Answer::Kind::None;
    m_open = open;
    m_waits = waits;
    m_says = QString::fromStdString(step.says);
    if (m_answer != Answer::Kind::None)
        m_says =
            tr("You: %1").arg(answerWord(m_answer)) + (m_says.isEmpty() ? QString() : QStringLiteral(" · ") + m_says);
    setText(QString::fromStdString(step.title));
    setAccessibleName(tr("%1: %2").arg(text(), stepStateWord(m_state)));
    if (m_waits)
        m_says = m_says.isEmpty() ? tr("After this") : tr("After this · %1").arg(m_says);
    setAccessibleDescription(m_says);
    setToolTip(m_says);
    updateGeometry();
    update();
}

QSize StepHeader::sizeHint() const
{
    return {200, 2 * fontMetrics().height() + 14};
}

void StepHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const StateMark mark = markOf(m_state, m_answer);
    const QRect circle(kLeft, 7, kStepIcon, kStepIcon);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.severityGround(static_cast<int>(mark.severity)));
    painter.setOpacity(m_waits ? 0.6 : 1);
    painter.drawEllipse(circle);
    m_theme.icon(QLatin1String(mark.icon), m_theme.severityColor(static_cast<int>(mark.severity)))
        .paint(&painter, circle.adjusted(4, 4, -4, -4));
    painter.setOpacity(1);
    QFont title = font();
    title.setWeight(m_open ? QFont::DemiBold : QFont::Medium);
    const int left = kLeft + kStepIcon + kGap, width = this->width() - left - 8;
    painter.setFont(title);
    painter.setPen(m_waits && !m_open ? m_theme.dim() : m_theme.text());
    painter.drawText(QRect(left, 6, width, fontMetrics().height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(title).elidedText(text(), Qt::ElideRight, width));
    painter.setFont(font());
    painter.setPen(m_theme.dim());
    painter.drawText(QRect(left, 6 + fontMetrics().height(), width, fontMetrics().height() + 2),
                     Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_says, Qt::ElideRight, width));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.accent(), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
}

void StepHeader::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        event->ignore(); // the list of steps moves the focus
    else
        QAbstractButton::keyPressEvent(event);
}

StepBody::StepBody(Theme& theme, const StepBodyContent& content, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_box(new QVBoxLayout(this))
{
    m_box->setContentsMargins(kLeft + kStepIcon + kGap, 2, 12, 12);
    m_box->setSpacing(6);
    addLabel(QString::fromStdString(content.step.why), "dim");
    if (content.waits)
        addLabel(tr("An earlier step shows a fault. Mend that first; this one comes after it."), "dim");
    addEvidence(content);
    for (const CheckResult& check : content.result.checks) {
        const auto item = std::find_if(content.step.checks.begin(), content.step.checks.end(),
                                       [&](const CheckItem& known) { return known.id == check.id; });
        addCheck(check, item != content.step.checks.end() ? &*item : nullptr, content);
    }
    addFix(content);
    addAnswer(content);
}

void StepBody::addLabel(const QString& text, const char* look, bool wrap)
{
    if (text.isEmpty())
        return;
    auto* label = new QLabel(breakable(text), this);
    label->setMinimumWidth(1);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("look", QLatin1String(look));
    label->setWordWrap(wrap);
    m_box->addWidget(label);
}

/// Quoted rows, each a link to its place. The text is evidence: escaped, and shortened to a few lines.
void StepBody::addEvidence(const StepBodyContent& content)
{
    for (std::size_t i = 0; i < content.result.evidence.size() && i < 3; ++i) {
        const Citation& citation = content.result.evidence[i];
        const QString place = placeOf(citation, content.snapshot);
        QString text = toldPart(QString::fromStdString(citation.text));
        text = text.left(220) + (text.size() > 220 ? QStringLiteral("…") : QString());
        auto* quote = new QLabel(this);
        quote->setTextFormat(Qt::RichText);
        quote->setWordWrap(true);
        quote->setMinimumWidth(1);
        quote->setText(QStringLiteral("<a href=\"row:%1\" style=\"color:%2; text-decoration:none\">%3</a><br/>%4")
                           .arg(citation.row)
                           .arg(m_theme.accent().name(), place.toHtmlEscaped(), breakable(text).toHtmlEscaped()));
        quote->setFont(Theme::monospace());
        quote->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        quote->setFocusPolicy(Qt::StrongFocus);
        quote->setAccessibleName(tr("Evidence %1: %2").arg(place, text));
        const QColor edge =
            m_theme.severityColor(static_cast<int>(markOf(content.result.state, Answer::Kind::None).severity));
        quote->setStyleSheet(
            QStringLiteral("QLabel { background: %1; color: %2; border-left: 3px solid %3; padding: 4px 8px; }")
                .arg(m_theme.panel().name(), m_theme.text().name(), edge.name()));
        connect(quote, &QLabel::linkActivated, this, [this, row = citation.row] {
            if (row != kNoRow)
                Q_EMIT rowRequested(row);
        });
        m_box->addWidget(quote);
    }
}

void StepBody::addCheck(const CheckResult& check, const CheckItem* item, const StepBodyContent& content)
{
    const QColor color = check.state == StepState::Unknown || check.state == StepState::NotApplicable
                             ? m_theme.dim()
                             : m_theme.severityColor(static_cast<int>(stepSeverity(check.state)));
    auto* line =
        new QLabel(QStringLiteral("<span style=\"color:%1\">%2</span>&nbsp; %3")
                       .arg(color.name(), checkMark(check.state), QString::fromStdString(check.title).toHtmlEscaped()),
                   this);
    line->setTextFormat(Qt::RichText);
    line->setWordWrap(true);
    line->setMinimumWidth(1);
    line->setProperty("look", QStringLiteral("title"));
    line->setAccessibleName(tr("%1: %2").arg(QString::fromStdString(check.title), stepStateWord(check.state)));
    m_box->addSpacing(4);
    m_box->addWidget(line);
    addLabel(QString::fromStdString(check.says), "dim");
    addPlaces(check, content.snapshot);
    const bool settled = check.state == StepState::Proven || check.state == StepState::NotApplicable;
    if (item == nullptr || settled)
        return;
    addLabel(QString::fromStdString(item->how), "");
    if (!item->command.empty())
        addCommand(QString::fromStdString(filledCommand(item->command, content.values)));
    if (!item->paste.empty())
        addPasteBox(QString::fromStdString(check.title));
}

/// Where a sub-check's answer was read, in one line of links.
void StepBody::addPlaces(const CheckResult& check, const Snapshot& snapshot)
{
    QStringList links;
    for (std::size_t i = 0; i < check.evidence.size() && i < 3; ++i) {
        const Citation& citation = check.evidence[i];
        const QString place = breakable(placeOf(citation, snapshot)).toHtmlEscaped();
        links += citation.row == kNoRow
                     ? place
                     : QStringLiteral("<a href=\"%1\" style=\"color:%2; text-decoration:none\">%3</a>")
                           .arg(citation.row)
                           .arg(m_theme.accent().name(), place);
    }
    if (links.isEmpty())
        return;
    auto* line = new QLabel(links.join(QStringLiteral(" · ")), this);
    line->setTextFormat(Qt::RichText);
    line->setWordWrap(true);
    line->setMinimumWidth(1);
    line->setProperty("look", QStringLiteral("dim"));
    line->setTextInteractionFlags(Qt::LinksAccessibleByMouse);
    line->setAccessibleName(tr("Read in %1").arg(placeOf(check.evidence.front(), snapshot)));
    connect(line, &QLabel::linkActivated, this, [this](const QString& row) { Q_EMIT rowRequested(row.toUInt()); });
    m_box->addWidget(line);
}

void StepBody::addCommand(const QString& command)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    auto* text = new QLabel(breakable(command), this);
    text->setTextFormat(Qt::PlainText);
    text->setFont(Theme::monospace());
    text->setWordWrap(true);
    text->setMinimumWidth(1);
    text->setStyleSheet(
        QStringLiteral(
            "QLabel { background: %1; color: %2; border: 1px solid %3; border-radius: 4px; padding: 5px 8px; }")
            .arg(m_theme.panel().name(), m_theme.text().name(), m_theme.line().name()));
    auto* copy = linkButton(tr("Copy"), this);
    copy->setAccessibleName(tr("Copy: %1").arg(command.left(80)));
    connect(copy, &QPushButton::clicked, this, [command] { QGuiApplication::clipboard()->setText(command); });
    row->addWidget(text, 1);
    row->addWidget(copy, 0, Qt::AlignTop);
    m_box->addLayout(row);
}

void StepBody::addPasteBox(const QString& what)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    auto* box = new QPlainTextEdit(this);
    box->setObjectName(QStringLiteral("output-") + what);
    box->setPlaceholderText(tr("Paste the output here"));
    box->setAccessibleName(tr("Output of: %1").arg(what));
    box->setFont(Theme::monospace());
    box->setTabChangesFocus(true);
    box->setFixedHeight(2 * box->fontMetrics().height() + 14);
    auto* read = linkButton(tr("Read"), this);
    read->setAccessibleName(tr("Read the pasted output of: %1").arg(what));
    connect(read, &QPushButton::clicked, this, [this, box, what] {
        const QString text = box->toPlainText();
        box->clear(); // it stands under Sources from now on
        if (!text.trimmed().isEmpty())
            Q_EMIT pasted(text, tr("Pasted: %1").arg(what));
    });
    row->addWidget(box, 1);
    row->addWidget(read, 0, Qt::AlignTop);
    m_box->addLayout(row);
}

void StepBody::addFix(const StepBodyContent& content)
{
    if (content.cause == nullptr)
        return;
    const std::pair<QString, const std::vector<Action>*> parts[] = {{tr("How to check"), &content.cause->check},
                                                                    {tr("How to mend"), &content.cause->fix},
                                                                    {tr("How to verify"), &content.cause->verify}};
    for (const auto& [title, actions] : parts) {
        if (actions->empty())
            continue;
        m_box->addSpacing(4);
        addLabel(title, "title");
        for (const Action& action : *actions) {
            addLabel(QString::fromStdString(action.text), "");
            if (!action.command.empty())
                addCommand(QString::fromStdString(filledCommand(action.command, content.values)));
            if (!action.risk.empty())
                addLabel(tr("Risk: %1").arg(QString::fromStdString(action.risk)), "dim");
        }
    }
}

void StepBody::addAnswer(const StepBodyContent& content)
{
    const Answer now = content.answer != nullptr ? *content.answer : Answer{};
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    const std::pair<Answer::Kind, QString> kinds[] = {{Answer::Kind::Fine, tr("Fine")},
                                                      {Answer::Kind::Problem, tr("Problem")},
                                                      {Answer::Kind::NotApplicable, tr("N/A")}};
    std::array<QPushButton*, 3> buttons{};
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        buttons[i] = new QPushButton(kinds[i].second, this);
        buttons[i]->setCheckable(true);
        buttons[i]->setChecked(now.kind == kinds[i].first);
        buttons[i]->setAccessibleDescription(tr("Your answer to %1").arg(QString::fromStdString(content.step.title)));
        buttons[i]->setObjectName(QStringLiteral("answer-") + kinds[i].second);
        row->addWidget(buttons[i]);
    }
    auto* note = new QLineEdit(QString::fromStdString(now.note), this); // after the buttons: Tab goes in this order
    note->setObjectName(QStringLiteral("answer-note"));
    note->setPlaceholderText(tr("Note: who checked, what was seen"));
    note->setAccessibleName(tr("Note on %1").arg(QString::fromStdString(content.step.title)));
    for (std::size_t i = 0; i < buttons.size(); ++i)
        connect(buttons[i], &QPushButton::clicked, this, [this, note, kind = kinds[i].first](bool on) {
            Q_EMIT answered(on ? kind : Answer::Kind::None, note->text());
        });
    row->addStretch(1);
    m_box->addSpacing(6);
    const bool contradicts = now.kind == Answer::Kind::Fine && (content.result.state == StepState::Contradicted ||
                                                                content.result.state == StepState::Suggested);
    if (contradicts)
        addLabel(tr("The evidence says otherwise; both are kept."), "dim");
    m_box->addLayout(row);
    m_box->addWidget(note);
    connect(note, &QLineEdit::editingFinished, this,
            [this, note, kind = now.kind, before = QString::fromStdString(now.note)] {
                if (note->text() != before)
                    Q_EMIT answered(kind, note->text());
            });
}

} // namespace sendwright
