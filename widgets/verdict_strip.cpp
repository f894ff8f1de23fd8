// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/verdict_strip.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sendwright {

VerdictStrip::VerdictStrip(Theme& theme, QWidget* parent)
    : QFrame(parent),
      m_theme(theme),
      m_title(new QLabel(this)),
      m_text(new QLabel(this)),
      m_evidence(new QPushButton(tr("Evidence"), this)),
      m_checklist(new QPushButton(tr("Checklist"), this))
{
    setObjectName(QStringLiteral("verdict"));
    setAccessibleName(tr("Verdict"));
    m_title->setWordWrap(true);
    m_text->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_evidence->setAccessibleDescription(tr("Shows the decisive entry"));
    m_checklist->setAccessibleDescription(tr("Opens the step that the evidence speaks of"));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 10, 12, 10);
    row->setSpacing(8);
    row->addLayout(words, 1);
    row->addWidget(m_evidence, 0, Qt::AlignVCenter);
    row->addWidget(m_checklist, 0, Qt::AlignVCenter);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_evidence, &QPushButton::clicked, this, &VerdictStrip::evidenceRequested);
    connect(m_checklist, &QPushButton::clicked, this, &VerdictStrip::checklistRequested);
    connect(&theme, &Theme::changed, this, &VerdictStrip::restyle);
    restyle();
}

void VerdictStrip::show(const Analysis& analysis, bool loading, int percent)
{
    m_kind = analysis.verdict.kind;
    QString title = QString::fromStdString(analysis.verdict.title);
    QString text = QString::fromStdString(analysis.verdict.text);
    if (loading) {
        const bool known = m_kind == Verdict::Kind::Problem || m_kind == Verdict::Kind::Warning;
        text = known ? tr("So far: %1").arg(text)
                     : tr("%1 % read. Findings appear as soon as the first rows are in.").arg(percent);
        title = known ? title : tr("Reading the evidence");
        m_kind = known ? m_kind : Verdict::Kind::Empty;
    }
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    const bool something =
        !analysis.findings.empty() &&
        (m_kind == Verdict::Kind::Problem || m_kind == Verdict::Kind::Warning || m_kind == Verdict::Kind::Mended);
    m_evidence->setVisible(something);
    m_checklist->setVisible(something);
    setAccessibleDescription(title + QLatin1Char(' ') + text);
    restyle();
}

void VerdictStrip::restyle()
{
    QColor color = m_theme.text(), ground = m_theme.panel(), edge = m_theme.line();
    if (m_kind == Verdict::Kind::Problem) {
        color = edge = m_theme.bad();
        ground = m_theme.badGround();
    } else if (m_kind == Verdict::Kind::Warning) {
        color = edge = m_theme.warn();
        ground = m_theme.warnGround();
    } else if (m_kind == Verdict::Kind::Healthy || m_kind == Verdict::Kind::Mended) {
        color = edge = m_theme.good();
        ground = m_theme.goodGround();
    }
    const QString sheet = QStringLiteral("#verdict { background: %1; border: 1px solid %2; border-radius: 5px; }")
                              .arg(ground.name(), edge.name());
    QFont bold = font();
    bold.setPointSizeF(bold.pointSizeF() * 1.1);
    bold.setWeight(QFont::DemiBold);
    // Styling costs, and while loading this is called for every word of progress.
    if (sheet == styleSheet() && m_title->font().pointSizeF() == bold.pointSizeF())
        return;
    setStyleSheet(sheet);
    m_title->setFont(bold);
    m_title->setStyleSheet(QStringLiteral("color: %1; background: transparent;").arg(color.name()));
    m_text->setStyleSheet(QStringLiteral("color: %1; background: transparent;").arg(m_theme.text().name()));
}

} // namespace sendwright
