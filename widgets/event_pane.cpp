// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/event_pane.h"

#include "core/text_scan.h"
#include "knowledge/event_values.h"
#include "knowledge/event_wording.h"
#include "tables/display.h"
#include "tables/event_words.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QScrollBar>
#include <QTimer>

namespace sendwright {

namespace {

QString escaped(std::string_view text)
{
    return shown(text).toHtmlEscaped();
}

/// The message with its own line ends, for it is read here and not in a cell.
QString paragraphs(const std::string& line)
{
    QString out;
    const std::string_view kept = bounded(line, kShownBytes);
    for (const QString& part :
         QString::fromUtf8(kept.data(), static_cast<qsizetype>(kept.size())).split(QLatin1Char('\n'))) {
        const QString text = escaped(part.toStdString()).trimmed();
        if (!text.isEmpty())
            out += (out.isEmpty() ? QString() : QStringLiteral("<br>")) + text;
    }
    return kept.size() < line.size() ? out + QStringLiteral(" …") : out;
}

} // namespace

EventPane::EventPane(const Theme& theme, QWidget* parent) : QTextBrowser(parent), m_theme(theme)
{
    setObjectName(QStringLiteral("eventPane"));
    setAccessibleName(tr("The chosen event"));
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(8);
    hide();
}

void EventPane::show(const EventRecord& event, const std::string& line, const Knowledge& knowledge)
{
    m_event = event;
    m_line = line;
    m_knowledge = &knowledge;
    build();
    setVisible(true);
}

void EventPane::clearEvent()
{
    m_knowledge = nullptr;
    setVisible(false);
    clear();
}

void EventPane::build()
{
    if (m_knowledge == nullptr)
        return;
    const QString dim = m_theme.dim().name();
    QString about = eventLevel(m_event);
    if (!m_event.computer.empty())
        about += QStringLiteral(" · ") + shown(m_event.computer);
    QString html = QStringLiteral("<p style='margin:0 0 6px 0'><b>%1</b> <span style='color:%2'>%3</span>")
                       .arg(eventName(m_event).toHtmlEscaped(), dim, about.toHtmlEscaped());
    // Text that is nothing but the values would say everything twice.
    if (!m_event.message.empty() || m_line.find(kOurWordingMark) != std::string::npos)
        html += QStringLiteral("&nbsp;&nbsp; ") + paragraphs(m_line);
    setHtml(html + QStringLiteral("</p>") + values(true) + values(false));
    moveCursor(QTextCursor::Start);
    // Once more when the pane has its final size.
    QTimer::singleShot(0, this, [this] { verticalScrollBar()->setValue(0); });
}

/// A table of the values that are explained, or of the others: what is explained comes first, for there is little room.
QString EventPane::values(bool explained) const
{
    const QString dim = m_theme.dim().name();
    QString html = QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    for (const ExplainedValue& value : explainValues(*m_knowledge, m_event))
        if (value.explanation.empty() != explained)
            html += QStringLiteral("<tr><td style='color:%1'>%2&nbsp;&nbsp;&nbsp;</td><td>%3&nbsp;&nbsp;&nbsp;</td>"
                                   "<td style='color:%1'>%4</td></tr>")
                        .arg(dim, value.name.empty() ? tr("no name") : escaped(value.name), escaped(value.value),
                             escaped(value.explanation));
    return html + QStringLiteral("</table>");
}

QSize EventPane::sizeHint() const
{
    return {400, fontMetrics().lineSpacing() * 9};
}

QSize EventPane::minimumSizeHint() const
{
    return {160, fontMetrics().lineSpacing() * 4};
}

void EventPane::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        build();
}

} // namespace sendwright
