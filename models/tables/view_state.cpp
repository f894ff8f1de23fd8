// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tables/view_state.h"

#include <utility>

namespace sendwright {

namespace {

constexpr std::size_t kMostPlaces = 200;

/// Puts a place on top; the oldest falls out.
template <typename Place>
void keep(std::vector<Place>& places, const Place& place)
{
    if (places.size() >= kMostPlaces)
        places.erase(places.begin());
    places.push_back(place);
}

} // namespace

ViewState::ViewState(QObject* parent) : QObject(parent) {}

void ViewState::selectSession(SessionIndex session)
{
    if (session == m_now.session)
        return;
    Place next = m_now;
    next.session = session;
    next.entry = kNoRow;
    go(std::move(next), true);
}

void ViewState::selectEntry(RowIndex entry, SessionIndex session)
{
    Place next = m_now;
    next.session = session;
    next.entry = entry;
    // Reading through one session is one place to come back to, not one a row.
    const bool sameSession = session == m_now.session && session != kNoSession;
    go(std::move(next), !sameSession);
}

void ViewState::selectFinding(int finding)
{
    Place next = m_now;
    next.finding = finding < 0 ? -1 : finding;
    go(std::move(next), true);
}

void ViewState::openStep(const QString& id)
{
    Place next = m_now;
    next.step = id;
    go(std::move(next), true);
}

void ViewState::setFilter(const QString& text)
{
    Place next = m_now;
    next.filter = text;
    go(std::move(next), true);
}

void ViewState::setRange(TimePoint from, TimePoint to)
{
    Place next = m_now;
    next.from = from;
    next.to = to;
    go(std::move(next), true);
}

void ViewState::back()
{
    if (m_back.empty())
        return;
    const Place next = m_back.back();
    m_back.pop_back();
    keep(m_forward, m_now);
    go(next, false);
    Q_EMIT historyChanged();
}

void ViewState::forward()
{
    if (m_forward.empty())
        return;
    const Place next = m_forward.back();
    m_forward.pop_back();
    keep(m_back, m_now);
    go(next, false);
    Q_EMIT historyChanged();
}

void ViewState::reset()
{
    const bool hadHistory = canGoBack() || canGoForward();
    m_back.clear();
    m_forward.clear();
    go(Place{}, false);
    if (hadHistory)
        Q_EMIT historyChanged();
}

void ViewState::go(Place next, bool remember)
{
    if (next == m_now)
        return;
    if (remember) {
        keep(m_back, m_now);
        m_forward.clear();
    }
    const Place old = std::exchange(m_now, std::move(next));
    // A listener may set something itself; each signal therefore carries what is true when it is sent.
    if (old.session != m_now.session)
        Q_EMIT sessionChanged(m_now.session);
    if (old.entry != m_now.entry)
        Q_EMIT entryChanged(m_now.entry);
    if (old.finding != m_now.finding)
        Q_EMIT findingChanged(m_now.finding);
    if (old.step != m_now.step)
        Q_EMIT stepChanged(m_now.step);
    if (old.filter != m_now.filter)
        Q_EMIT filterChanged(m_now.filter);
    if (old.from != m_now.from || old.to != m_now.to)
        Q_EMIT rangeChanged();
    if (remember)
        Q_EMIT historyChanged();
}

} // namespace sendwright
