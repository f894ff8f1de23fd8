// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of the window do.

#include "engine/workbench.h"
#include "tables/display.h"
#include "tables/source_table_model.h"
#include "widgets/commands.h"
#include "widgets/data_table.h"
#include "widgets/export_dialog.h"
#include "widgets/main_window.h"
#include "widgets/navigator.h"
#include "widgets/query_bar.h"
#include "widgets/start_page.h"
#include "widgets/window_layout.h"
#include "widgets/zone_menu.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QMessageBox>
#include <QMimeData>
#include <QRegularExpression>
#include <QSortFilterProxyModel>
#include <QVBoxLayout>
#include <QWhatsThis>

namespace sendwright {

void MainWindow::connectCommands()
{
    Commands& c = *m_commands;
    const auto on = [this](QAction* action, auto function) { connect(action, &QAction::triggered, this, function); };
    on(c.openFiles, &MainWindow::openFiles);
    on(c.openFolder, &MainWindow::openFolder);
    on(c.openCase, &MainWindow::openCaseFile);
    on(c.saveCase, [this] { saveCase(m_workbench.caseFile().isEmpty()); });
    on(c.saveCaseAs, [this] { saveCase(true); });
    on(c.closeCase, [this] {
        m_workbench.closeCase();
        m_state.reset();
    });
    on(c.sampleCase, [this] { m_workbench.openSampleCase(); });
    on(c.exportReport, &MainWindow::showExport);
    on(c.quit, &MainWindow::close);
    on(c.paste, &MainWindow::pasteEvidence);
    on(c.filter, [this] { m_query->edit()->setFocus(Qt::ShortcutFocusReason); });
    on(c.clearFilter, [this] { m_state.setFilter({}); });
    on(c.nextFailure, [this] { stepFailure(true); });
    on(c.previousFailure, [this] { stepFailure(false); });
    on(c.goToTime, &MainWindow::goToTime);
    on(c.back, [this] { m_state.back(); });
    on(c.forward, [this] { m_state.forward(); });
    on(c.problems, [this] { showProblems(); });
    c.oneWindow->setChecked(m_settings.oneWindow);
    connect(c.oneWindow, &QAction::toggled, this, [this](bool wanted) { m_settings.oneWindow = wanted; });
    on(c.resetLayout, [this] { m_layout->reset(); });
    on(c.help, &MainWindow::showHelp);
    on(c.about, [this] { QMessageBox::about(this, tr("About Sendwright"), aboutText()); });
    for (std::size_t i = 0; i < c.focusPanel.size(); ++i)
        on(c.focusPanel[i], [this, i] {
            furnish();
            m_layout->focus(static_cast<Panel>(i));
        });
    connect(&c, &Commands::recentRequested, this, [this](const QString& path) { open({path}); });
    connect(&c, &Commands::themeRequested, this, [this](Theme::Choice choice) {
        constexpr const char* kNames[] = {"system", "light", "dark"};
        m_settings.theme = QLatin1String(kNames[static_cast<std::size_t>(choice)]);
        m_theme.setChoice(choice);
    });
}

void MainWindow::open(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    for (const QString& path : paths) {
        const bool isCase = path.endsWith(QStringLiteral(".swcase"), Qt::CaseInsensitive);
        remember(isCase ? m_settings.recentCases : m_settings.recentSources, QFileInfo(path).absoluteFilePath());
    }
    m_settings.lastFolder = QFileInfo(paths.front()).absolutePath();
    m_commands->setRecent(m_settings);
    m_start->setRecent(m_settings);
    m_workbench.open(paths);
}

void MainWindow::openFiles()
{
    auto* dialog = new QFileDialog(this, tr("Open logs and exports"), m_settings.lastFolder, tr("All files (*)"));
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::open);
    dialog->open();
}

void MainWindow::openFolder()
{
    auto* dialog = new QFileDialog(this, tr("Open a folder of logs"), m_settings.lastFolder);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::open);
    dialog->open();
}

void MainWindow::openCaseFile()
{
    auto* dialog = new QFileDialog(this, tr("Open a case"), m_settings.lastFolder, tr("Sendwright cases (*.swcase)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::open);
    dialog->open();
}

void MainWindow::saveCase(bool ask)
{
    const auto save = [this](const QString& path) {
        const auto& findings = m_workbench.analysis()->findings;
        const auto chosen = static_cast<std::size_t>(std::max(m_state.finding(), 0));
        const QString finding = m_state.finding() >= 0 && chosen < findings.size()
                                    ? QString::fromStdString(findings[chosen].rule)
                                    : QString();
        m_workbench.rememberView(sessionKey(*m_workbench.snapshot(), m_state.session()), finding, m_state.filter(),
                                 QString::fromLatin1(m_layout->save().toBase64()));
        remember(m_settings.recentCases, path);
        m_commands->setRecent(m_settings);
        m_workbench.saveCase(path);
    };
    if (!ask)
        return save(m_workbench.caseFile());
    auto* dialog = new QFileDialog(this, tr("Save the case"), m_settings.lastFolder, tr("Sendwright cases (*.swcase)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("swcase"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, save);
    dialog->open();
}

void MainWindow::showExport()
{
    if (m_export) {
        m_export->raise();
        return;
    }
    m_export = new ExportDialog(m_workbench, m_settings, this);
    connect(m_export, &ExportDialog::exportRequested, this, [this](const ReportOptions& options) {
        m_settings.redact = options.redact;
        m_settings.keep = options.keep;
        askExportPath(options);
    });
    m_export->open();
}

void MainWindow::askExportPath(const ReportOptions& options)
{
    auto* dialog =
        new QFileDialog(this, tr("Write the report"), m_settings.lastFolder + QStringLiteral("/sendwright-report.html"),
                        tr("HTML (*.html)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, options](const QString& path) { exportTo(path, options); });
    dialog->open();
}

void MainWindow::exportTo(const QString& path, const ReportOptions& options)
{
    m_workbench.exportReport(path, options);
}

void MainWindow::pasteEvidence()
{
    takeIn(QGuiApplication::clipboard()->mimeData());
}

void MainWindow::takeIn(const QMimeData* mime)
{
    if (mime == nullptr)
        return;
    QStringList paths;
    for (const QUrl& url : mime->urls())
        if (url.isLocalFile())
            paths += url.toLocalFile();
    if (!paths.isEmpty())
        return open(paths);
    if (mime->hasText())
        m_workbench.paste(mime->text(), tr("Pasted text %1").arg(++m_pastes));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    takeIn(event->mimeData());
    event->acceptProposedAction();
}

void MainWindow::goToTime()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to time"));
    dialog->setLabelText(tr("Time in %1, such as 14:07:11 or 2017-10-18 14:07").arg(zoneLabel(m_settings.zone)));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& text) {
        const Snapshot& snapshot = *m_workbench.snapshot();
        const RowIndex here =
            m_state.entry() < snapshot.rows.size() ? m_state.entry() : entryAt(snapshot, TimePoint{0});
        const auto time = typedTime(text, zoneOf(m_settings.zone), here != kNoRow ? snapshot.time(here) : TimePoint{});
        if (!time)
            return notice(tr("\"%1\" is no time. Write 14:07:11 or 2017-10-18 14:07.").arg(text));
        showRow(entryAt(snapshot, *time));
    });
    dialog->open();
}

void MainWindow::stepFailure(bool forward)
{
    const SessionIndex next = nextFailure(*m_workbench.snapshot(), m_filtered.get(), m_state.session(), forward);
    if (next == kNoSession)
        return notice(m_filtered ? tr("No session that fits the filter failed. Clear the filter to look at all.")
                                 : tr("No session failed."));
    m_state.selectSession(next);
}

void MainWindow::showHelp()
{
    const Panel panel = m_layout->panelOf(QApplication::focusWidget());
    QWidget* near = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : this;
    QWhatsThis::showText(near->mapToGlobal(near->rect().center()),
                         panel == Panel::Count ? windowHelp() : panelHelp(panel), near);
}

void MainWindow::showProblems(const QString& source)
{
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(source.isEmpty() ? tr("Problems") : tr("Problems of %1").arg(source));
    dialog->resize(760, 420);
    auto* table = new DataTable(m_theme, dialog);
    auto* model = new ProblemTableModel(table);
    model->show(m_workbench.snapshot());
    auto* ofSource = new QSortFilterProxyModel(table);
    ofSource->setSourceModel(model);
    ofSource->setFilterKeyColumn(ProblemTableModel::File);
    if (!source.isEmpty())
        ofSource->setFilterRegularExpression(
            QRegularExpression::anchoredPattern(QRegularExpression::escape(sendwright::shown(source.toStdString()))));
    table->setModel(ofSource);
    table->setAccessibleName(tr("Problems"));
    table->setEmptyText(tr("No problems"), tr("Every row was read as it stands."));
    table->setColumnWidths({26, 8, 90});
    auto* box = new QVBoxLayout(dialog);
    box->addWidget(table);
    dialog->show();
}

void MainWindow::askZone(const QString& source)
{
    pickFromList(this, tr("Time zone of %1").arg(source), tr("The computer that wrote this export was set to"),
                 zoneNames(), {}, [this, source](const QString& zone) { m_workbench.setZone(source, zone); });
}

void MainWindow::askCodePage(const QString& source)
{
    pickFromList(this, tr("Code page of %1").arg(source), tr("The text was written in"), codePageNames(), {},
                 [this, source](const QString& codePage) { m_workbench.setCodePage(source, codePage); });
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const bool work = m_workbench.isModified() && !m_workbench.document().answers.empty();
    if (work && isVisible()) {
        const auto answer = QMessageBox::question(
            this, tr("Close"), tr("Your answers to the checklist are not saved. Close without saving them?"),
            QMessageBox::Close | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer == QMessageBox::Cancel)
            return event->ignore();
    }
    m_settings.geometry = saveGeometry();
    m_settings.layout = m_layout->save();
    QMainWindow::closeEvent(event);
}

} // namespace sendwright
