// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/main_window.h"

#include "engine/workbench.h"
#include "tables/session_table_model.h"
#include "widgets/checklist_view.h"
#include "widgets/commands.h"
#include "widgets/data_table.h"
#include "widgets/detail_tabs.h"
#include "widgets/entry_view.h"
#include "widgets/finding_view.h"
#include "widgets/navigator.h"
#include "widgets/query_bar.h"
#include "widgets/session_view.h"
#include "widgets/source_view.h"
#include "widgets/start_page.h"
#include "widgets/status_line.h"
#include "widgets/timeline_view.h"
#include "widgets/verdict_strip.h"
#include "widgets/window_layout.h"
#include "widgets/zone_menu.h"

#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace sendwright {

MainWindow::MainWindow(Theme& theme, Workbench& workbench, const Settings& settings, QWidget* parent)
    : QMainWindow(parent),
      m_theme(theme),
      m_workbench(workbench),
      m_settings(settings),
      m_state(this),
      m_commands(new Commands(this)),
      m_layout(new WindowLayout(this))
{
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::NoContextMenu);
    resize(1440, 900);
    for (int panel = 0; panel < static_cast<int>(Panel::Count); ++panel)
        m_layout->add(static_cast<Panel>(panel));
    buildToolRow();
    buildCentre();
    m_commands->buildMenus(menuBar(), m_layout->toggles());
    m_commands->setRecent(m_settings);
    m_commands->setTheme(theme.choice());
    m_status = new StatusLine(theme, statusBar());
    connectWorkbench();
    connectState();
    connectCommands();
    m_layout->reset();
    m_layout->restore(m_settings.layout);
    if (!m_settings.geometry.isEmpty())
        restoreGeometry(m_settings.geometry);
    connect(&theme, &Theme::changed, this, &MainWindow::applyTheme);
    tellZone();
    updateCentre();
    if (!workbench.isEmpty())
        furnish();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectWorkbench()
{
    // First of all, so that whatever a load tells meets the panels.
    connect(&m_workbench, &Workbench::loadingChanged, this, &MainWindow::furnish);
    connect(&m_workbench, &Workbench::documentChanged, this, &MainWindow::furnish);
    connect(&m_workbench, &Workbench::snapshotChanged, this, &MainWindow::takeSnapshot);
    connect(&m_workbench, &Workbench::analysisChanged, this, &MainWindow::takeAnalysis);
    connect(&m_workbench, &Workbench::documentChanged, this, &MainWindow::takeDocument);
    connect(&m_workbench, &Workbench::progressChanged, this, [this] {
        m_status->showProgress(m_workbench.isLoading(), m_workbench.progress());
        updateCentre();
    });
    connect(&m_workbench, &Workbench::loadingChanged, this, [this](bool loading) {
        m_status->showProgress(loading, m_workbench.progress());
        if (loading)
            m_fresh = m_state.finding() < 0;
        updateCentre();
    });
    connect(&m_workbench, &Workbench::caseOpened, this, [this] { m_restore = true; });
    connect(&m_workbench, &Workbench::failed, this, &MainWindow::notice);
    connect(&m_workbench, &Workbench::reportWritten, this,
            [this](const QString& path) { notice(tr("Report written: %1").arg(path)); });
    connect(&m_workbench, &Workbench::filtered, this,
            [this](const QString& text, auto rows, auto sessions, const QString& error) {
                if (text != m_state.filter())
                    return;
                m_query->setError(error);
                m_filtered = sessions;
                m_detail->setFilteredRows(rows);
                m_sessions->model()->apply(m_workbench.snapshot(), sessions, {Change::Kind::Appended, 0, 0});
                updateSelection();
            });
}

void MainWindow::connectViews()
{
    connect(m_query, &QueryBar::queryChanged, &m_state, &ViewState::setFilter);
    connect(m_sessions, &DataTable::filterTermRequested, m_query, &QueryBar::addTerm);
    connect(m_detail, &DetailTabs::filterTermRequested, m_query, &QueryBar::addTerm);
    for (const DataTable* table : findChildren<DataTable*>())
        connect(table, &DataTable::noticed, this, &MainWindow::notice);
    connect(m_sessions, &DataTable::explainRequested, this, &MainWindow::explainRow);
    connect(m_detail, &DetailTabs::explainRequested, this, &MainWindow::explainRow);
    connect(m_findings, &FindingView::rowRequested, this, &MainWindow::showRow);
    connect(m_checklist, &ChecklistView::rowRequested, this, &MainWindow::showRow);
    connect(m_checklist, &ChecklistView::answeredChanged, this, [this] {
        m_layout->setCount(Panel::Checklist,
                           tr("%1 OF %2 ANSWERED").arg(m_checklist->answered()).arg(m_checklist->steps()));
    });
    connect(m_verdict, &VerdictStrip::evidenceRequested, this, &MainWindow::showNextEvidence);
    connect(m_verdict, &VerdictStrip::checklistRequested, this, &MainWindow::openTellingStep);
    connect(m_sources, &SourceView::problemsRequested, this, &MainWindow::showProblems);
    connect(m_sources, &SourceView::zoneRequested, this, &MainWindow::askZone);
    connect(m_sources, &SourceView::codePageRequested, this, &MainWindow::askCodePage);
    connect(m_sources, &SourceView::recoverRequested, &m_workbench, &Workbench::setRecoverDeleted);
    connect(m_status, &StatusLine::problemsRequested, this, [this] { showProblems(); });
    connect(m_status, &StatusLine::cancelRequested, &m_workbench, &Workbench::cancel);
    connect(m_start, &StartPage::openFilesRequested, this, &MainWindow::openFiles);
    connect(m_start, &StartPage::openFolderRequested, this, &MainWindow::openFolder);
    connect(m_start, &StartPage::sampleRequested, &m_workbench, &Workbench::openSampleCase);
    connect(m_start, &StartPage::pathRequested, this, [this](const QString& path) { open({path}); });
}

void MainWindow::connectState()
{
    connect(&m_state, &ViewState::filterChanged, this, &MainWindow::applyFilter);
    connect(&m_state, &ViewState::sessionChanged, this, &MainWindow::updateSelection);
    connect(&m_state, &ViewState::entryChanged, this, &MainWindow::updateSelection);
    connect(&m_state, &ViewState::findingChanged, this, [this] { m_evidence = 0; });
    connect(&m_state, &ViewState::historyChanged, this, [this] {
        m_commands->back->setEnabled(m_state.canGoBack());
        m_commands->forward->setEnabled(m_state.canGoForward());
    });
    m_commands->back->setEnabled(false);
    m_commands->forward->setEnabled(false);
}

void MainWindow::takeSnapshot(const Change& change)
{
    furnish();
    const auto snapshot = m_workbench.snapshot();
    if (snapshot->sessions().size() <= m_state.session() && m_state.session() != kNoSession) {
        // More evidence has all of it read anew: the step under a person's hands and the filter stay, the
        // finding comes back.
        const QString step = m_state.step(), filter = m_state.filter();
        m_lost = m_workbench.isLoading();
        m_state.reset();
        if (m_lost) {
            m_state.setFilter(filter);
            m_state.openStep(step);
        }
    }
    m_sessions->model()->setText(m_workbench.rowText());
    m_sessions->model()->apply(snapshot, m_filtered, change);
    m_sources->show(snapshot);
    m_detail->show(snapshot, m_workbench.rowText(), m_workbench.analysis(), m_workbench.knowledge(), change);
    m_timeline->show(snapshot, m_workbench.analysis(), m_workbench.density(), m_workbench.rowText());
    m_layout->setCount(Panel::Sources,
                       snapshot->sources.empty() ? QString() : QString::number(snapshot->sources.size()));
    if (snapshot->sources.empty())
        m_status->clear();
    else
        m_status->showCounts(*snapshot);
    updateCentre();
}

void MainWindow::takeAnalysis()
{
    furnish();
    const auto analysis = m_workbench.analysis();
    m_findings->show(m_workbench.snapshot(), analysis, m_workbench.knowledge());
    m_layout->setCount(Panel::Findings,
                       analysis->findings.empty() ? QString() : QString::number(analysis->findings.size()));
    m_detail->show(m_workbench.snapshot(), m_workbench.rowText(), analysis, m_workbench.knowledge());
    m_timeline->show(m_workbench.snapshot(), analysis, m_workbench.density(), m_workbench.rowText());
    m_checklist->refresh();
    updateCentre();
    if (!m_workbench.isSettled() || m_workbench.isEmpty())
        return;
    if (m_restore)
        restoreView();
    else if (m_fresh)
        selectFirstFinding();
    else if (m_lost && m_state.finding() < 0 && !analysis->findings.empty()) {
        m_state.selectFinding(0);
        m_evidence = 0;
        showNextEvidence();
    }
    m_restore = m_lost = false;
    Q_EMIT shown();
}

void MainWindow::takeDocument()
{
    m_checklist->refresh();
    updateTitle();
    updateCentre();
}

/// A new case opens on its answer: the first finding, its decisive entry, and the step it speaks of.
void MainWindow::selectFirstFinding()
{
    if (m_workbench.analysis()->findings.empty())
        return;
    m_state.selectFinding(0);
    m_evidence = 0;
    showNextEvidence();
    openTellingStep();
}

void MainWindow::showRow(RowIndex row)
{
    if (row < m_workbench.snapshot()->rows.size())
        m_state.selectEntry(row, m_workbench.snapshot()->sessionOf(row));
}

/// Where the words of an entry are explained: beside it in the conversation, or beside the Windows event.
void MainWindow::explainRow(RowIndex row)
{
    showRow(row);
    m_detail->setCurrentIndex(m_state.session() != kNoSession ? DetailTabs::Conversation : DetailTabs::Events);
}

/// Each press shows the next entry that the finding cites.
void MainWindow::showNextEvidence()
{
    const auto& findings = m_workbench.analysis()->findings;
    const auto chosen = static_cast<std::size_t>(std::max(m_state.finding(), 0));
    if (chosen >= findings.size())
        return;
    const auto& evidence = findings[chosen].evidence;
    for (std::size_t tried = 0; tried < evidence.size(); ++tried) {
        const RowIndex row = evidence[(m_evidence + tried) % evidence.size()].row;
        if (row == kNoRow)
            continue;
        m_evidence = (m_evidence + tried + 1) % evidence.size();
        return showRow(row);
    }
}

void MainWindow::openTellingStep()
{
    if (m_workbench.analysis()->verdict.kind == Verdict::Kind::Mended)
        return m_state.openStep(QStringLiteral("verify"));
    const auto& steps = m_workbench.analysis()->checklist;
    for (const StepState wanted : {StepState::Contradicted, StepState::Suggested}) {
        const auto found =
            std::find_if(steps.begin(), steps.end(), [wanted](const StepResult& step) { return step.state == wanted; });
        if (found != steps.end())
            return m_state.openStep(QString::fromStdString(found->id));
    }
}

void MainWindow::restoreView()
{
    const CaseDocument& document = m_workbench.document();
    const auto& findings = m_workbench.analysis()->findings;
    const auto finding = std::find_if(findings.begin(), findings.end(),
                                      [&](const Finding& f) { return f.rule == document.selectedFinding; });
    m_state.selectFinding(finding != findings.end() ? static_cast<int>(finding - findings.begin()) : -1);
    m_query->setText(QString::fromStdString(document.filter));
    m_state.setFilter(QString::fromStdString(document.filter));
    m_state.selectSession(sessionOfKey(*m_workbench.snapshot(), QString::fromStdString(document.selectedSession)));
    m_layout->restore(QByteArray::fromBase64(QByteArray::fromStdString(document.layout)));
}

void MainWindow::applyFilter(const QString& text)
{
    if (m_query->text() != text)
        m_query->setText(text);
    m_workbench.filter(text);
}

void MainWindow::tellZone()
{
    m_zone->setText(zoneLabel(m_settings.zone));
    m_zone->setAccessibleName(tr("Time zone: %1").arg(m_zone->text()));
    m_status->showZone(m_zone->text());
}

void MainWindow::applyZone()
{
    const QTimeZone zone = zoneOf(m_settings.zone);
    m_timeline->setZone(zone);
    m_sessions->model()->setZone(zone);
    m_sources->sources().setZone(zone);
    m_detail->setZone(zone);
}

void MainWindow::applyTheme()
{
    if (auto* app = qobject_cast<QApplication*>(QCoreApplication::instance()))
        m_theme.apply(*app);
    m_commands->setTheme(m_theme.choice());
}

void MainWindow::updateTitle()
{
    const QString file = m_workbench.caseFile();
    const QString name =
        file.isEmpty() ? (m_workbench.isEmpty() ? QString() : tr("unsaved case")) : QFileInfo(file).completeBaseName();
    setWindowTitle(name.isEmpty() ? tr("Sendwright[*]") : tr("%1[*] – Sendwright").arg(name));
    setWindowModified(m_workbench.isModified());
}

void MainWindow::updateCentre()
{
    const bool empty = m_workbench.isEmpty();
    const LoadProgress progress = m_workbench.progress();
    const int percent = progress.bytesTotal == 0 ? 0 : static_cast<int>(progress.bytesDone * 100 / progress.bytesTotal);
    if (m_verdict != nullptr)
        m_verdict->show(*m_workbench.analysis(), !m_workbench.isSettled(), percent);
    m_centre->setCurrentIndex(empty ? 0 : 1);
    fitCentre();
    m_layout->setShown(!empty);
    for (QAction* action : {m_commands->exportReport, m_commands->saveCase, m_commands->saveCaseAs,
                            m_commands->closeCase, m_commands->nextFailure, m_commands->previousFailure,
                            m_commands->goToTime, m_commands->problems, m_commands->filter})
        action->setEnabled(!empty);
    m_query->setEnabled(!empty);
    updateTitle();
}

/// With panels around it the centre is as tall as the verdict's words need at this width; the start page takes it all.
void MainWindow::fitCentre()
{
    if (m_workbench.isEmpty()) {
        m_centre->setMinimumHeight(0);
        m_centre->setMaximumHeight(QWIDGETSIZE_MAX);
        return;
    }
    QWidget* top = m_centre->widget(1);
    const int needed = top->layout()->totalHeightForWidth(std::max(m_centre->width(), 300));
    m_centre->setFixedHeight(std::max(needed, top->sizeHint().height() / 2));
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    QTimer::singleShot(0, this, &MainWindow::fitCentre);
}

void MainWindow::updateSelection()
{
    const Snapshot& snapshot = *m_workbench.snapshot();
    QString text;
    const SessionIndex session = m_state.session();
    if (session < snapshot.sessions().size()) {
        const std::string_view id = snapshot.text(snapshot.sessions()[session].id);
        text = tr("Session %1").arg(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())));
        const auto rows = snapshot.sessionRows(session);
        const auto place = std::find(rows.begin(), rows.end(), m_state.entry());
        if (place != rows.end())
            text += tr(" · entry %1 of %2").arg(place - rows.begin() + 1).arg(rows.size());
    } else if (m_state.entry() < snapshot.rows.size()) {
        text = tr("Windows event");
    }
    m_status->showSelection(text);
    m_layout->setCount(Panel::Sessions,
                       m_filtered ? tr("%1 OF %2").arg(m_filtered->size()).arg(snapshot.sessions().size()) : QString());
}

void MainWindow::notice(const QString& text)
{
    furnish();
    m_notice->setText(text);
    m_notice->setStyleSheet(
        QStringLiteral("QLabel { background: %1; color: %2; border-radius: 4px; padding: 6px 10px; }")
            .arg(m_theme.warnGround().name(), m_theme.text().name()));
    m_notice->setVisible(!text.isEmpty());
    statusBar()->showMessage(text, 12'000);
    updateCentre();
    QTimer::singleShot(20'000, this, [this, text] {
        if (m_notice->text() == text)
            m_notice->hide();
        updateCentre();
    });
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_centre && event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &MainWindow::fitCentre);
    return QMainWindow::eventFilter(watched, event);
}

bool MainWindow::isSettled() const
{
    return m_workbench.isSettled() && (m_workbench.isEmpty() || m_workbench.snapshot()->complete);
}

} // namespace sendwright
