// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/finding_view.h"

#include "tables/roles.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>
#include <QWhatsThis>

namespace sendwright {

namespace {

constexpr int kMargin = 4, kPadding = 10, kEdge = 4;

/// A card: coloured edge, title, one or two lines of detail.
class CardDelegate : public QStyledItemDelegate
{
public:
    CardDelegate(const Theme& theme, QListView* view) : QStyledItemDelegate(view), m_theme(theme), m_view(view) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const int width = m_view->viewport()->width();
        const QSize title = textSize(titleFont(option.font), index.data(Qt::DisplayRole).toString(), inner(width));
        const QSize detail = textSize(detailFont(option.font), detailText(index), inner(width));
        return {width, title.height() + detail.height() + 2 * kPadding + 2 + 2 * kMargin};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect card = option.rect.adjusted(0, kMargin, -1, -kMargin);
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        const int severity = index.data(SeverityRole).toInt();
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_theme.severityColor(severity));
        painter->drawRoundedRect(card, 4, 4);
        painter->setBrush(selected ? m_theme.selection() : m_theme.panel());
        painter->setPen(QPen(selected ? m_theme.selection() : m_theme.line(), 1));
        painter->drawRoundedRect(QRectF(card.adjusted(kEdge - 1, 0, 0, 0)).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        if (selected && (option.state & QStyle::State_HasFocus) != 0) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(m_theme.accent(), 2));
            // Inside the coloured edge: that one tells how bad it is.
            painter->drawRoundedRect(QRectF(card).adjusted(kEdge, 1, -1, -1), 3, 3);
        }
        paintWords(painter, card, option, index, selected);
        painter->restore();
    }

private:
    static int inner(int width) { return width - 2 * kPadding - kEdge - 2; }
    static QFont titleFont(QFont font)
    {
        font.setWeight(QFont::DemiBold);
        return font;
    }
    static QFont detailFont(QFont font)
    {
        font.setPointSizeF(font.pointSizeF() * 0.92);
        return font;
    }
    static QSize textSize(const QFont& font, const QString& text, int width)
    {
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, text).size();
    }
    /// Long reasons (what was ruled out) are cut; the tool tip has them whole.
    QString detailText(const QModelIndex& index) const
    {
        const QString text = index.data(DetailRole).toString();
        const int sentence = static_cast<int>(text.indexOf(QStringLiteral(". ")));
        return sentence > 0 ? text.left(sentence + 1) : text;
    }

    void paintWords(QPainter* painter, const QRect& card, const QStyleOptionViewItem& option, const QModelIndex& index,
                    bool selected) const
    {
        const QRect words = card.adjusted(kEdge + kPadding, kPadding, -kPadding, -kPadding);
        painter->setFont(titleFont(option.font));
        painter->setPen(selected ? m_theme.selectionText() : m_theme.text());
        QRect used;
        painter->drawText(words, Qt::TextWordWrap, index.data(Qt::DisplayRole).toString(), &used);
        painter->setFont(detailFont(option.font));
        painter->setPen(selected ? m_theme.selectionDim() : m_theme.dim());
        painter->drawText(words.adjusted(0, used.height() + 2, 0, 0), Qt::TextWordWrap, detailText(index));
    }

    const Theme& m_theme;
    QListView* m_view;
};

} // namespace

FindingView::FindingView(Theme& theme, ViewState& state, QWidget* parent)
    : QListView(parent), m_theme(theme), m_state(state), m_model(this)
{
    setAccessibleName(tr("Findings"));
    setModel(&m_model);
    setItemDelegate(new CardDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(false);
    setMouseTracking(true);
    setViewportMargins(8, 0, 4, 0);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) { choose(now); });
    connect(this, &QListView::clicked, this, &FindingView::choose);
    connect(&state, &ViewState::findingChanged, this, &FindingView::follow);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void FindingView::show(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Analysis> analysis,
                       const Knowledge& knowledge)
{
    m_following = true;
    m_analysis = analysis;
    m_model.show(std::move(snapshot), std::move(analysis), knowledge);
    m_following = false;
    follow(m_state.finding());
}

void FindingView::choose(const QModelIndex& index)
{
    if (m_following || !index.isValid())
        return;
    const auto row = index.data(RowIndexRole).toUInt();
    if (m_model.isFinding(index.row()))
        m_state.selectFinding(index.row());
    if (row != kNoRow)
        Q_EMIT rowRequested(row);
}

void FindingView::follow(int finding)
{
    if (finding >= m_model.findings() || (finding >= 0 && currentIndex().row() == finding))
        return;
    m_following = true;
    setCurrentIndex(finding >= 0 ? m_model.index(finding) : QModelIndex());
    m_following = false;
}

QString FindingView::detail(const QModelIndex& index) const
{
    if (m_analysis && m_model.isFinding(index.row()))
        return findingDetail(m_analysis->findings[static_cast<std::size_t>(index.row())]);
    return index.data(Qt::ToolTipRole).toString();
}

bool FindingView::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QListView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QModelIndex index = indexAt(help->pos());
    if (index.isValid())
        QToolTip::showText(help->globalPos(), detail(index), viewport(), visualRect(index));
    else
        QToolTip::hideText();
    return true;
}

/// Enter does for the keyboard what pointing does for the mouse.
void FindingView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || !currentIndex().isValid())
        return QListView::keyPressEvent(event);
    choose(currentIndex());
    QWhatsThis::showText(viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()), detail(currentIndex()),
                         this);
}

void FindingView::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.dim());
    painter.drawText(viewport()->rect().adjusted(8, 12, -8, -8), Qt::TextWordWrap,
                     tr("No findings. What the evidence says is wrong appears here, most likely first."));
}

void FindingView::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout(); // cards wrap their words to the new width
}

namespace {

QString listed(const QString& heading, const std::vector<std::string>& lines)
{
    if (lines.empty())
        return {};
    QString text = QStringLiteral("<p><b>%1</b></p><ul>").arg(heading);
    for (const std::string& line : lines)
        text += QStringLiteral("<li>%1</li>").arg(QString::fromStdString(line).toHtmlEscaped());
    return text + QStringLiteral("</ul>");
}

/// Each question with what its answers would mean.
QString asked(const std::vector<Question>& questions)
{
    if (questions.empty())
        return {};
    QString text = QStringLiteral("<p><b>%1</b></p><ul>").arg(FindingView::tr("What would settle it"));
    for (const Question& question : questions) {
        text += QStringLiteral("<li>%1<ul>").arg(QString::fromStdString(question.what).toHtmlEscaped());
        for (const Question::Reply& reply : question.replies)
            text += QStringLiteral("<li>%1</li>")
                        .arg(FindingView::tr("If %1: %2")
                                 .arg(QString::fromStdString(reply.when), QString::fromStdString(reply.means))
                                 .toHtmlEscaped());
        text += QStringLiteral("</ul></li>");
    }
    return text + QStringLiteral("</ul>");
}

} // namespace

QString findingDetail(const Finding& finding)
{
    const QString sure = FindingView::tr("%1 (%2 %)")
                             .arg(QString::fromUtf8(sureness(finding.confidence)))
                             .arg(qRound(finding.confidence * 100));
    QString text = QStringLiteral("<p><b>%1</b></p><p>%2</p><p>%3</p>")
                       .arg(QString::fromStdString(finding.title).toHtmlEscaped(),
                            QString::fromStdString(finding.summary).toHtmlEscaped(), sure);
    text += listed(FindingView::tr("Reasons"), finding.reasons);
    text += listed(FindingView::tr("Against it"), finding.against);
    return text + asked(finding.settles);
}

} // namespace sendwright
