// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_line.h"

#include "tables/display.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStatusBar>

namespace sendwright {

namespace {

QString grouped(std::size_t number)
{
    return counted(static_cast<qulonglong>(number));
}

} // namespace

StatusLine::StatusLine(Theme& theme, QStatusBar* bar)
    : QObject(bar),
      m_theme(theme),
      m_entries(new QLabel(bar)),
      m_sessions(new QLabel(bar)),
      m_failed(new QLabel(bar)),
      m_selection(new QLabel(bar)),
      m_zone(new QLabel(bar)),
      m_current(new QLabel(bar)),
      m_problems(new QPushButton(bar)),
      m_cancel(new QPushButton(tr("Cancel"), bar)),
      m_progress(new QProgressBar(bar))
{
    for (QPushButton* button : {m_problems, m_cancel})
        button->setProperty("look", QStringLiteral("link"));
    m_cancel->setAccessibleName(tr("Cancel loading"));
    m_progress->setAccessibleName(tr("Progress of loading"));
    m_progress->setFixedWidth(160);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(10);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_entries, m_sessions, m_failed, m_problems, m_current})
        bar->addWidget(widget);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_progress, m_cancel, m_selection, m_zone})
        bar->addPermanentWidget(widget);
    connect(m_cancel, &QPushButton::clicked, this, &StatusLine::cancelRequested);
    connect(m_problems, &QPushButton::clicked, this, &StatusLine::problemsRequested);
    connect(&theme, &Theme::changed, this, &StatusLine::restyle);
    restyle();
    clear();
}

void StatusLine::restyle()
{
    m_failed->setStyleSheet(QStringLiteral("color: %1;").arg(m_theme.bad().name()));
}

void StatusLine::showCounts(const Snapshot& snapshot)
{
    m_entries->setText(tr("%1 entries").arg(grouped(snapshot.rows.size())));
    m_sessions->setText(tr("%1 sessions").arg(grouped(snapshot.sessions().size())));
    const std::size_t failed = snapshot.failedSessions(), tls = snapshot.tlsFailedSessions();
    m_failed->setText(failed == 0 ? QString() : tr("%1 failed, %2 in TLS").arg(grouped(failed), grouped(tls)));
    const std::size_t problems = snapshot.problems->size();
    m_problems->setVisible(problems > 0);
    m_problems->setText(problems == 1 ? tr("1 problem") : tr("%1 problems").arg(grouped(problems)));
}

void StatusLine::showProgress(bool loading, const LoadProgress& progress)
{
    m_progress->setVisible(loading);
    m_cancel->setVisible(loading);
    m_current->setVisible(loading);
    if (!loading)
        return;
    m_progress->setMaximum(1000);
    m_progress->setValue(progress.bytesTotal == 0 ? 0
                                                  : static_cast<int>(progress.bytesDone * 1000 / progress.bytesTotal));
    if (progress.filesTotal == 0 && !progress.current.empty())
        return m_current->setText(tr("Unpacking %1").arg(shown(progress.current)));
    m_current->setText(
        tr("Reading file %1 of %2")
            .arg(grouped(std::min(progress.filesDone + 1, progress.filesTotal)), grouped(progress.filesTotal)));
}

void StatusLine::showSelection(const QString& text)
{
    m_selection->setText(text);
}

void StatusLine::showZone(const QString& zone)
{
    m_zone->setText(zone);
}

void StatusLine::clear()
{
    for (QLabel* label : {m_entries, m_sessions, m_failed, m_selection, m_current})
        label->clear();
    m_problems->hide();
    m_progress->hide();
    m_cancel->hide();
}

} // namespace sendwright
