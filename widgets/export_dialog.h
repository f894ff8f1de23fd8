// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "report/report_options.h"
#include "widgets/settings.h"

#include <QDialog>

class QCheckBox;
class QTextBrowser;

namespace sendwright {

class Workbench;

/// What the report shows, with a preview. Redaction is on until a person turns it off.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(Workbench& workbench, const Settings& settings, QWidget* parent = nullptr);

    ReportOptions options() const;

Q_SIGNALS:
    void exportRequested(const sendwright::ReportOptions& options);

private:
    QWidget* choices(const Settings& settings);
    void refresh();

    Workbench& m_workbench;
    QString m_zone;
    QCheckBox* m_redact = nullptr;
    QList<QCheckBox*> m_kinds;
    QTextBrowser* m_preview;
};

} // namespace sendwright
