// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/query_bar.h"

#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QTextCharFormat>

namespace sendwright {

namespace {

constexpr int kPauseMs = 150;

/// Fields of index/query.h with the values that are words of their own.
QStringList offeredWords()
{
    const QList<QPair<const char*, QStringList>> fields = {
        {"session", {}},
        {"connector", {}},
        {"server", {}},
        {"peer", {}},
        {"tls",
         {QStringLiteral("failed"), QStringLiteral("ok"), QStringLiteral("none"), QStringLiteral("unused"),
          QStringLiteral("unknown")}},
        {"outcome",
         {QStringLiteral("delivered"), QStringLiteral("tls"), QStringLiteral("connect"), QStringLiteral("rejected"),
          QStringLiteral("dropped"), QStringLiteral("nomail"), QStringLiteral("cut")}},
        {"state", {QStringLiteral("failed"), QStringLiteral("ok")}},
        {"code", {}},
        {"provider", {QStringLiteral("Schannel")}},
        {"source", {}},
        {"severity", {QStringLiteral("error"), QStringLiteral("warning")}},
        {"kind",
         {QStringLiteral("send"), QStringLiteral("receive"), QStringLiteral("event"), QStringLiteral("connectivity"),
          QStringLiteral("tracking"), QStringLiteral("agent")}},
        {"message", {}},
        {"after", {}},
        {"before", {}},
        {"text", {}},
    };
    QStringList words;
    for (const auto& [field, values] : fields) {
        words.append(QLatin1String(field) + QLatin1Char(':'));
        for (const QString& value : values)
            words.append(QLatin1String(field) + QLatin1Char(':') + value);
    }
    return words;
}

/// A field at the start of a word outside quotes.
const QRegularExpression& fieldPattern()
{
    static const QRegularExpression pattern(QStringLiteral("\"[^\"]*\"?|(?<=^|\\s)-?(?:session|connector|server|peer|"
                                                           "tls|outcome|state|code|provider|source|severity|kind|"
                                                           "message|after|before|text):"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern;
}

} // namespace

QueryBar::QueryBar(Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_edit(new QLineEdit(this)),
      m_error(new QLabel(this)),
      m_completer(new QCompleter(offeredWords(), this))
{
    m_edit->setObjectName(QStringLiteral("filter"));
    m_edit->setFont(Theme::monospace());
    m_edit->setPlaceholderText(tr("Filter: words, /pattern/, or connector:\"Outbound\" tls:failed"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->setToolTip(tr("All terms must hold; a minus in front excludes. /pattern/ is a regular expression over the "
                          "text of an entry, in any case; (?-i) in front of it heeds case."));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_error->setVisible(false);
    m_error->setTextFormat(Qt::PlainText);
    m_completer->setWidget(m_edit);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->popup()->setAccessibleName(tr("Fields of the filter"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_error);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &QueryBar::sayNow);
    connect(m_edit, &QLineEdit::textChanged, this, &QueryBar::colour);
    connect(m_edit, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_edit, &QLineEdit::textEdited, this, &QueryBar::offer);
    connect(m_edit, &QLineEdit::returnPressed, this, &QueryBar::sayNow);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &QueryBar::complete);
    connect(&theme, &Theme::changed, this, &QueryBar::colour);
    setError({});
}

QString QueryBar::text() const
{
    return m_edit->text();
}

void QueryBar::setText(const QString& text)
{
    m_said = text.trimmed();
    if (m_edit->text() != text)
        m_edit->setText(text);
    m_pause.stop();
}

void QueryBar::addTerm(const QString& term)
{
    const QString now = m_edit->text().trimmed();
    const QString padded = QLatin1Char(' ') + now + QLatin1Char(' ');
    if (term.isEmpty() || padded.contains(QLatin1Char(' ') + term + QLatin1Char(' ')))
        return;
    m_edit->setText(now.isEmpty() ? term : now + QLatin1Char(' ') + term);
    sayNow();
}

void QueryBar::setError(const QString& what)
{
    constexpr int kWidest = 420;
    m_error->setText(m_error->fontMetrics().elidedText(what, Qt::ElideRight, kWidest));
    m_error->setToolTip(what.toHtmlEscaped());
    m_error->setVisible(!what.isEmpty());
    QPalette palette = m_error->palette();
    palette.setColor(QPalette::WindowText, m_theme.warn());
    m_error->setPalette(palette);
    m_error->setStyleSheet(QStringLiteral("color: %1").arg(m_theme.warn().name()));
    m_edit->setAccessibleDescription(what.isEmpty() ? tr("Words, fields such as connector, peer, tls, outcome, "
                                                         "code, session, after and before, or a regular expression "
                                                         "between slashes. Escape clears it.")
                                                    : what);
}

void QueryBar::sayNow()
{
    m_pause.stop();
    const QString now = m_edit->text().trimmed();
    if (now == m_said)
        return;
    m_said = now;
    Q_EMIT queryChanged(now);
}

/// A line edit has no formats of its own; those of an input method without any text colour it without changing it.
void QueryBar::colour()
{
    QList<QInputMethodEvent::Attribute> attributes;
    QTextCharFormat format;
    format.setForeground(m_theme.accent());
    auto match = fieldPattern().globalMatch(m_edit->text());
    while (match.hasNext()) {
        const QRegularExpressionMatch found = match.next();
        if (!found.captured().startsWith(QLatin1Char('"')))
            attributes.append({QInputMethodEvent::TextFormat,
                               static_cast<int>(found.capturedStart()) - m_edit->cursorPosition(),
                               static_cast<int>(found.capturedLength()), format});
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(m_edit, &event);
}

QString QueryBar::wordAtCursor(int* start) const
{
    const QString before = m_edit->text().left(m_edit->cursorPosition());
    if (before.count(QLatin1Char('"')) % 2 != 0)
        return {}; // inside quotes nothing is a field
    const int from = static_cast<int>(before.lastIndexOf(QLatin1Char(' '))) + 1;
    const int sign = before.size() > from && before.at(from) == QLatin1Char('-') ? 1 : 0;
    if (start != nullptr)
        *start = from + sign;
    return before.mid(from + sign);
}

void QueryBar::offer()
{
    const QString word = wordAtCursor(nullptr);
    m_completer->setCompletionPrefix(word);
    const bool done =
        m_completer->completionCount() == 1 && m_completer->currentCompletion().compare(word, Qt::CaseInsensitive) == 0;
    if (word.isEmpty() || done || m_completer->completionCount() == 0)
        return m_completer->popup()->hide();
    QRect below = m_edit->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    below.setWidth(260);
    m_completer->complete(below);
}

void QueryBar::complete(const QString& word)
{
    int start = 0;
    const QString typed = wordAtCursor(&start);
    m_edit->setSelection(start, static_cast<int>(typed.size()));
    m_edit->insert(word.endsWith(QLatin1Char(':')) ? word : word + QLatin1Char(' '));
}

bool QueryBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !m_completer->popup()->isVisible()) {
        m_edit->clear();
        sayNow();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void QueryBar::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    m_edit->setFocus(event->reason());
}

} // namespace sendwright
