// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/loader.h"
#include "engine/workbench_job.h"
#include "index/query.h"

#include <QString>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

namespace sendwright {

/// The filter that is set: runs on the pool, tells what it finds as it finds it, and runs again over snapshots that
/// come while a load goes on, a few times a second and without a second look at text it knows. A filter of other words
/// overtakes the one before at once. GUI thread.
class WorkbenchFilter
{
public:
    using RowList = std::shared_ptr<const std::vector<RowIndex>>;
    using SessionList = std::shared_ptr<const std::vector<SessionIndex>>;
    /// Both lists null: everything fits, or the words are no filter and `error` says why.
    using Found = std::function<void(const QString& text, RowList rows, SessionList sessions, const QString& error)>;

    WorkbenchFilter(QObject* owner, QThreadPool& pool, Found found);

    void set(const QString& text, const Loaded& loaded);
    void takeSnapshot(const Loaded& loaded);
    void stop() { m_job.stop(); }

private:
    void start();
    void finish();

    QThreadPool& m_pool;
    Found m_found;
    WorkbenchJob m_job;
    QTimer m_pause;
    QString m_text;
    Loaded m_loaded;
    std::weak_ptr<const Snapshot> m_looked; ///< what the last run was about; must not keep a closed case alive
    std::shared_ptr<TextHits> m_known;      ///< in the hands of the run
    bool m_runs = false;
};

} // namespace sendwright
