// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/loader.h"
#include "index/snapshot.h"

#include <QObject>

class QLabel;
class QProgressBar;
class QPushButton;
class QStatusBar;

namespace sendwright {

class Theme;

/// The bottom line: counts, failures, problems, progress with Cancel, selection and zone.
class StatusLine : public QObject
{
    Q_OBJECT

public:
    StatusLine(Theme& theme, QStatusBar* bar);

    void showCounts(const Snapshot& snapshot);
    void showProgress(bool loading, const LoadProgress& progress);
    void showSelection(const QString& text);
    void showZone(const QString& zone);
    void clear();

Q_SIGNALS:
    void cancelRequested();
    void problemsRequested();

private:
    void restyle();

    Theme& m_theme;
    QLabel *m_entries, *m_sessions, *m_failed, *m_selection, *m_zone, *m_current;
    QPushButton *m_problems, *m_cancel;
    QProgressBar* m_progress;
};

} // namespace sendwright
