// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/report_options.h"
#include "tables/view_state.h"
#include "widgets/settings.h"
#include "widgets/theme.h"

#include <QMainWindow>
#include <QPointer>

#include <memory>
#include <vector>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace sendwright {

class ChecklistView;
class Commands;
class DetailTabs;
class ExportDialog;
class FindingView;
class QueryBar;
class SessionView;
class SourceView;
class StartPage;
class StatusLine;
class TimelineView;
class VerdictStrip;
class WindowLayout;
class Workbench;
struct Change;

/// Composes the panels and binds commands to the workbench; holds no state of the case itself.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Theme& theme, Workbench& workbench, const Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    const Settings& settings() const { return m_settings; } ///< as they are now; the caller keeps them
    ViewState& state() { return m_state; }
    void open(const QStringList& paths);
    void exportTo(const QString& path, const ReportOptions& options);
    bool isSettled() const; ///< loaded, analysed and shown

    FindingView* findings();
    SessionView* sessions();
    DetailTabs* detail();
    TimelineView* timeline();
    ChecklistView* checklist();
    QueryBar* query() const { return m_query; }
    Commands& commands() const { return *m_commands; }

Q_SIGNALS:
    void shown(); ///< a load has ended and all views show it

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // window_parts.cpp: putting it together
    void furnish(); ///< fills the panels: after the first paint, or when something needs them before that
    void buildPanels();
    void buildToolRow();
    void buildCentre();
    void buildVerdict();
    // main_window.cpp
    void connectWorkbench();
    void connectViews();
    void connectState();
    // window_actions.cpp: what commands do
    void connectCommands();
    void openFiles();
    void openFolder();
    void openCaseFile();
    void saveCase(bool ask);
    void showExport();
    void askExportPath(const ReportOptions& options);
    void pasteEvidence();
    void takeIn(const class QMimeData* mime);
    void goToTime();
    void stepFailure(bool forward);
    void showHelp();
    void showProblems(const QString& source = {}); ///< of one source; empty: of all
    void askZone(const QString& source);
    void askCodePage(const QString& source);
    // taking up changes
    void takeSnapshot(const Change& change);
    void takeAnalysis();
    void takeDocument();
    void selectFirstFinding();
    void showRow(RowIndex row);
    void explainRow(RowIndex row);
    void showNextEvidence();
    void openTellingStep();
    void applyFilter(const QString& text);
    void tellZone();
    void applyZone();
    void applyTheme();
    void updateTitle();
    void updateCentre();
    void fitCentre();
    void updateSelection();
    void notice(const QString& text);
    void restoreView();

    Theme& m_theme;
    Workbench& m_workbench;
    Settings m_settings;
    ViewState m_state;
    Commands* m_commands = nullptr;
    WindowLayout* m_layout = nullptr;
    QStackedWidget* m_centre = nullptr;
    StartPage* m_start = nullptr;
    VerdictStrip* m_verdict = nullptr;
    QLabel* m_notice = nullptr;
    FindingView* m_findings = nullptr;
    SourceView* m_sources = nullptr;
    TimelineView* m_timeline = nullptr;
    SessionView* m_sessions = nullptr;
    DetailTabs* m_detail = nullptr;
    ChecklistView* m_checklist = nullptr;
    QueryBar* m_query = nullptr;
    QToolButton* m_zone = nullptr;
    StatusLine* m_status = nullptr;
    QPointer<ExportDialog> m_export;
    std::shared_ptr<const std::vector<SessionIndex>> m_filtered; ///< null: no filter
    std::size_t m_evidence = 0;                                  ///< next citation the Evidence button shows
    bool m_fresh = true;                                         ///< nothing chosen by a person since the last load
    bool m_lost = false;    ///< the selection went with a snapshot that was smaller than the one before
    bool m_restore = false; ///< take selection and filter from the case
    int m_pastes = 0;
};

} // namespace sendwright
