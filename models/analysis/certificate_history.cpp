// SPDX-FileCopyrightText: 2026 Sendwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/certificate_history.h"

namespace sendwright {

namespace {

void noteEarliest(TimePoint& known, TimePoint time)
{
    if (!known.known() || time < known)
        known = time;
}

} // namespace

void CertificateHistory::add(const Session& session)
{
    if (session.tls != TlsState::Negotiated || session.tlsFailed || session.sent.thumbprint == PoolId::Empty)
        return;
    noteEarliest(m_anywhere[session.sent.thumbprint], session.first);
    noteEarliest(m_first[{session.connector, session.sent.thumbprint}], session.first);
}

bool CertificateHistory::works(const Session& session) const
{
    return session.sent.thumbprint != PoolId::Empty && m_anywhere.count(session.sent.thumbprint) > 0;
}

bool CertificateHistory::isNew(const Session& session) const
{
    if (session.sent.thumbprint == PoolId::Empty || works(session) || !session.first.known())
        return false;
    auto it = m_first.lower_bound({session.connector, PoolId::Empty});
    for (; it != m_first.end() && it->first.first == session.connector; ++it)
        if (it->second.known() && it->second < session.first)
            return true;
    return false;
}

} // namespace sendwright
