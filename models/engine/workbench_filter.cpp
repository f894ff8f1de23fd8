// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/workbench_filter.h"

#include <QCoreApplication>

namespace sendwright {

namespace {

constexpr int kPauseMs = 250; ///< between two runs over the snapshots of one load

struct Lists
{
    WorkbenchFilter::RowList rows;
    WorkbenchFilter::SessionList sessions;
};

Lists listsOf(FilterResult result)
{
    return {std::make_shared<const std::vector<RowIndex>>(std::move(result.rows)),
            std::make_shared<const std::vector<SessionIndex>>(std::move(result.sessions))};
}

QString warningOf(const FilterResult& result)
{
    if (result.gaveUp == 0)
        return {};
    return QCoreApplication::translate(
               "sendwright::Workbench",
               "The pattern was given up on some entries (%1), which are too long or too costly "
               "for it; they are not shown. A word or a simpler pattern finds them.")
        .arg(result.gaveUp);
}

} // namespace

WorkbenchFilter::WorkbenchFilter(QObject* owner, QThreadPool& pool, Found found)
    : m_pool(pool), m_found(std::move(found))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    QObject::connect(&m_pause, &QTimer::timeout, owner, [this] { start(); });
}

void WorkbenchFilter::set(const QString& text, const Loaded& loaded)
{
    m_loaded = loaded;
    const bool same = text == m_text && m_known;
    if (same && (m_runs || m_pause.isActive()))
        return; // its answer comes, and one about this snapshot after it
    if (!same) {
        m_text = text;
        m_known = noHitsYet();
    }
    start();
}

void WorkbenchFilter::takeSnapshot(const Loaded& loaded)
{
    m_loaded = loaded;
    const bool newLoad = loaded.snapshot->generation <= 1; // its rows are numbered anew
    if (newLoad)
        m_known = noHitsYet();
    if (m_text.trimmed().isEmpty())
        return;
    if (newLoad || (!m_runs && !m_pause.isActive()))
        start();
}

void WorkbenchFilter::start()
{
    m_pause.stop();
    m_runs = true;
    m_looked = m_loaded.snapshot;
    m_job.start(m_pool, [this, text = m_text, loaded = m_loaded, known = m_known](std::stop_token stop, auto deliver) {
        QueryError error;
        const Query query = parseQuery(text.toStdString(), &error);
        Lists lists;
        QString what = QString::fromStdString(error.what);
        if (!query.empty() && what.isEmpty()) {
            FilterOptions options;
            options.stop = stop;
            options.known = known;
            options.partial = [&](FilterResult part) {
                deliver([this, text, some = listsOf(std::move(part))] {
                    m_found(text, some.rows, some.sessions, QString());
                });
            };
            FilterResult result = sendwright::filter(*loaded.snapshot, query, *loaded.text, options);
            what = warningOf(result);
            lists = listsOf(std::move(result));
        }
        deliver([this, text, lists, what] {
            finish();
            m_found(text, lists.rows, lists.sessions, what);
        });
    });
}

void WorkbenchFilter::finish()
{
    m_runs = false;
    if (m_looked.lock() != m_loaded.snapshot)
        m_pause.start();
}

} // namespace sendwright
