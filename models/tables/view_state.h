// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Qt first: moc of Qt 6.4 trips over libstdc++'s <compare> when it comes before any Qt header.
#include <QObject>
#include <QString>

#include "core/ids.h"
#include "core/time.h"

#include <vector>

namespace sendwright {

/// What is selected, shared by all views, with a history to go back and forward in. GUI thread. Setting a value that is
/// already set says nothing, so views may echo what they are told.
class ViewState : public QObject
{
    Q_OBJECT

public:
    explicit ViewState(QObject* parent = nullptr);

    SessionIndex session() const { return m_now.session; }
    RowIndex entry() const { return m_now.entry; }
    int finding() const { return m_now.finding; } ///< index into Analysis::findings; -1: none
    QString step() const { return m_now.step; }   ///< id of the open checklist step
    QString filter() const { return m_now.filter; }
    TimePoint from() const { return m_now.from; } ///< selected time range; unknown: none
    TimePoint to() const { return m_now.to; }
    bool canGoBack() const { return !m_back.empty(); }
    bool canGoForward() const { return !m_forward.empty(); }

public Q_SLOTS:
    void selectSession(sendwright::SessionIndex session); ///< keeps the entry only when told so by selectEntry
    void selectEntry(sendwright::RowIndex entry, sendwright::SessionIndex session); ///< both at once
    void selectFinding(int finding);
    void openStep(const QString& id);
    void setFilter(const QString& text);
    void setRange(sendwright::TimePoint from, sendwright::TimePoint to);
    void back();
    void forward();
    void reset();

Q_SIGNALS:
    void sessionChanged(sendwright::SessionIndex session);
    void entryChanged(sendwright::RowIndex entry);
    void findingChanged(int finding);
    void stepChanged(const QString& id);
    void filterChanged(const QString& text);
    void rangeChanged();
    void historyChanged();

private:
    struct Place
    {
        SessionIndex session = kNoSession;
        RowIndex entry = kNoRow;
        int finding = -1;
        QString step, filter;
        TimePoint from, to;
        bool operator==(const Place&) const = default;
    };
    void go(Place next, bool remember);

    Place m_now;
    std::vector<Place> m_back, m_forward;
};

} // namespace sendwright
